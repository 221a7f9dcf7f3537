using System.Globalization;
using System.Text.Encodings.Web;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;

namespace Entente.Obligations.Overview;

/// <summary>
/// The table of the matrix, written straight into the page: it has thousands of cells. A sign says how it stands and the colour only helps;
/// whoever hears it hears the word. Each cell leads to its rows.
/// </summary>
public sealed class MatrixMarkup(StatusMatrix matrix, string rows, Words t) : IHtmlContent
{
    // texts: obligations.outcome.*
    private readonly Dictionary<Outcome, string> _words = Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, outcome => HtmlEncoder.Default.Encode(t[$"obligations.outcome.{StatusPages.Word(outcome)}"]));

    private readonly string _nil = HtmlEncoder.Default.Encode(t["obligations.count.nil"]);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<thead><tr><th scope=\"col\">");
        encoder.Encode(writer, t["obligations.status.duty"]);
        writer.Write("</th>");
        foreach (var (code, name) in matrix.Parties)
        {
            writer.Write("<th scope=\"col\"><abbr title=\"");
            encoder.Encode(writer, name);
            writer.Write("\">");
            encoder.Encode(writer, code);
            writer.Write("</abbr></th>");
        }
        writer.Write("</tr></thead><tbody>");
        var address = encoder.Encode(rows);
        string[] ends = [.. matrix.Parties.Select(party => $"&amp;party={encoder.Encode(Uri.EscapeDataString(party.Code))}\" class=")];
        foreach (var row in matrix.Rows)
            Row(writer, encoder, row, $"<td><a href=\"{address}&amp;duty={row.Duty}", ends);
        writer.Write("</tbody>");
    }

    private void Row(TextWriter writer, HtmlEncoder encoder, MatrixRow row, string begin, string[] ends)
    {
        writer.Write("<tr><th scope=\"row\">");
        if (row.Code is { } code)
        {
            writer.Write("<bdi dir=\"ltr\"><strong>");
            encoder.Encode(writer, code);
            writer.Write("</strong></bdi> ");
        }
        encoder.Encode(writer, row.Name);
        writer.Write("</th>");
        for (var place = 0; place < ends.Length; place++)
        {
            if (row.Cells[place] is { Worst: { } worst } counts)
            {
                writer.Write(begin);
                writer.Write(ends[place]);
                Cell(writer, counts, worst);
            }
            else
                writer.Write("<td></td>");
        }
        writer.Write("</tr>");
    }

    private void Cell(TextWriter writer, StatusCounts counts, Outcome worst)
    {
        var nil = counts.Nil > 0 && counts.Nil == counts.All;
        writer.Write(nil ? "n" : Class(worst));
        writer.Write(" aria-label=\"");
        writer.Write(nil ? _nil : _words[worst]);
        if (counts.All > 1)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $" {counts.Of(worst)}/{counts.All}"));
        writer.Write("\">");
        writer.Write(nil ? Nil : Sign(worst));
        if (counts.All > 1)
            writer.Write(counts.Of(worst).ToString(CultureInfo.InvariantCulture));
        writer.Write("</a></td>");
    }

    /// <summary>A sign, and no figure: beside it stands how many.</summary>
    public const string Nil = "∅";

    public static string Class(Outcome outcome) => outcome switch { Outcome.OnTime => "m", Outcome.Late => "l", Outcome.Missing => "x", Outcome.ToCome => "o", _ => "a" };

    public static string Sign(Outcome outcome) => outcome switch { Outcome.OnTime => "✓", Outcome.Late => "↷", Outcome.Missing => "✗", Outcome.ToCome => "·", _ => "–" };
}
