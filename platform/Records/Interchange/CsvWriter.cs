using System.IO.Pipelines;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>How a CSV file is written.</summary>
/// <param name="Separator">A comma, a semicolon or a tab.</param>
/// <param name="Mark">The mark of UTF-8 before it, which Excel needs; nothing else does.</param>
/// <param name="Labels">Names of columns and labels of codes in the language, instead of codes.</param>
/// <param name="RowIds">A first column with the ids of the rows, so that they stay the same when the file comes back.</param>
public sealed record CsvStyle(char Separator = ',', bool Mark = true, bool Labels = false, bool RowIds = false);

/// <summary>Writes rows as CSV, block by block: what it writes, <see cref="CsvRows"/> reads as the same answers, and no cell is a formula to a spreadsheet.</summary>
public static class CsvWriter
{
    private const int Block = 1 << 16;

    public static async Task Write(Stream to, Section section, RowSource rows, CellText cells, Language language, CsvStyle style, CancellationToken cancel = default)
    {
        var pipe = PipeWriter.Create(to, new StreamPipeWriterOptions(minimumBufferSize: Block, leaveOpen: true));
        var line = new CsvLine(pipe, style.Separator);
        if (style.Mark)
            line.Raw("\uFEFF"u8);
        Head(line, section, language, style);
        CellWriter[] columns = [.. section.Fields.Select(field => new CellWriter(field, cells, language, style.Labels ? CodeStyle.Label : CodeStyle.Code))];
        await foreach (var row in rows.Read(cancel))
        {
            if (style.RowIds)
                line.Id(row.Id);
            for (var field = 0; field < columns.Length; field++)
                columns[field].Write(line, row.Answers[field]);
            line.End();
            if (line.Waiting >= Block)
                await line.Flush(cancel);
        }
        await line.Flush(cancel);
        await pipe.CompleteAsync();
    }

    /// <summary>One row alone, for a section of fields.</summary>
    public static Task Write(Stream to, Section section, Row row, CellText cells, Language language, CsvStyle style, CancellationToken cancel = default) =>
        Write(to, section, new RowsInMemory([row]), cells, language, style, cancel);

    private static void Head(CsvLine line, Section section, Language language, CsvStyle style)
    {
        if (style.RowIds)
            line.Text(Columns.RowId);
        var twice = section.Fields.GroupBy(field => field.Name.In(language.Code).Text, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in section.Fields)
        {
            var name = field.Name.In(language.Code).Text;
            line.Text(style.Labels && !twice.Contains(name) && !CellGuard.BeginsLikeFormula(name) ? name : field.Code);
        }
        line.End();
    }
}

/// <summary>Rows that are in memory already, as a stream.</summary>
public sealed class RowsInMemory(IReadOnlyList<Row> rows) : RowSource
{
    public override long? Count => rows.Count;

    public override async IAsyncEnumerable<Row> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}

/// <summary>The line that is being written, as bytes.</summary>
internal sealed class CsvLine(PipeWriter pipe, char separator)
{
    private const int Largest = 1 << 15;

    private readonly byte _separator = (byte)separator;
    private readonly string _special = separator + "\"\r\n";
    private bool _begun;

    public long Waiting { get; private set; }

    public async ValueTask Flush(CancellationToken cancel)
    {
        Waiting = 0;
        await pipe.FlushAsync(cancel);
    }

    /// <summary>Room for a cell of at most so many bytes, after the separator; to be followed by <see cref="Took"/>.</summary>
    public Span<byte> Cell(int most)
    {
        if (_begun)
            Raw([_separator]);
        _begun = true;
        return pipe.GetSpan(most);
    }

    public void Took(int count)
    {
        pipe.Advance(count);
        Waiting += count;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(pipe.GetSpan(bytes.Length));
        Took(bytes.Length);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Cell(bytes.Length));
        Took(bytes.Length);
    }

    public void Blank() => Bytes(default);

    public void Id(Guid id)
    {
        id.TryFormat(Cell(36), out var count);
        Took(count);
    }

    public void Text(string text)
    {
        if (text.AsSpan().ContainsAny(_special))
            text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        if (text.Length > Largest)
        {
            Bytes(Encoding.UTF8.GetBytes(text));
            return;
        }
        Took(Encoding.UTF8.GetBytes(text, Cell(text.Length * 3)));
    }

    public void End()
    {
        Raw("\r\n"u8);
        _begun = false;
    }
}
