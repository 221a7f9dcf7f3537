using System.Text;

namespace Entente.Bodies.Loading;

/// <summary>A cell of a CSV file and where it begins.</summary>
internal sealed record CsvCell(string Text, Place At);

/// <summary>A row of a CSV file; rows whose cells are all blank are left out.</summary>
internal sealed record CsvRow(Place At, IReadOnlyList<CsvCell> Cells);

/// <summary>
/// Reads comma-separated values (RFC 4180) and knows the line and column of every cell, which the usual readers do not.
/// An error does not end the reading: the next line is read as if nothing had happened.
/// </summary>
internal sealed class Csv
{
    private readonly string _text;
    private readonly char _separator;
    private readonly FileFindings _findings;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private Csv(string text, char separator, FileFindings findings) => (_text, _separator, _findings) = (text, separator, findings);

    public static List<CsvRow> Read(byte[] bytes, FileFindings findings)
    {
        var text = SourceText.Read(bytes, findings);
        return new Csv(text, Separator(text, findings), findings).Rows();
    }

    private static char Separator(string text, FileFindings findings)
    {
        var header = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        if (header.Contains(','))
            return ',';
        var (separator, name) = header.Contains(';') ? (';', "semicolons") : header.Contains('\t') ? ('\t', "tabs") : (',', "");
        if (separator != ',')
            findings.Add(Place.Start, "separator", $"The columns are separated by {name}.", "Save the file with commas (in Excel: \"CSV UTF-8 (comma delimited)\", or change the list separator of the region).");
        return separator;
    }

    private List<CsvRow> Rows()
    {
        var rows = new List<CsvRow>();
        while (_at < _text.Length)
        {
            var row = Row();
            if (row.Cells.Any(cell => cell.Text.Length > 0))
                rows.Add(row);
        }
        return rows;
    }

    private CsvRow Row()
    {
        var start = Here;
        var cells = new List<CsvCell> { Cell() };
        while (_at < _text.Length && _text[_at] == _separator)
        {
            _at++;
            cells.Add(Cell());
        }
        LineEnd();
        return new CsvRow(start, cells);
    }

    private CsvCell Cell()
    {
        var at = Here;
        var quoted = _at < _text.Length && _text[_at] == '"';
        return new CsvCell(TextRules.Clean(quoted ? Quoted(at) : Plain(), at, _findings), at);
    }

    private string Plain()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] != _separator && _text[_at] is not ('\r' or '\n'))
        {
            if (_text[_at] == '"')
                _findings.Add(Here, "quote", "There is a quotation mark inside a cell that does not begin with one.", "Put the whole cell in quotation marks and double those inside: \"say \"\"yes\"\"\".");
            _at++;
        }
        return _text[start.._at];
    }

    private string Quoted(Place start)
    {
        var content = new StringBuilder();
        var (open, line, lineStart) = (_at, _line, _lineStart);
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] != '"')
            {
                content.Append(_text[_at]);
                if (_text[_at] == '\n' || (_text[_at] == '\r' && !NextIs('\n')))
                    (_line, _lineStart) = (_line + 1, _at + 1);
            }
            else if (NextIs('"'))
            {
                content.Append('"');
                _at++;
            }
            else
            {
                _at++;
                return content + Behind();
            }
        }
        // Never closed: go back and take the cell to end with its line.
        _findings.Add(start, "quote", "A quotation mark is opened here and never closed.", "Close it, or remove it.");
        (_at, _line, _lineStart) = (open + 1, line, lineStart);
        var end = _text.AsSpan(_at).IndexOfAny('\r', '\n');
        content.Clear().Append(end < 0 ? _text.AsSpan(_at) : _text.AsSpan(_at, end));
        _at = end < 0 ? _text.Length : _at + end;
        return content.ToString();
    }

    /// <summary>Whatever stands between a closing quotation mark and the next separator: there should be nothing.</summary>
    private string Behind()
    {
        var at = Here;
        var start = _at;
        while (_at < _text.Length && _text[_at] != _separator && _text[_at] is not ('\r' or '\n'))
            _at++;
        var behind = _text[start.._at].Trim();
        if (behind.Length > 0)
            _findings.Add(at, "quote", "Something follows a closing quotation mark.", "Double a quotation mark that belongs to the text: \"say \"\"yes\"\"\".");
        return behind;
    }

    private void LineEnd()
    {
        if (_at >= _text.Length)
            return;
        _at += _text[_at] == '\r' && NextIs('\n') ? 2 : 1;
        (_line, _lineStart) = (_line + 1, _at);
    }

    private bool NextIs(char letter) => _at + 1 < _text.Length && _text[_at + 1] == letter;

    private Place Here => new(_line, _at - _lineStart + 1);
}
