using System.Text.Json.Serialization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records;
using Entente.Shared.Localisation;

namespace Entente.Obligations.Letters;

/// <summary>A paragraph of a letter as it was written: a text, or a list of things that are owed.</summary>
public sealed record Paragraph([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Items);

/// <summary>What a letter to one party says.</summary>
public sealed record Written(string Subject, IReadOnlyList<Paragraph> Paragraphs);

/// <summary>Fills a template in for one party. Pure: the same rows and the same day make the same letter.</summary>
public sealed record LetterText(Body Body, Words T, int Year, DateOnly Today, DateOnly? ReplyBy, Func<StatusRow, string> Name)
{
    /// <summary>The rows are those of the party and the year.</summary>
    public Written Of(LetterTemplate template, Party party, IReadOnlyList<StatusRow> rows) =>
        new(Fill(template.Subject, party, rows), [.. template.Paragraphs.Select(paragraph => Of(paragraph, party, rows)).Where(paragraph => paragraph.Items is not [])]);

    /// <summary>Whether the letter is meant for a party of whom this is known.</summary>
    public static bool IsFor(LetterTo to, StatusCounts counts) => to switch
    {
        LetterTo.Missing => counts.Missing > 0,
        LetterTo.Late => counts.Missing + counts.Late > 0,
        LetterTo.Owed => counts.ToCome > 0,
        _ => counts.All > 0,
    };

    private Paragraph Of(LocalText paragraph, Party party, IReadOnlyList<StatusRow> rows) => Said(paragraph).Trim() switch
    {
        "{missing}" => new Paragraph(null, List(rows, Outcome.Missing)),
        "{late}" => new Paragraph(null, List(rows, Outcome.Late)),
        "{owed}" => new Paragraph(null, List(rows, Outcome.ToCome)),
        _ => new Paragraph(Fill(paragraph, party, rows), null),
    };

    private string Fill(LocalText text, Party party, IReadOnlyList<StatusRow> rows) => Mentions.Fill(Said(text), mention => mention switch
    {
        "party" => Said(party.Name),
        "body" => Said(Body.Name),
        "year" => Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "today" => T.Date(Today),
        "reply-by" => ReplyBy is { } day ? T.Date(day) : "…",
        "expected-count" => T.Number(rows.Count(row => row.Outcome != Outcome.NotApplicable)),
        "received-count" => T.Number(rows.Count(row => row.Outcome is Outcome.OnTime or Outcome.Late)),
        "missing-count" => T.Number(rows.Count(row => row.Outcome == Outcome.Missing)),
        "late-count" => T.Number(rows.Count(row => row.Outcome == Outcome.Late)),
        _ => "",
    });

    private List<string> List(IReadOnlyList<StatusRow> rows, Outcome outcome) => [.. rows.Where(row => row.Outcome == outcome).Select(Line)];

    // texts: obligations.letter.line, obligations.letter.line.no-day
    private string Line(StatusRow row) => T[row.DueOn is null ? "obligations.letter.line.no-day" : "obligations.letter.line",
        ("code", row.Called?.Code is { } code ? code + " " : ""), ("name", Name(row)), ("period", PeriodName.Say(row.PeriodCode, T)), ("day", row.DueOn)];

    private string Said(LocalText text) => text.In(T.Language.Code).Text;
}
