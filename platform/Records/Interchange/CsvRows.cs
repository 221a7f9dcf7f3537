using System.Runtime.CompilerServices;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// The rows of a CSV file as a stream. What cannot be read becomes a blank answer and a fault with its row and field; what is
/// wrong with the file as a whole is one fault, and the stream ends. Each fault is reported once, however often the file is read.
/// </summary>
/// <param name="open">The file from its beginning, each time.</param>
/// <param name="report">Takes the faults as they are found.</param>
/// <param name="settled">The decimal sign, where somebody has said it; otherwise the file's own first numbers say it, if they agree.</param>
public sealed class CsvRows(Func<Stream> open, Section section, CellText cells, Language language, Action<Fault> report, DecimalSign? settled = null) : RowSource
{
    // A row of a thousand columns with long texts is far shorter.
    private const int LongestRow = 4_000_000;
    private const string Rules = "csv";

    private bool _knowsIds;
    private bool _reported;

    public override bool KnowsIds => _knowsIds;

    /// <summary>Whether the last reading came to the end of the file.</summary>
    public bool Complete { get; private set; }

    public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var stream = open();
        using var text = new CsvText(stream, LongestRow);
        var faults = new Faulty(section, _reported ? _ => { } : report);
        Complete = false;
        if (await CsvHead.Read(text, section, faults, cancel) is not { } head)
            yield break;
        var (record, columns) = (head.Record, head.Columns);
        _knowsIds = columns.RowIds is not null;
        var reader = new RowReader(section, columns, cells, language, settled ?? head.Decimals(text, section), faults);
        while (await Take(text, record, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            text.Start = record.Next;
            if (record.QuoteOpen)
                faults.Add(Rules + ".quote", reader.Number + 1);
            if (reader.Fill(record, text.Buffer))
                yield return reader.Row;
        }
        Complete = text.Problem is null;
        if (text.Problem is { } problem)
            faults.Add($"{Rules}.{problem}", reader.Number + 1, text.Fact);
        _reported = true;
    }

    internal static async ValueTask<bool> Take(CsvText text, CsvRecord record, CancellationToken cancel)
    {
        while (text.Start >= text.End || !record.TryTake(text.Buffer, text.Start, text.End, text.AtEnd))
        {
            if (await text.More(cancel) || (text.AtEnd && text.Problem is null && text.Start < text.End))
                continue;
            return false;
        }
        return true;
    }
}

/// <summary>Puts faults at their section and hands them on.</summary>
internal sealed class Faulty(Section section, Action<Fault> report)
{
    public void Add(Fault fault) => report(fault);

    public void Add(string rule, long? row = null, params IReadOnlyList<string?> facts) =>
        report(new Fault(rule, CheckLevel.Error, section.Code, null, row, null, [.. facts.OfType<string>()]));
}
