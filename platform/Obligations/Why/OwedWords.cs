using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;
using Entente.Records;
using Entente.Shared.Localisation;

namespace Entente.Obligations;

/// <summary>Why something is owed and how its day was worked out, in the words of the reader.</summary>
public static partial class OwedWords
{
    /// <summary>The reasons: why it is owed, and why more often than usual. None where the description gives none.</summary>
    public static IEnumerable<string> Reasons(DutyReason? reason, Words t)
    {
        if (reason?.Says is { } says)
            yield return Filled(says.In(t.Language.Code).Text, reason.Values, t);
        if (reason?.Tightened is { } tightened)
            yield return Filled(tightened.In(t.Language.Code).Text, reason.TightenedValues ?? [], t);
    }

    // texts: obligations.step.*
    public static string Step(DutyStep step, Words t) => step.Is switch
    {
        "add" => t["obligations.step.add", ("amount", Amount(step.Amount, t)), ("day", step.To)],
        "working" => t["obligations.step.working", ("count", Count(step.Amount)), ("weekends", step.Weekends), ("holidays", step.Off?.Count ?? 0), ("day", step.To)],
        "case" => t["obligations.step.case", ("condition", step.Text)],
        "known" => t["obligations.step.known", ("day", step.To)],
        _ => t["obligations.step.start", ("what", Start(step.Text, t)), ("day", step.To)],
    };

    private static string Filled(string sentence, IReadOnlyList<SaidValue> values, Words t) => Mentions.Fill(sentence, mention =>
        int.TryParse(mention, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < values.Count ? Say(values[place], t) : "–");

    private static string Say(SaidValue value, Words t) => value.Kind switch
    {
        "number" when decimal.TryParse(value.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => t.Number(number),
        "date" when DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => t.Date(day),
        "yes" or "no" or "boolean" => t[value.Text is "true" or "yes" ? "obligations.yes" : "obligations.no"],
        _ => value.Text,
    };

    private static string Start(string? text, Words t) => text switch
    {
        "period.end" => t["obligations.step.period-end"],
        "period.start" => t["obligations.step.period-start"],
        _ => text ?? "",
    };

    // A length of time of ISO 8601, as descriptions write it.
    private static string Amount(string? text, Words t)
    {
        if (Length().Match(text ?? "") is not { Success: true } match)
            return text ?? "";
        var parts = new[] { "years", "months", "weeks", "days" }.Where(unit => match.Groups[unit].Success)
            .Select(unit => t[$"obligations.length.{unit}", ("count", int.Parse(match.Groups[unit].ValueSpan, CultureInfo.InvariantCulture))]);
        // texts: obligations.length.*
        return (match.Groups["minus"].Success ? "−" : "") + t.List(parts);
    }

    private static decimal Count(string? text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var count) ? count : 0;

    [GeneratedRegex(@"\A(?<minus>-)?P(?:(?<years>\d{1,4})Y)?(?:(?<months>\d{1,5})M)?(?:(?<weeks>\d{1,5})W)?(?:(?<days>\d{1,6})D)?(?:T0S)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Length();
}
