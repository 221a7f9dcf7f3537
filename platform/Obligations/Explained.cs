using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records;
using Entente.Shared.Localisation;

namespace Entente.Obligations;

/// <summary>Why something is owed and how its day was worked out, in the reader's language as far as the body has it.</summary>
public static class Explained
{
    private const string Dash = "–";

    /// <summary>The sentences, one for each reason; where the description says none, what the definition is about.</summary>
    public static IReadOnlyList<Said> Why(DutyReason? reason, Definition definition, Words t)
    {
        var sentences = new List<Said>();
        if (reason?.Says is { } says)
            sentences.Add(Filled(says, reason.Values, t));
        else if (definition.About is { } about)
            sentences.Add(about.In(t.Language.Code));
        if (reason?.Tightened is { } tightened)
            sentences.Add(Filled(tightened, reason.TightenedValues ?? [], t));
        return sentences;
    }

    /// <summary>A sentence for each step, the last of which reaches the day.</summary>
    public static IReadOnlyList<string> Sum(IReadOnlyList<DutyStep> sum, Body body, Words t) => [.. sum.Select(step => Say(step, body, t)).OfType<string>()];

    // texts: obligations.sum.*
    // texts: obligations.yes, obligations.no
    private static string? Say(DutyStep step, Body body, Words t) => step.Is switch
    {
        "start" => t["obligations.sum.start", ("what", Start(step.Text ?? "", body, t)), ("day", step.To)],
        "add" => t[step.Amount?.StartsWith('-') == true ? "obligations.sum.earlier" : "obligations.sum.later", ("length", Length(step.Amount ?? "", t)), ("day", step.To)],
        "working" => Working(step, t),
        "known" => t["obligations.sum.known", ("day", step.To)],
        "failed" => t["obligations.sum.failed"],
        _ => null,
    };

    private static string Working(DutyStep step, Words t)
    {
        var days = int.TryParse(step.Amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var said = t[days < 0 ? "obligations.sum.working-earlier" : "obligations.sum.working", ("count", Math.Abs(days)), ("day", step.To), ("weekends", step.Weekends)];
        return step.Off is { Count: > 0 } off ? $"{said} {t["obligations.sum.off", ("count", off.Count), ("days", string.Join("; ", off.Select(t.Date)))]}" : said;
    }

    private static string Start(string text, Body body, Words t)
    {
        if (text is "period.end" or "period.start")
            return t[text == "period.end" ? "obligations.sum.period-end" : "obligations.sum.period-start"];
        return text.StartsWith("party.", StringComparison.Ordinal) && (body.PartyColumns ?? []).FirstOrDefault(column => ListRow.NameOf(column) == text["party.".Length..]) is { } known
            ? known.Name.In(t.Language.Code).Text : t["obligations.sum.day"];
    }

    // P90D, P1Y6M: the lengths that deadlines have; anything else is said as it is written.
    private static string Length(string amount, Words t)
    {
        var (parts, number) = (new List<string>(), "");
        foreach (var letter in amount.TrimStart('-', 'P'))
        {
            if (char.IsAsciiDigit(letter))
                number += letter;
            else if (letter is 'Y' or 'M' or 'D' && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                (_, number) = (Add(letter, count), "");
            else
                return amount.TrimStart('-');
        }
        return number.Length > 0 || parts.Count == 0 ? amount.TrimStart('-') : string.Join(" + ", parts);

        bool Add(char unit, int count)
        {
            parts.Add(t[unit switch { 'Y' => "obligations.sum.years", 'M' => "obligations.sum.months", _ => "obligations.sum.days" }, ("count", count)]);
            return true;
        }
    }

    private static Said Filled(LocalText says, IReadOnlyList<SaidValue> values, Words t)
    {
        var said = says.In(t.Language.Code);
        return said with { Text = Mentions.Fill(said.Text, name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < values.Count ? Value(values[at], t) : name) };
    }

    private static string Value(SaidValue value, Words t) => value.Kind switch
    {
        "number" => decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? t.Number(number) : value.Text,
        "date" => DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? t.Date(day) : value.Text,
        "yes-no" => t[value.Text == "true" ? "obligations.yes" : "obligations.no"],
        "blank" => Dash,
        _ => value.Text,
    };
}
