using System.Text;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Reads comma-separated values (RFC 4180). The separator is what follows the first cell; rows that are empty at the end are left out.</summary>
internal sealed class Csv
{
    private const int MostCharacters = 32_000_000;
    private const char Quote = '"';

    private readonly string _text;
    private readonly char _separator;
    private readonly List<string[]> _rows = [];
    private int _at;

    private Csv(string text, int at)
    {
        (_text, _at) = (text, at);
        var after = text.AsSpan(at).IndexOfAny(",;\t\r\n");
        _separator = after < 0 || text[at + after] is '\r' or '\n' ? ',' : text[at + after];
    }

    /// <summary>There is at least one row with one cell.</summary>
    public static bool TryRead(string text, out List<string[]> rows, out (string Code, Location At) problem)
    {
        (rows, problem) = ([], default);
        if (text.Length > MostCharacters)
            problem = ("file-too-long", default);
        else if (string.IsNullOrWhiteSpace(text))
            problem = ("empty-sheet", new Location(1, 1));
        else
        {
            var csv = new Csv(text, text[0] == '\uFEFF' ? 1 : 0);
            problem = csv.Read() is { } found ? found : default;
            rows = csv._rows;
        }
        return problem.Code is null;
    }

    private (string Code, Location At)? Read()
    {
        var cells = new List<string>();
        while (_at < _text.Length || cells.Count > 0)
        {
            if (Cell() is not { } cell)
                return ("open-quote", new Location(_rows.Count + 1, cells.Count + 1));
            cells.Add(cell);
            if (_at < _text.Length && _text[_at] == _separator)
            {
                _at++;
                continue;
            }
            if (!TryEndRow())
                return ("text-after-quote", new Location(_rows.Count + 1, cells.Count));
            _rows.Add([.. cells]);
            cells.Clear();
        }
        while (_rows.Count > 1 && _rows[^1].All(string.IsNullOrWhiteSpace))
            _rows.RemoveAt(_rows.Count - 1);
        return null;
    }

    private bool TryEndRow()
    {
        if (_at < _text.Length && _text[_at] == '\r')
            _at++;
        if (_at == _text.Length)
            return true;
        if (_text[_at] != '\n' && _text[_at - 1] != '\r')
            return false;
        if (_text[_at] == '\n')
            _at++;
        return true;
    }

    private string? Cell()
    {
        if (_at < _text.Length && _text[_at] == Quote)
            return Quoted();
        var start = _at;
        while (_at < _text.Length && _text[_at] != _separator && _text[_at] is not ('\r' or '\n'))
            _at++;
        return _text[start.._at];
    }

    private string? Quoted()
    {
        var cell = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] != Quote)
                cell.Append(_text[_at]);
            else if (_at + 1 < _text.Length && _text[_at + 1] == Quote)
                cell.Append(_text[_at++]);
            else
            {
                _at++;
                return cell.ToString();
            }
        }
        return null;
    }
}
