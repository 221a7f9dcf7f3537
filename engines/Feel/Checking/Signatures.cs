using System.Collections.Frozen;
using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

/// <summary>Every built-in function of DMN 1.5 (10.3.4), with the parameter names of the specification.</summary>
/// <example><c>Signatures.Find("list contains")</c></example>
public static partial class Signatures
{
    private static readonly FeelType T = new VariableType("T", Bound.Free);
    private static readonly FeelType Alike = new VariableType("E", Bound.Alike);
    private static readonly FeelType Ordered = new VariableType("O", Bound.Ordered);
    private static readonly FeelType AnyContext = ContextOf();
    private static readonly FeelType AnyList = ListOf(Any);

    private static readonly FrozenDictionary<string, Signature> ByName = Gather();

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<Signature> All { get; } = [.. ByName.Values.OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>The built-in function of this name.</summary>
    public static Signature? Find(string name) => ByName.GetValueOrDefault(name);

    private static FrozenDictionary<string, Signature> Gather() =>
        Conversions().Concat(Texts()).Concat(Lists()).Concat(Numbers()).Concat(Times()).Concat(Ranges()).Concat(Contexts())
            .GroupBy(f => f.Name, f => f.Overload, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => new Signature(g.Key, [.. g]), StringComparer.Ordinal);

    private static IEnumerable<(string Name, Overload Overload)> Conversions() =>
    [
        F("date", Date, P("from", Text, Date, DateAndTime)),
        F("date", Date, P("year", Number), P("month", Number), P("day", Number)),
        F("date and time", DateAndTime, P("from", Text, Date, DateAndTime)),
        F("date and time", DateAndTime, P("date", Date, DateAndTime), P("time", Time)),
        F("date and time", DateAndTime, [.. Moment()]),
        F("date and time", DateAndTime, [.. Moment(), P("hour offset", Number)]),
        F("date and time", DateAndTime, [.. Moment(), P("timezone", Text)]),
        F("time", Time, P("from", Text, Time, Date, DateAndTime)),
        F("time", Time, P("hour", Number), P("minute", Number), P("second", Number), Optional("offset", DaysDuration)),
        F("number", Number, P("from", Text), Optional("grouping separator", Text), Optional("decimal separator", Text)),
        F("string", Text, P("from", Any)),
        F("duration", Any, P("from", Text)),
        F("years and months duration", YearsDuration, P("from", Date, DateAndTime), P("to", Date, DateAndTime)),
        F("range", RangeOf(Any), P("from", Text)),
        F("not", FeelType.Boolean, P("negand", FeelType.Boolean)),
    ];

    private static IEnumerable<Formal> Moment() =>
        [P("year", Number), P("month", Number), P("day", Number), P("hour", Number), P("minute", Number), P("second", Number)];

    private static IEnumerable<(string Name, Overload Overload)> Texts() =>
    [
        F("substring", Text, P("string", Text), P("start position", Number), Optional("length", Number)),
        F("string length", Number, P("string", Text)),
        F("upper case", Text, P("string", Text)),
        F("lower case", Text, P("string", Text)),
        F("substring before", Text, P("string", Text), P("match", Text)),
        F("substring after", Text, P("string", Text), P("match", Text)),
        F("replace", Text, P("input", Text), P("pattern", Text), P("replacement", Text), Optional("flags", Text)),
        F("contains", FeelType.Boolean, P("string", Text), P("match", Text)),
        F("starts with", FeelType.Boolean, P("string", Text), P("match", Text)),
        F("ends with", FeelType.Boolean, P("string", Text), P("match", Text)),
        F("matches", FeelType.Boolean, P("input", Text), P("pattern", Text), Optional("flags", Text)),
        F("split", ListOf(Text), P("string", Text), P("delimiter", Text)),
        F("string join", Text, P("list", ListOf(Text)), Optional("delimiter", Text)),
    ];

    private static (string Name, Overload Overload) F(string name, FeelType result, params Seq<Formal> parameters) => (name, new Overload(parameters, result));

    private static Formal P(string name, params Seq<FeelType> types) => new(name, types, Presence.Needed);

    private static Formal Optional(string name, params Seq<FeelType> types) => new(name, types, Presence.Optional);

    private static Formal Repeated(string name, params Seq<FeelType> types) => new(name, types, Presence.Repeated);
}
