using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel.Explaining;
using Entente.Records.Content;
using Entente.Shared.Localisation;
using Finding = Entente.Feel.Finding;

namespace Entente.Records.Rules;

/// <summary>Faults in words: what is wrong and how to mend it, where it is, and why a check found it.</summary>
public static partial class Faults
{
    /// <summary>A rule that could not be worked out; it never counts as passed.</summary>
    public const string NotRun = "not-run";

    // The facts of each rule, in their order; those of no other rule are mentioned.
    private static readonly Dictionary<string, string[]> FactsOf = new(StringComparer.Ordinal)
    {
        ["type"] = ["type"], ["longest"] = ["most", "count"], ["many-codes"] = ["most", "count"], ["from"] = ["limit"], ["to"] = ["limit"], ["places"] = ["places"],
        ["hs"] = ["most"], ["unknown-code"] = ["code"], ["not-within"] = ["code", "parent"], ["code-twice"] = ["code"], ["unknown-party"] = ["code"],
        ["unknown-currency"] = ["code"], ["may"] = ["kind"], ["reason"] = ["kind"], ["key"] = ["row"], ["least"] = ["least", "count"], ["most"] = ["most", "count"],
        ["missing-row"] = ["code"], ["notice-too-short"] = ["days", "earliest"], ["planned-change"] = ["day"], ["too-few-parts"] = ["most"], ["probably-same"] = ["title", "entry", "percent"], ["overdrawn"] = ["line", "rest"], ["no-line"] = ["line", "count"], ["file-refused"] = ["name"], ["used-already"] = ["line", "amount"],
        ["opens-not-given"] = ["day"], ["opens-too-late"] = ["day", "last"], ["outside"] = ["south", "north", "west", "east"],
    };

    private static readonly HashSet<string> Counts = ["days", "most", "count", "limit", "places", "row", "least", "line", "rest", "amount", "south", "north", "west", "east"];

    /// <summary>What is wrong and how to mend it, in the reader's language. A check speaks in its own words.</summary>
    public static string Say(Fault fault, Words words, Definition definition, Body body)
    {
        if (fault.Rule.StartsWith(Fault.OfCheck, StringComparison.Ordinal))
            return definition.Check(fault.Rule[Fault.OfCheck.Length..]) is { } check ? Say(check, fault, words, definition, body) : fault.Rule;
        if (fault.Rule == "key-taken")
            return words["faults.key-taken", ("key", words.List([.. fault.Facts.Select(place => definition.FieldAt(place)?.Field.Name.In(words.Language.Code).Text ?? place)]))];
        if (fault.Rule == NotRun)
            return words["faults.not-run", ("why", Reason(fault, words))];
        var values = new List<(string, object?)> { ("field", KeyName(fault, words, definition) ?? FieldName(fault, words, definition) ?? SectionName(fault, words, definition)), ("section", SectionName(fault, words, definition)) };
        var names = FactsOf.GetValueOrDefault(fault.Rule, []);
        for (var at = 0; at < Math.Min(names.Length, fault.Facts.Count); at++)
            values.Add((names[at], Counts.Contains(names[at]) && decimal.TryParse(fault.Facts[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
                : fault.Rule == "missing-row" ? Labelled(fault, words, definition, body) : fault.Facts[at]));
        // texts: faults.*
        return words[$"faults.{fault.Rule}", [.. values]];
    }

    // What it mentions was kept with the fault, in the order of Mentions.In.
    private static string Say(Check check, Fault fault, Words words, Definition definition, Body body)
    {
        var mentions = Mentions.In(check.Says);
        var said = check.Says.In(words.Language.Code).Text;
        return mentions.Count == 0 ? said : Mentions.Fill(said, name =>
            Mentions.Find(definition, check.In, name) is var (_, field) ? SaidValues.Show(field, fault.Facts.ElementAtOrDefault(mentions.ToList().IndexOf(name)) ?? "", words, body) : name);
    }

    /// <summary>Where it is: the section, the row, the field, each as the reader knows it.</summary>
    public static string Place(Fault fault, Words words, Definition definition)
    {
        if (fault.Section is null)
            return words["faults.place-whole"];
        var (section, field) = (SectionName(fault, words, definition), FieldName(fault, words, definition));
        return (fault.RowNumber, field) switch
        {
            (null, null) => section ?? fault.Section,
            (null, _) => words["faults.place-field", ("section", section), ("field", field)],
            (_, null) => words["faults.place-row", ("section", section), ("row", fault.RowNumber)],
            _ => words["faults.place-cell", ("section", section), ("row", fault.RowNumber), ("field", field)],
        };
    }

    private static string? SectionName(Fault fault, Words words, Definition definition) =>
        fault.Section is { } code ? definition.Section(code)?.Name.In(words.Language.Code).Text ?? code : null;

    private static string? FieldName(Fault fault, Words words, Definition definition) =>
        fault.Field is { } field ? definition.Section(fault.Section ?? "")?.Field(field)?.Name.In(words.Language.Code).Text ?? field : null;

    // All fields of a key tell rows apart, not only the one where the fault is shown.
    private static string? KeyName(Fault fault, Words words, Definition definition) =>
        fault.Rule == "key" && definition.Section(fault.Section ?? "") is { Rows.Key: { Count: > 1 } key } section
            ? words.List([.. key.Select(code => section.Field(code)?.Name.In(words.Language.Code).Text ?? code)]) : null;

    // The code of a list with what it stands for.
    private static string Labelled(Fault fault, Words words, Definition definition, Body body) =>
        definition.Section(fault.Section!)?.Fields[0].List is { } list && body.List(list)?.Codes.LastOrDefault(row => row.Code == fault.Facts[0]) is { } row
            ? $"{row.Code} ({row.Label.In(words.Language.Code).Text})"
            : fault.Facts[0];

    // Facts: the rule, why it was not run, and what that mentions.
    private static string Reason(Fault fault, Words words) => fault.Facts.ToArray() switch
    {
        [_, "no-fact", var fact, ..] => words["faults.no-fact", ("fact", fact)],
        [_, "circle", .. var fields] => words["faults.circle", ("fields", words.List(fields))],
        [_, var code, .. var facts] => new Voice(words.Language.Code).Say(new Finding(code, default, [.. facts])),
        _ => fault.Rule,
    };
}
