using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Records.Content;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Tables;

/// <summary>
/// The rows of statements in the typed tables: written command by command into the writer's one batch, and read back as any
/// version said them. What is too large for a batch goes by <see cref="RowStream"/>.
/// </summary>
public static class TypedRows
{
    /// <summary>The rows of a first version, or what a correction changed: one command for each row that is new, one for those that end.</summary>
    public static void Add(NpgsqlBatch batch, SectionTable table, Guid statement, int version, RowChange change, IReadOnlyList<Slice> slices)
    {
        if (change.Ended.Count > 0)
            End(batch, table, statement, version, change.Ended);
        foreach (var placed in change.Added)
            Add(batch, table, statement, version, placed, slices, null);
    }

    /// <summary>What a version says of an entry of a register: whatever was known of these days before is known no longer.</summary>
    public static void Add(NpgsqlBatch batch, SectionTable table, Guid statement, int version, IReadOnlyList<Row> rows, IReadOnlyList<Slice> slices, Span span)
    {
        MakeRoom(batch, table, statement, version, span);
        foreach (var placed in RowChange.First(rows).Added)
            Add(batch, table, statement, version, placed, slices, span);
    }

    /// <summary>Rows that this version no longer has; null: all of them.</summary>
    public static void End(NpgsqlBatch batch, SectionTable table, Guid statement, int version, IReadOnlyCollection<Guid>? rows)
    {
        batch.BatchCommands.Add(Ending(table.Sql.End));
        if (table.HasApart)
            batch.BatchCommands.Add(Ending(table.Sql.EndApart));

        NpgsqlBatchCommand Ending(string sql) => new(sql)
        {
            Parameters = { Id(statement), Int(version), new() { Value = rows is null ? DBNull.Value : rows.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
        };
    }

    /// <summary>Takes these days from what is known of an entry: nothing holds on them any more.</summary>
    public static void MakeRoom(NpgsqlBatch batch, SectionTable table, Guid statement, int version, Span span)
    {
        foreach (var sql in table.HasApart ? table.Sql.MakeRoom.Concat(table.Sql.MakeRoomApart) : table.Sql.MakeRoom)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { Id(statement), Int(version), Day(span.First), Day(span.End), Instant(span.Known) } });
    }

    /// <summary>What a version said of an entry that ends with it is kept with the version, and holds on no day.</summary>
    public static void Close(NpgsqlBatch batch, SectionTable table, Guid statement, int version)
    {
        foreach (var sql in table.HasApart ? new[] { table.Sql.Close, table.Sql.CloseApart } : [table.Sql.Close])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { Id(statement), Int(version) } });
    }

    /// <summary>What an earlier version took from these days holds on them again.</summary>
    public static void Restore(NpgsqlBatch batch, SectionTable table, Guid statement, int taken, Span span)
    {
        foreach (var sql in table.HasApart ? new[] { table.Sql.Restore, table.Sql.RestoreApart } : [table.Sql.Restore])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { Id(statement), Int(taken), Day(span.First), Day(span.End), Instant(span.Known) } });
    }

    /// <summary>The rows that a version had, as they come from the database: each is in the same buffer, gone with the next.</summary>
    public static async IAsyncEnumerable<PlacedRow> Stream(NpgsqlConnection connection, SectionTable table, Guid statement, int version, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand(table.Sql.Streamed, connection) { Parameters = { Id(statement), Int(version) }, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, 2, connection);
        var row = Row.Of(table.Section, default);
        while (await reader.ReadAsync(cancel))
        {
            row.Id = reader.GetGuid(1);
            cells.Read(reader, row, statement);
            yield return new PlacedRow(reader.GetInt64(0), row);
        }
    }

    /// <summary>The rows that a version had, each for itself.</summary>
    public static async Task<List<PlacedRow>> Load(NpgsqlConnection connection, SectionTable table, Guid statement, int version, CancellationToken cancel = default)
    {
        var rows = new List<PlacedRow>();
        await foreach (var placed in Stream(connection, table, statement, version, cancel))
            rows.Add(placed with { Row = new Row(placed.Row.Id, [.. placed.Row.Answers]) });
        return rows;
    }

    /// <summary>A part of the rows that a version had: of a large table nobody looks at all at once.</summary>
    public static async Task<List<PlacedRow>> Load(NpgsqlConnection connection, SectionTable table, Guid statement, int version, long from, int most, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand(table.Sql.AsOf + " offset $3 limit $4", connection) { Parameters = { Id(statement), Int(version), new() { Value = from }, new() { Value = most } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, 2, connection);
        var rows = new List<PlacedRow>();
        while (await reader.ReadAsync(cancel))
        {
            var row = Row.Of(table.Section, reader.GetGuid(1));
            cells.Read(reader, row, statement);
            rows.Add(new PlacedRow(reader.GetInt64(0), row));
        }
        return rows;
    }

    /// <summary>How many rows a version had, of those that the connection's reader may see.</summary>
    public static async Task<long> Count(NpgsqlConnection connection, SectionTable table, Guid statement, int version, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand($"select count(*) from ({table.Sql.AsOf}) said", connection) { Parameters = { Id(statement), Int(version) } };
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>All that a version of a statement said, as far as the connection's reader may see it. For tables that fit into memory.</summary>
    /// <param name="published">The definition in the version under which it was declared.</param>
    public static async Task<Statement> Load(NpgsqlConnection connection, PublishedDefinition published, Guid statement, int version, CancellationToken cancel = default)
    {
        var read = new Statement(published.Definition);
        foreach (var section in published.Definition.Sections)
        {
            var rows = await Load(connection, SectionTable.Of(published, section), statement, version, cancel);
            if (section.IsTable)
                read.Rows(section.Code).AddRange(rows.Select(placed => placed.Row));
            else if (rows is [var only, ..])
                only.Row.Answers.CopyTo(read.Fields(section.Code).Answers, 0);
        }
        return read;
    }

    private static void Add(NpgsqlBatch batch, SectionTable table, Guid statement, int version, PlacedRow placed, IReadOnlyList<Slice> slices, Span? span)
    {
        foreach (var slice in slices)
            if (slice.IsNeededBy(placed.Row))
                batch.BatchCommands.Add(Inserting(table, statement, version, placed, slice, span));
    }

    private static NpgsqlBatchCommand Inserting(SectionTable table, Guid statement, int version, PlacedRow placed, Slice slice, Span? span)
    {
        var command = new NpgsqlBatchCommand(slice.Apart ? table.Sql.InsertApart : table.Sql.Insert);
        command.Parameters.Add(Id(statement));
        command.Parameters.Add(Id(placed.Row.Id));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = placed.Place, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(Int(version));
        command.Parameters.Add(Int(slice.Aud));
        if (table.IsRegister)
        {
            var holds = span ?? throw new ArgumentNullException(nameof(span), "An entry of a register needs its days.");
            command.Parameters.Add(Day(holds.First));
            command.Parameters.Add(Day(holds.End));
            command.Parameters.Add(Instant(holds.Known));
        }
        foreach (var column in table.Columns)
            command.Parameters.Add(column.Part == FieldColumns.Sealed ? Box(table, statement, placed.Row, column, slice) : Cells.Parameter(column, slice.Has(column.Field) ? placed.Row.Answers[column.Field] : default));
        return command;
    }

    private static NpgsqlParameter Box(SectionTable table, Guid statement, Row row, in TableColumn column, Slice slice) =>
        new() { Value = (object?)slice.Box(table, statement, row, column.Field) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea };

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter<int> Int(int number) => new() { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter<DateOnly> Day(DateOnly day) => new() { TypedValue = day, NpgsqlDbType = NpgsqlDbType.Date };

    private static NpgsqlParameter<DateTime> Instant(DateTimeOffset at) => new() { TypedValue = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
