using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>
/// The text that puts one row into a table, and those that put several: what many write at the same time, the database takes
/// as if one had written much. Few texts, so that every one of them stays prepared.
/// </summary>
internal sealed class RowInsert
{
    private const int Powers = 5;
    private const string Values = "values ";

    private static readonly ConcurrentDictionary<string, RowInsert> Known = new(StringComparer.Ordinal);

    private readonly string[] _texts;
    private readonly string _head;
    private readonly string _tail;
    private string? _columnwise;

    private RowInsert(string head, int columns, string tail)
    {
        Columns = columns;
        (_head, _tail) = (head, tail);
        _texts = [.. Enumerable.Range(0, Powers).Select(power => head + Tuples(columns, 1 << power) + tail)];
    }

    public int Columns { get; }

    /// <summary>The text for one row.</summary>
    /// <param name="head">What comes before the values: up to <c>values</c>, or <c>from (values</c> where the tail ends what that begins.</param>
    public static string Of(string head, int columns, string tail = "")
    {
        var made = new RowInsert(head, columns, tail);
        Known.TryAdd(made._texts[0], made);
        return made._texts[0];
    }

    /// <summary>By the text for one row.</summary>
    public static RowInsert? Find(string text) => Known.GetValueOrDefault(text);

    /// <summary>The largest text for no more rows than these, and for how many it is.</summary>
    public (string Text, int Rows) For(int rows)
    {
        var power = Math.Min(int.Log2(rows), Powers - 1);
        return (_texts[power], 1 << power);
    }

    /// <summary>The text for any number of rows that come column by column.</summary>
    public string For(IReadOnlyList<NpgsqlParameter> columns) => _columnwise ??= Around(Columnwise.Sql(columns));

    private string Around(string rows) => _tail.Length == 0
        ? $"{_head[..^Values.Length]}select * from {rows}"
        : $"{_head.TrimEnd()[..^("(" + Values.TrimEnd()).Length]}{rows}{_tail[1..]}";

    private static string Tuples(int columns, int rows) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Enumerable.Range((row * columns) + 1, columns).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}")))})"));
}
