using System.Globalization;
using System.Text.Encodings.Web;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;

namespace Entente.Records.Pages.Entry;

/// <summary>
/// A table of inputs, written straight into the page: of a thousand cells every letter counts twice, over the line and in
/// memory. Each input is named by the heading of its column, in a row with a heading of its own; what else a row says more than
/// once (its number, its id) sheet.mjs adds where scripts run.
/// </summary>
public sealed class SheetMarkup(Sheet sheet, Words t) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var html = new Html(writer, encoder);
        html.Raw("<div class=\"e-scroll\" role=\"region\" aria-labelledby=\"sheet\" tabindex=\"0\"><table class=\"e-table e-sheet\" data-section=\"").Text(sheet.Section)
            .Raw("\" data-sheet data-last=\"").Text(sheet.Last).Raw(sheet.More ? "\" data-more=\"\"><caption" : "\"><caption").Raw(" id=\"sheet\" class=\"e-visually-hidden\">").Text(sheet.Caption).Raw("</caption><thead><tr><th scope=\"col\">").Text(t["records.page.row"]).Raw("</th>");
        foreach (var column in sheet.Columns)
            Heading(html, column);
        if (sheet.Grows)
            html.Raw("<th scope=\"col\" id=\"c-remove\">").Text(t["records.page.remove"]).Raw("</th>");
        html.Raw("</tr></thead><tbody>");
        foreach (var row in sheet.Rows)
            Row(html, row);
        html.Raw("</tbody></table></div>");
        foreach (var column in sheet.Columns)
            Choices(html, column);
    }

    private static void Heading(Html html, SheetColumn column)
    {
        html.Raw("<th scope=\"col\" id=\"c-").Text(column.Field).Raw(column.Kind == SheetKind.Number ? "\" class=\"e-number\">" : "\">").Text(column.Name);
        if (column.Hint is not null)
            html.Raw(" <span class=\"e-sheet__hint\">").Text(column.Hint).Raw("</span>");
        html.Raw("</th>");
    }

    private void Row(Html html, SheetRow row)
    {
        var number = row.Number.ToString(CultureInfo.InvariantCulture);
        html.Raw("<tr data-row");
        if (row.Code is { } code)
            html.Raw(" data-code=\"").Text(code).Raw("\"");
        html.Raw(row.Begun ? "><th scope=\"row\">" : " data-new><th scope=\"row\">").Text(t.Number(row.Number)).Raw("<input type=\"hidden\" name=\"r").Raw(number).Raw("\" value=\"").Text(row.Id.ToString()).Raw("\"></th>");
        for (var place = 0; place < sheet.Columns.Count; place++)
            Cell(html, sheet.Columns[place], row, place, number);
        if (sheet.Grows)
            Removal(html, row);
        html.Raw("</tr>");
    }

    private static void Removal(Html html, SheetRow row)
    {
        html.Raw("<td>");
        if (row.Begun)
            html.Raw("<input type=\"checkbox\" name=\"remove\" value=\"").Text(row.Id.ToString()).Raw("\" aria-labelledby=\"c-remove\">");
        html.Raw("</td>");
    }

    private static void Cell(Html html, SheetColumn column, SheetRow row, int place, string number)
    {
        var text = row.Texts[place];
        if (column.Kind == SheetKind.Fixed)
        {
            html.Raw("<td data-field=\"").Text(column.Field).Raw("\">").Text(text).Raw("</td>");
            return;
        }
        var problem = row.Problems?.GetValueOrDefault(place);
        html.Raw(row.ToConfirm?.Contains(place) == true ? "<td class=\"e-sheet__confirm\">" : "<td>");
        if (column.Closed)
            Select(html, column, text, number, problem);
        else
            Input(html, column, text, number, problem);
        if (problem is not null)
            html.Raw("<span class=\"e-error-message\" id=\"p").Raw(number).Raw("_").Text(column.Field).Raw("\">").Text(problem).Raw("</span>");
        html.Raw("</td>");
    }

    private static void Input(Html html, SheetColumn column, string text, string number, string? problem)
    {
        html.Raw("<input");
        Ties(html, column, number, problem);
        if (column.Kind == SheetKind.Number)
            html.Raw(" inputmode=\"decimal\"");
        if (column.Choices.Count > 0)
            html.Raw(" list=\"l-").Text(column.Field).Raw("\"");
        if (text.Length > 0)
            html.Raw(" value=\"").Text(text).Raw("\"");
        html.Raw(">");
    }

    private static void Select(Html html, SheetColumn column, string text, string number, string? problem)
    {
        html.Raw("<select");
        Ties(html, column, number, problem);
        html.Raw("><option></option>");
        var known = text.Length == 0;
        foreach (var option in column.Choices)
        {
            var chosen = option.Value == text;
            known |= chosen;
            html.Raw("<option value=\"").Text(option.Value).Raw(chosen ? "\" selected>" : "\">").Text(option.Text).Raw("</option>");
        }
        // What cannot be chosen any more still stands there, and is what is wrong.
        if (!known)
            html.Raw("<option selected>").Text(text).Raw("</option>");
        html.Raw("</select>");
    }

    // An id only where something leads to it: the summary of what is wrong.
    private static void Ties(Html html, SheetColumn column, string number, string? problem)
    {
        html.Raw(" name=\"r").Raw(number).Raw(".").Text(column.Field).Raw("\" data-field=\"").Text(column.Field)
            .Raw("\" aria-labelledby=\"c-").Text(column.Field).Raw("\"");
        if (problem is null)
            return;
        html.Raw(" id=\"r").Raw(number).Raw("_").Text(column.Field).Raw("\" aria-invalid=\"true\" aria-describedby=\"p").Raw(number).Raw("_").Text(column.Field).Raw("\"");
    }

    private static void Choices(Html html, SheetColumn column)
    {
        if (column.Closed || column.Choices.Count == 0)
            return;
        html.Raw("<datalist id=\"l-").Text(column.Field).Raw("\">");
        foreach (var option in column.Choices)
            html.Raw("<option>").Text(option.Text).Raw("</option>");
        html.Raw("</datalist>");
    }

    private readonly struct Html(TextWriter writer, HtmlEncoder encoder)
    {
        public Html Raw(string markup)
        {
            writer.Write(markup);
            return this;
        }

        public Html Text(string text)
        {
            encoder.Encode(writer, text);
            return this;
        }
    }
}
