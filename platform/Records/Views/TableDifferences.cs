using System.Globalization;
using Entente.Bodies;
using Entente.Records.Content;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Views;

/// <summary>A row in two versions; null where it is not there. Numbers count the rows of each.</summary>
public sealed record RowPair(long? NumberBefore, Row? Before, long? NumberAfter, Row? After);

/// <summary>How many rows of a table differ between two versions.</summary>
public sealed record TableCounts(long Added, long Removed, long Changed, long Same)
{
    public long Differing => Added + Removed + Changed;
}

/// <summary>
/// Compares the rows of a table in two versions where they are kept: only what is shown leaves the database, however large the
/// table is. What the connection's reader may not see is in neither of the two.
/// </summary>
internal sealed class TableDifferences
{
    private readonly SectionTable _before;
    private readonly SectionTable _after;
    private readonly string _both;

    public TableDifferences(SectionPair pair, PublishedDefinition before, PublishedDefinition after)
    {
        _before = SectionTable.Of(pair.Before is null ? after : before, pair.Before ?? pair.After!);
        _after = SectionTable.Of(pair.After is null ? before : after, pair.After ?? pair.Before!);
        _both = $"""
            with b as ({Side(_before, "$2", pair.Before is not null)}), a as ({Side(_after, "$3", pair.After is not null)}),
            compared as (
              select b.nr as b_nr, b.row_id as b_id, a.nr as a_nr, a.row_id as a_id, (b.row_id is null or a.row_id is null or {Differ(pair)}) as differs{Columns("b", _before)}{Columns("a", _after)}
              from b full join a on a.row_id = b.row_id)
            """;
    }

    public async Task<TableCounts> Count(NpgsqlConnection connection, Guid statement, int before, int after, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(_both + """

            select count(*) filter (where b_id is null), count(*) filter (where a_id is null), count(*) filter (where differs and a_id is not null and b_id is not null), count(*) filter (where not differs)
            from compared
            """, connection) { Parameters = { new() { Value = statement }, new() { Value = before }, new() { Value = after } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new TableCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    /// <param name="all">Also what is the same.</param>
    public async Task<IReadOnlyList<RowPair>> Page(NpgsqlConnection connection, Guid statement, int before, int after, bool all, long from, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(_both + $"\nselect * from compared {(all ? "" : "where differs")} order by coalesce(a_nr, b_nr), b_nr nulls first, b_id offset $4 limit $5", connection)
        {
            Parameters = { new() { Value = statement }, new() { Value = before }, new() { Value = after }, new() { Value = from }, new() { Value = most } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        const int first = 5;
        var (was, now) = (new CellReader(_before, first, connection), new CellReader(_after, first + _before.Columns.Count, connection));
        var pairs = new List<RowPair>();
        while (await rows.ReadAsync(cancel))
            pairs.Add(new RowPair(Number(rows, 0), Row(rows, 1, _before, was, statement), Number(rows, 2), Row(rows, 3, _after, now, statement)));
        return pairs;
    }

    private static Row? Row(NpgsqlDataReader rows, int id, SectionTable table, CellReader cells, Guid statement)
    {
        if (rows.IsDBNull(id))
            return null;
        var row = Content.Row.Of(table.Section, rows.GetGuid(id));
        cells.Read(rows, row, statement);
        return row;
    }

    private static long? Number(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetInt64(column);

    private static string Side(SectionTable table, string version, bool there) =>
        $"select row_number() over (order by place, row_id) as nr, said.* from ({table.Sql.AsOf.Replace("$2", version, StringComparison.Ordinal)}) said{(there ? "" : " where false")}";

    private static string Columns(string side, SectionTable table) =>
        string.Concat(table.Columns.Select((column, at) => string.Create(CultureInfo.InvariantCulture, $", {side}.{column.Quoted} as {side}_{at}")));

    // A column that only one of the two versions has holds what the other cannot have said.
    private string Differ(SectionPair pair)
    {
        var was = Shown(_before, pair.Before is null ? [] : pair.Fields.Select(field => field.Before));
        var now = Shown(_after, pair.After is null ? [] : pair.Fields.Select(field => field.After));
        string[] differing =
        [
            .. was.Intersect(now).Select(column => $"b.{column} is distinct from a.{column}"),
            .. was.Except(now).Select(column => $"b.{column} is not null"),
            .. now.Except(was).Select(column => $"a.{column} is not null"),
        ];
        return differing.Length == 0 ? "false" : string.Join(" or ", differing);
    }

    private static HashSet<string> Shown(SectionTable table, IEnumerable<int> places)
    {
        var shown = places.ToHashSet();
        return [.. table.Columns.Where(column => shown.Contains(column.Field)).Select(column => column.Quoted)];
    }
}
