using Entente.Feel.Checking;

namespace Entente.Bodies.Definitions;

/// <summary>
/// The names that formulas of a definition may use, with their types, as docs/definitions.md says. Tables and facts of many rows
/// are tables of the scope, so that the planner refuses what cannot be worked out while their rows go by; with
/// <paramref name="streamed"/> false they are plain lists, as a page or an explanation holds them.
/// </summary>
/// <param name="others">The body's definitions by their codes, for facts and references.</param>
public sealed class Scopes(Definition definition, Body body, IReadOnlyDictionary<string, Definition> others, bool streamed = true)
{
    /// <summary>The name of the row that is looked at, beside the names of its fields.</summary>
    public const string Row = "row";

    public const string Party = "party";

    public const string Period = "period";

    /// <summary>In the formulas of carry-over: the section or row as it was under the version before.</summary>
    public const string Old = "old";

    private readonly FieldTypes _types = new(body, others);
    private readonly Dictionary<string, FeelType> _sections = [];

    /// <summary>The names in formulas over the whole statement: checks without "in", visibility of sections, guards.</summary>
    public static Scope Whole(Definition definition, Body body, IReadOnlyDictionary<string, Definition> others) => new Scopes(definition, body, others).Whole();

    /// <summary>The same and the section's fields by their codes alone.</summary>
    public static Scope OfSection(Definition definition, Body body, IReadOnlyDictionary<string, Definition> others, Section section) =>
        new Scopes(definition, body, others).Of(section);

    /// <summary>The same for each row of a table; <c>row</c> is the row itself, for what is held against other rows.</summary>
    public static Scope OfRow(Definition definition, Body body, IReadOnlyDictionary<string, Definition> others, Section table) =>
        new Scopes(definition, body, others).Of(table);

    /// <summary>What is known before there is a statement: the day it is due, the day a fact is read as of.</summary>
    public static Scope Outside(Definition definition, Body body) =>
        Scope.Of([.. OutsideNames(definition.Kind == DefinitionKind.Return || definition.Traits.Register?.Obliges is not null, new FieldTypes(body, new Dictionary<string, Definition>(StringComparer.Ordinal)))]);

    /// <summary>What is known when it is asked who owes what and why: party, period, the facts, and of a register that obliges the sections of the entry. Nothing goes by as a stream here.</summary>
    public Scope Owed() => Scope.Of([.. OutsideNames(hasPeriod: true, _types)
        .Concat(definition.Facts.Where(fact => fact.Source != FactSource.LastVersion).Select(fact => (fact.Code, TypeOf(fact))))
        .Concat(definition.Kind == DefinitionKind.Register ? Plain(definition) : [])
        .DistinctBy(name => name.Item1, StringComparer.Ordinal)]);

    /// <summary>What is known when it is asked which entries of a register give rows to a table.</summary>
    public Scope Each(string register) => Scope.Of([.. OutsideNames(definition.Kind == DefinitionKind.Return, _types)
        .Concat(others.TryGetValue(register, out var of) ? Plain(of) : [])
        .DistinctBy(name => name.Item1, StringComparer.Ordinal)]);

    /// <summary>A section of an entry as <see cref="Owed"/> and <see cref="Each"/> have it.</summary>
    public FeelType Plain(Section section) => _types.Plain(section);

    private IEnumerable<(string, FeelType)> Plain(Definition of) => of.Sections.Select(section => (section.Code, _types.Plain(section)));

    public Scope Whole() => Tabled(Scope.Of([.. Names()]), null);

    /// <summary>A section of fields, or the rows of a table.</summary>
    public Scope Of(Section section)
    {
        var own = Members(section);
        if (section.IsTable && own.TrueForAll(member => member.Name != Row))
            own.Add((Row, TypeOf(section)));
        var nearer = own.Select(member => member.Name).Where(name => name != section.Code).ToHashSet(StringComparer.Ordinal);
        var outer = Names().Where(name => !nearer.Contains(name.Name));
        return Tabled(Scope.Of([.. outer, .. own.Where(member => member.Name != section.Code)]), section);
    }

    /// <summary>What a row of a section holds for formulas, in this order: its fields, and what is known about them.</summary>
    public List<(string Name, FeelType Type)> Members(Section section) => _types.Members(section, entries: true);

    /// <summary>What an entry named by a reference holds, in this order.</summary>
    public ContextType EntryOf(string code) => _types.Entry(code);

    /// <summary>A row of a fact.</summary>
    public ContextType? RowOf(Fact fact) => fact.Source == FactSource.List ? _types.Row(fact.Of)
        : Source(fact) is not var (of, section) ? null
        : fact.Source == FactSource.Statements ? _types.StatementRow(section) : _types.FactRow(of, section);

    /// <summary>Whether a fact is one set of fields instead of many rows.</summary>
    public bool IsOne(Fact fact) => fact.Source is FactSource.LastPeriod or FactSource.LastVersion && Source(fact) is var (_, section) && !section.IsTable;

    private IEnumerable<(string Name, FeelType Type)> Names() =>
        OutsideNames(definition.Kind == DefinitionKind.Return, _types)
            .Concat(definition.Facts.Select(fact => (fact.Code, TypeOf(fact))))
            .Concat(definition.Sections.Select(section => (section.Code, section.IsTable ? FeelType.ListOf(TypeOf(section)) : TypeOf(section))))
            .DistinctBy(name => name.Item1, StringComparer.Ordinal);

    private static IEnumerable<(string Name, FeelType Type)> OutsideNames(bool hasPeriod, FieldTypes types)
    {
        yield return (Party, types.Party);
        if (hasPeriod)
            yield return (Period, FieldTypes.Period);
    }

    private FeelType TypeOf(Section section)
    {
        if (!_sections.TryGetValue(section.Code, out var type))
            _sections[section.Code] = type = FeelType.ContextOf([.. Members(section)]);
        return type;
    }

    private FeelType TypeOf(Fact fact) => RowOf(fact) is not { } row ? FeelType.ListOf(FeelType.Any) : IsOne(fact) ? row : FeelType.ListOf(row);

    private (Definition Of, Section Section)? Source(Fact fact)
    {
        var elsewhere = fact.Source is FactSource.Register or FactSource.Statements;
        var of = elsewhere || fact.Of.Length > 0 ? others.GetValueOrDefault(fact.Of) : definition;
        of ??= elsewhere ? null : definition;
        var section = fact.Section is { } code ? of?.Section(code) : of?.Sections is [var first, ..] ? first : null;
        return section is null ? null : (of!, section);
    }

    private Scope Tabled(Scope scope, Section? current)
    {
        if (!streamed)
            return scope;
        var tables = definition.Sections.Where(section => section.IsTable).Select(section => section.Code)
            .Concat(definition.Facts.Where(fact => !IsOne(fact) && RowOf(fact) is not null).Select(fact => fact.Code))
            .Distinct(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            if (!scope.TryFind(table, out var slot) || scope.Names[slot].Type is not ListType { Member: ContextType })
                continue;
            scope = table == current?.Code
                ? scope.Table(table, [.. Members(current).Select(member => member.Name).Append(Row).Distinct(StringComparer.Ordinal).Where(name => name != table)])
                : scope.Table(table);
        }
        return scope;
    }
}
