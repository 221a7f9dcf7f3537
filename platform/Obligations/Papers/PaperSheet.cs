using System.Globalization;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;

namespace Entente.Obligations.Papers;

/// <summary>How parties and definitions were called when a paper was frozen.</summary>
public sealed record PaperNames(LocalText Body, IReadOnlyDictionary<string, LocalText> Parties, IReadOnlyDictionary<string, LocalText> Definitions);

/// <summary>The status of a year as a paper: a page of its own, whose bytes follow from what it is given and from nothing else.</summary>
public sealed record PaperSheet(string Name, int Year, DateTimeOffset KnownAt, PaperNames Names, IReadOnlyList<StatusRow> Rows)
{
    private const string Style = """
        @page { size: A4 landscape; margin: 15mm; }
        body { font: 9pt/1.35 "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif; color: #000; }
        h1 { font-size: 15pt; margin: 0 0 2mm; } h2 { font-size: 12pt; break-after: avoid; }
        table { border-collapse: collapse; margin-block-end: 6mm; } th, td { border: .5pt solid #888; padding: .8mm 1.6mm; text-align: start; vertical-align: top; }
        thead { display: table-header-group; } tr { break-inside: avoid; } td.n { text-align: end; } footer { color: #444; }
        """;

    private static IHtmlContent Sheet { get; } = new HtmlContentBuilder().AppendHtml(Style);

    public string Html(Words t) => "<!doctype html>\n" + ((Markup)$"""
        <html lang="{t.Language.Code}" dir="{t.Language.Direction}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>{Name}</title><style>{Sheet}</style></head>
        <body><h1>{Name}</h1><p>{Names.Body.In(t.Language.Code).Text}</p><p>{t["obligations.paper.known", ("year", Year.ToString(CultureInfo.InvariantCulture)), ("at", KnownAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))]}</p>
        <h2>{t["obligations.view.parties"]}</h2>
        {Table(t, t["obligations.status.party"], Rows.GroupBy(row => row.Party).Select(own => (Party(own.Key, t), Count(own))))}
        <h2>{t["obligations.view.duties"]}</h2>
        {Table(t, t["obligations.status.duty"], Rows.GroupBy(row => row.Duty).Select(own => (Duty(own.First(), t), Count(own))))}
        <h2>{t["obligations.outcome.missing"]}</h2>
        {Missing(t)}
        </body></html>
        """).ToString();

    private static StatusCounts Count(IEnumerable<StatusRow> rows) => rows.Aggregate(new StatusCounts(), (sum, row) => sum + row.Counts);

    private static Markup Table(Words t, string first, IEnumerable<(string Name, StatusCounts Counts)> lines) => $"""
        <table><thead><tr><th>{first}</th><th>{t["obligations.count.expected"]}</th><th>{t["obligations.count.received"]}</th><th>{t["obligations.outcome.on-time"]}</th><th>{t["obligations.outcome.late"]}</th><th>{t["obligations.outcome.missing"]}</th><th>{t["obligations.outcome.to-come"]}</th><th>{t["obligations.count.nil"]}</th><th>{t["obligations.outcome.not-applicable"]}</th></tr></thead>
        <tbody>{Markup.Join(lines.OrderBy(line => line.Name, StringComparer.Ordinal).Select(Line))}</tbody></table>
        """;

    private static Markup Line((string Name, StatusCounts Counts) line) => $"""
        <tr><th>{line.Name}</th>{Markup.Join(new[] { line.Counts.Expected, line.Counts.Received, line.Counts.OnTime, line.Counts.Late, line.Counts.Missing, line.Counts.ToCome, line.Counts.Nil, line.Counts.NotApplicable }.Select(count => (Markup)$"<td class=\"n\">{count}</td>"))}</tr>

        """;

    private Markup Missing(Words t) => Markup.Join(Rows.Where(row => row.Outcome == Outcome.Missing).GroupBy(row => row.Party).OrderBy(own => Party(own.Key, t), StringComparer.Ordinal).Select(own => (Markup)
        $"<p><strong>{Party(own.Key, t)}</strong>: {string.Join("; ", own.Select(row => $"{Duty(row, t)}, {row.PeriodCode}").Order(StringComparer.Ordinal))}</p>\n"));

    private string Party(string code, Words t) => Names.Parties.TryGetValue(code, out var name) ? name.In(t.Language.Code).Text : code;

    private string Duty(StatusRow row, Words t) =>
        (row.Called?.Code is { } code ? code + " " : "") + (row.Called?.Title ?? Names.Definitions.GetValueOrDefault(row.Duty.Definition))?.In(t.Language.Code).Text;
}
