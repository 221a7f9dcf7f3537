using System.Buffers;
using System.Runtime.InteropServices;

namespace Entente.Records.Interchange;

/// <summary>
/// One record of a CSV file as places in the buffer: nothing is copied. Quotes may hold separators, ends of lines and doubled
/// quotes; a record ends with LF, CR, CRLF or the file.
/// </summary>
internal sealed class CsvRecord(char separator)
{
    private readonly SearchValues<char> _ends = SearchValues.Create(separator, '\r', '\n');
    private Cell[] _cells = new Cell[16];

    public char Separator => separator;

    public int Count { get; private set; }

    /// <summary>Where the next record begins.</summary>
    public int Next { get; private set; }

    /// <summary>A quote was opened and not closed, or something stands behind the closing one.</summary>
    public bool QuoteOpen { get; private set; }

    public Cell this[int index] => index < Count ? _cells[index] : default;

    /// <summary>False when the record does not end in what is there.</summary>
    public bool TryTake(char[] chars, int start, int end, bool atEnd)
    {
        (Count, QuoteOpen) = (0, false);
        for (var at = start; ;)
        {
            if (at < end && chars[at] == '"')
            {
                if (!TryQuoted(chars, ref at, end, atEnd))
                    return false;
            }
            else
            {
                var length = chars.AsSpan(at, end - at).IndexOfAny(_ends);
                if (length < 0 && !atEnd)
                    return false;
                length = length < 0 ? end - at : length;
                Add(new Cell(at, length, false));
                at += length;
            }
            if (at >= end)
                return Done(end);
            if (chars[at] == separator)
            {
                at++;
                continue;
            }
            if (chars[at] == '\r' && at + 1 == end && !atEnd)
                return false;
            return Done(chars[at] == '\r' && at + 1 < end && chars[at + 1] == '\n' ? at + 2 : at + 1);
        }
    }

    /// <summary>The cell as text; doubled quotes are single again.</summary>
    public static string Text(char[] chars, Cell cell)
    {
        var text = new string(chars, cell.Start, cell.Length);
        return cell.Doubled ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private bool TryQuoted(char[] chars, ref int at, int end, bool atEnd)
    {
        var (from, doubled) = (at + 1, false);
        for (var search = from; ;)
        {
            var quote = chars.AsSpan(search, end - search).IndexOf('"');
            if (quote < 0)
                return Broken(chars, ref at, end, from, atEnd);
            quote += search;
            if (quote + 1 == end && !atEnd)
                return false;
            if (quote + 1 < end && chars[quote + 1] == '"')
            {
                (search, doubled) = (quote + 2, true);
                continue;
            }
            Add(new Cell(from, quote - from, doubled));
            at = quote + 1;
            while (at < end && chars[at] == ' ')
                at++;
            QuoteOpen |= at < end && chars[at] != separator && chars[at] is not ('\r' or '\n');
            if (QuoteOpen)
                at += Math.Max(chars.AsSpan(at, end - at).IndexOfAny(_ends), 0);
            return at < end || atEnd;
        }
    }

    private bool Broken(char[] chars, ref int at, int end, int from, bool atEnd)
    {
        if (!atEnd)
            return false;
        Add(new Cell(from, end - from, false));
        (QuoteOpen, at) = (true, end);
        return chars.Length > 0;
    }

    private bool Done(int next)
    {
        Next = next;
        return true;
    }

    private void Add(Cell cell)
    {
        if (Count == _cells.Length)
            Array.Resize(ref _cells, _cells.Length * 2);
        _cells[Count++] = cell;
    }

    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Cell(int Start, int Length, bool Doubled);
}
