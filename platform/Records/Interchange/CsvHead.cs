using System.Buffers;
using Entente.Bodies.Definitions;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>The first line of a CSV file: its separator and its columns. A line "sep=;" before it, which Excel writes, is taken.</summary>
internal sealed record CsvHead(CsvRecord Record, Columns Columns)
{
    private const int Sampled = 1000;
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,");
    private const char NoSeparator = '\0';
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Null where the file has no heading that fits; the fault was reported.</summary>
    public static async Task<CsvHead?> Read(CsvText text, Section section, Faulty faults, CancellationToken cancel)
    {
        var line = new CsvRecord(NoSeparator);
        var heads = new List<CsvHead>();
        var given = default(char?);
        while (heads.Count == 0 && await CsvRows.Take(text, line, cancel))
        {
            var first = text.Buffer.AsSpan(text.Start, line.Next - text.Start).Trim().Trim('"');
            if (first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length == 5)
                given = first[4];
            else if (!first.IsEmpty)
                heads = await Try(text, section, given is { } said ? [said] : Separators, cancel);
            if (heads.Count == 0)
                text.Start = line.Next;
        }
        if (heads.MaxBy(head => (head.Columns.Matched, head.Columns.Width)) is { Columns.Matched: > 0 } best)
        {
            best.Columns.Faults.ForEach(faults.Add);
            text.Start = best.Record.Next;
            return best;
        }
        faults.Add(text.Problem is { } problem ? $"csv.{problem}" : heads.Count == 0 ? "csv.empty" : "csv.no-header", null, text.Fact);
        return null;
    }

    /// <summary>
    /// The decimal sign that the first numbers of the file agree on; null where they do not, or where none of them tells.
    /// </summary>
    public DecimalSign? Decimals(CsvText text, Section section)
    {
        var (points, commas) = (0, 0);
        var sample = new CsvRecord(Record.Separator);
        var start = text.Start;
        for (var row = 0; row < Sampled && start < text.End && sample.TryTake(text.Buffer, start, text.End, text.AtEnd); row++)
        {
            start = sample.Next;
            for (var field = 0; field < section.Fields.Count; field++)
            {
                if (!section.Fields[field].IsNumber || Columns[field] < 0)
                    continue;
                var cell = sample[Columns[field]];
                var sign = Tells(text.Buffer.AsSpan(cell.Start, cell.Length));
                points += sign == '.' ? 1 : 0;
                commas += sign == ',' ? 1 : 0;
            }
        }
        return (points, commas) switch { ( > 0, 0) => DecimalSign.Point, (0, > 0) => DecimalSign.Comma, _ => null };
    }

    private static async Task<List<CsvHead>> Try(CsvText text, Section section, char[] separators, CancellationToken cancel)
    {
        var heads = new List<CsvHead>();
        foreach (var separator in separators)
        {
            var record = new CsvRecord(separator);
            if (!await CsvRows.Take(text, record, cancel))
                continue;
            var header = Enumerable.Range(0, record.Count).Select(column => CsvRecord.Text(text.Buffer, record[column])).ToList();
            heads.Add(new CsvHead(record, Columns.Match(section, header)));
        }
        return heads;
    }

    // The decimal sign of a number that can be read in one way only: one sign, and not three digits behind it.
    private static char Tells(ReadOnlySpan<char> number)
    {
        number = number.Trim();
        var at = number.LastIndexOfAny('.', ',');
        if (at < 0 || number.Length > 40 || number.TrimStart('-').ContainsAnyExcept(OfNumbers))
            return default;
        var other = number[at] == '.' ? ',' : '.';
        if (number.Contains(other))
            return number[..at].Contains(number[at]) ? other : number[at];
        return number[..at].Contains(number[at]) ? other : number.Length - at - 1 == 3 && number[..at].TrimStart('-') is not "0" ? default : number[at];
    }
}
