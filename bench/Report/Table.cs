namespace Entente.Bench.Report;

/// <summary>A table for people: first column left, figures right.</summary>
public sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params object[] cells) =>
        _rows.Add([.. cells.Select(cell => cell is double figure ? Figure.Of(figure) : cell.ToString() ?? "")]);

    public override string ToString()
    {
        int[] widths = [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        var rule = widths.Select(width => new string('-', width)).ToArray();
        return string.Join('\n', new[] { headings, rule }.Concat(_rows).Select(row => Line(row, widths)));
    }

    private static string Line(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd();
}
