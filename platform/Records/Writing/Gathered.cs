using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Writing;

/// <summary>
/// The commands of one write, and of several that go in one transaction: inserts of single rows into one table become one of
/// several rows. Pure.
/// </summary>
internal static class Gathered
{
    // Two rows are as soon written as rows.
    private const int Several = 3;

    /// <summary>Takes the commands out of their batch, so that they can go with those of others, and again alone.</summary>
    public static WritePart[] Take(NpgsqlBatch batch)
    {
        var pieces = new WritePart[batch.BatchCommands.Count];
        for (var at = 0; at < pieces.Length; at++)
        {
            var command = batch.BatchCommands[at];
            pieces[at] = new WritePart(command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>()], RowInsert.Find(command.CommandText));
            command.Parameters.Clear();
        }
        batch.BatchCommands.Clear();
        return pieces;
    }

    /// <summary>Whether these only add rows: then their order among those of other writes is of no matter.</summary>
    public static bool OnlyAdds(IEnumerable<WritePart> pieces) => pieces.All(piece => piece.Insert is not null);

    /// <summary>The same write with the place of its leaf in the log.</summary>
    public static WritePart[] Placed(WritePart[] pieces, long place) =>
        [.. pieces.Select(piece => piece.Text != WriteSql.Leaf ? piece
            : new WritePart(WriteSql.PlacedLeaf, [.. piece.Parameters, new NpgsqlParameter<long> { TypedValue = place, NpgsqlDbType = NpgsqlDbType.Bigint }], RowInsert.Find(WriteSql.PlacedLeaf)))];

    /// <summary>Rows for the same table that follow one another go together; the order of everything stays.</summary>
    public static void InOrder(NpgsqlBatch batch, IReadOnlyList<WritePart> pieces)
    {
        for (var from = 0; from < pieces.Count;)
        {
            var after = from + 1;
            while (pieces[from].Insert is { } insert && after < pieces.Count && pieces[after].Insert == insert)
                after++;
            Add(batch, pieces, from, after - from);
            from = after;
        }
    }

    /// <summary>Several writes that only add: each table once, in the order in which one of them first comes to it, so that nothing comes before what it refers to.</summary>
    public static void Together(NpgsqlBatch batch, IEnumerable<WritePart[]> writes)
    {
        var tables = new OrderedDictionary<RowInsert, List<WritePart>>();
        foreach (var piece in writes.SelectMany(write => write))
        {
            if (!tables.TryGetValue(piece.Insert!, out var rows))
                tables[piece.Insert!] = rows = [];
            rows.Add(piece);
        }
        foreach (var rows in tables.Values)
            Add(batch, rows, 0, rows.Count);
    }

    private static void Add(NpgsqlBatch batch, IReadOnlyList<WritePart> pieces, int from, int count)
    {
        if (count >= Several && pieces[from].Insert is { } insert && Columnwise.Of(pieces, from, count) is { } columns)
        {
            var one = new NpgsqlBatchCommand(insert.For(columns));
            foreach (var column in columns)
                one.Parameters.Add(column);
            batch.BatchCommands.Add(one);
            return;
        }
        while (count > 0)
        {
            var (text, rows) = pieces[from].Insert?.For(count) ?? (pieces[from].Text, 1);
            var command = new NpgsqlBatchCommand(text);
            for (var at = from; at < from + rows; at++)
                foreach (var parameter in pieces[at].Parameters)
                    command.Parameters.Add(parameter);
            batch.BatchCommands.Add(command);
            (from, count) = (from + rows, count - rows);
        }
    }
}

/// <summary>One command of a write.</summary>
/// <param name="Insert">Null where it does something else than to put in a row.</param>
internal sealed record WritePart(string Text, NpgsqlParameter[] Parameters, RowInsert? Insert);
