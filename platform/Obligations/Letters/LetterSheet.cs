using System.Text.Json;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Localisation;

namespace Entente.Obligations.Letters;

/// <summary>A letter as a page of its own, which needs nothing from anywhere: to be made a PDF.</summary>
public static class LetterSheet
{
    private const string Style = """
        @page { size: A4; margin: 25mm 22mm; }
        body { font: 11pt/1.45 "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif; color: #000; }
        header { margin-block-end: 14mm; border-block-end: 1pt solid #000; padding-block-end: 3mm; }
        header p { margin: 0; } .body { font-weight: 600; font-size: 13pt; }
        .to { margin-block-end: 8mm; } h1 { font-size: 12pt; margin: 0 0 6mm; }
        li { margin-block-end: 1mm; } footer { margin-block-start: 12mm; font-size: 8.5pt; color: #444; }
        """;

    public static string Of(Letter letter, Body body, Words t) => "<!doctype html>\n" + ((Markup)$"""
        <html lang="{t.Language.Code}" dir="{t.Language.Direction}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>{letter.Subject}</title><style>{Sheet}</style></head>
        <body><header><p class="body">{body.Name.In(t.Language.Code).Text}</p><p>{t.Date(body.DayOf(letter.MadeAt))}</p></header>
        <p class="to">{body.Party(letter.Party)?.Name.In(t.Language.Code).Text ?? letter.Party}</p>
        <h1>{letter.Subject}</h1>
        {Markup.Join(letter.Paragraphs.Select(Paragraph))}
        <footer>{t["obligations.letter.reference", ("reference", letter.Id.ToString())]}</footer></body></html>
        """).ToString();

    private static Microsoft.AspNetCore.Html.IHtmlContent Sheet { get; } = new Microsoft.AspNetCore.Html.HtmlContentBuilder().AppendHtml(Style);

    private static Markup Paragraph(Paragraph paragraph) => paragraph.Items is { } items
        ? (Markup)$"<ul>{Markup.Join(items.Select(item => (Markup)$"<li>{item}</li>"))}</ul>"
        : $"<p>{paragraph.Text}</p>";

    internal static IReadOnlyList<Paragraph> Read(string json) => JsonSerializer.Deserialize<List<Paragraph>>(json, JsonSerializerOptions.Web)!;

    internal static string Write(IReadOnlyList<Paragraph> paragraphs) => JsonSerializer.Serialize(paragraphs, JsonSerializerOptions.Web);
}
