using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// What was wrong with a cell or a file, in the reader's language: of every fault whose rule begins with cell, csv, json or
/// workbook. Its facts fill the text in their order as a, b and c; from the second on they are also a list of suggestions.
/// </summary>
public static class InterchangeFaults
{
    private static readonly string[] Ours = ["cell.", "csv.", "json.", "workbook."];

    public static bool Knows(string rule) => Ours.Any(prefix => rule.StartsWith(prefix, StringComparison.Ordinal));

    public static string Say(Fault fault, Words words) => Say(fault.Rule, fault.Facts, words);

    public static string Say(string rule, IReadOnlyList<string> facts, Words words) => rule switch
    {
        // texts: numbers.fault.*
        "cell.number" => words[$"numbers.fault.{Fact(facts, 0)}"],
        // texts: dates.fault.*
        "cell.date" => words[$"dates.fault.{Fact(facts, 0)}"],
        "cell.number-ambiguous" => new NumberReading.Ambiguous(Number(facts, 0), Number(facts, 1)).Problem(words)!,
        "cell.date-ambiguous" => new DateReading.Ambiguous(Day(facts, 0), Day(facts, 1)).Problem(words)!,
        "cell.may-not" => words["records.cell.may-not", ("a", CellWords.Word(Kind(Fact(facts, 0)), words.Language))],
        _ => Plain(rule, facts, words),
    };

    // texts: records.cell.*, records.csv.*, records.json.*, records.workbook.*
    private static string Plain(string rule, IReadOnlyList<string> facts, Words words)
    {
        var said = words[$"records.{rule}", ("a", Fact(facts, 0)), ("b", Fact(facts, 1)), ("c", Fact(facts, 2))];
        return facts.Count > 1 && rule is "cell.unknown" or "cell.unknown-entry" or "cell.several-entries" or "cell.several-meanings" or "csv.column-misspelt" or "csv.column-several-meanings" or "json.unknown" && facts.Count > 1
            ? $"{said} {words["records.cell.perhaps", ("list", facts.Skip(1))]}"
            : said;
    }

    private static string Fact(IReadOnlyList<string> facts, int at) => at < facts.Count ? facts[at] : "";

    private static decimal Number(IReadOnlyList<string> facts, int at) => NumberReader.Read(Fact(facts, at), Language.English, DecimalSign.Point) is NumberReading.Understood number ? number.Value : 0;

    private static DateOnly Day(IReadOnlyList<string> facts, int at) => DateReader.Read(Fact(facts, at)) is DateReading.Understood day ? day.Value : default;

    private static AnswerKind Kind(string kebab) => Enum.GetValues<AnswerKind>().FirstOrDefault(kind => Kebab.Of(kind) == kebab);
}
