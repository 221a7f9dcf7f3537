using System.Buffers;
using System.Globalization;
using System.Text;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Entente.Shared.Components;

/// <summary>
/// All rows of a list as a file for a spreadsheet: UTF-8 with a mark that Excel needs, dates as ISO, numbers with a
/// point, and no text that a spreadsheet would run as a formula. A demonstration says in every row that it is one.
/// </summary>
public sealed class CsvDownload(string name, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows) : IActionResult
{
    private static readonly SearchValues<char> Separating = SearchValues.Create(",\"\r\n;\t");

    public CsvDownload(string name, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object?>> rows)
        : this(name, headings, rows.ToAsyncEnumerable()) { }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var cancel = http.RequestAborted;
        var demonstration = (await http.RequestServices.GetRequiredService<ThisInstallation>().Facts(cancel)).Demonstration
            ? http.RequestServices.GetRequiredService<Words>()["layout.demonstration.text"] : null;
        http.Response.ContentType = "text/csv; charset=utf-8";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName((demonstration is null ? "" : "demonstration-") + name + ".csv");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 32 * 1024);
        await Write(writer, headings, demonstration);
        await foreach (var row in rows.WithCancellation(cancel))
            await Write(writer, row, demonstration);
    }

    private static async Task Write(TextWriter writer, IReadOnlyList<object?> row, string? mark)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
                await writer.WriteAsync(',');
            await writer.WriteAsync(Cell(row[i]));
        }
        await writer.WriteAsync(mark is null ? "\r\n" : "," + Cell(mark) + "\r\n");
    }

    internal static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(Harmless(text)),
        bool yes => yes ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => Quoted(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Quoted(Harmless(value.ToString() ?? "")),
    };

    // A cell that begins like a formula is run by spreadsheets, whoever wrote it; an apostrophe makes it text.
    private static string Harmless(string text) =>
        text.TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\0' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(Separating) < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
