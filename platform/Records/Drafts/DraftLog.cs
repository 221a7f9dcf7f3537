using Entente.Records.Confidential;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Drafts;

/// <summary>One change as somebody sent it, its answers in their canonical form.</summary>
/// <param name="Seen">The last sequence its author had before them.</param>
/// <param name="At">When it was made, by the clock of the device.</param>
public sealed record Change(Guid Id, OperationKind Kind, string Section, Guid Row, string? Field, string? Place, string? Was, string? Now, long Seen, DateTimeOffset At);

/// <summary>The log of a draft in its table: what is added, and what is read again.</summary>
internal static class DraftLog
{
    internal const string Columns = "o.id, o.sequence, o.kind, o.section, o.row_id, o.field, o.place, o.was, o.now, o.client, o.seen, o.by, o.made_at";

    /// <summary>
    /// Adds what is not there yet, counted under the draft's own lock; null where no such draft is open, or the
    /// statement's state no longer lets it be worked on.
    /// </summary>
    public static async Task<long?> Add(NpgsqlConnection connection, Guid statement, int generation, string state, Guid by, string client, IReadOnlyList<Change> changes, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with sent as (
              select * from unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[], $15::timestamptz[])
                with ordinality as s (id, kind, section, row_id, field, place, was, now, seen, made_at, step)),
            fresh as (
              select s.*, row_number() over (order by s.step) as turn from sent s
              where not exists (select from records.cell_operation o where o.statement = $1 and o.id = s.id)),
            counted as (
              update records.draft d set sequence = d.sequence + (select count(*) from fresh), changed_at = $5
              where d.statement = $1 and d.generation = $2 and d.ended is null
                and exists (select from records.statement s where s.id = $1 and s.state = $16)
              returning d.sequence),
            added as (
              insert into records.cell_operation (statement, generation, sequence, id, kind, section, row_id, field, place, was, now, client, seen, by, made_at, added_at)
              select $1, $2, c.sequence - (select count(*) from fresh) + f.turn, f.id, f.kind, f.section, f.row_id, f.field, f.place, f.was, f.now, $4,
                     least(f.seen, c.sequence - (select count(*) from fresh)), $3, least(f.made_at, $5), $5
              from fresh f, counted c
              on conflict do nothing)
            select sequence from counted
            """, connection);
        var parameters = command.Parameters;
        parameters.AddWithValue(statement);
        parameters.AddWithValue(generation);
        parameters.AddWithValue(by);
        parameters.AddWithValue(client);
        parameters.AddWithValue(now);
        parameters.AddWithValue(changes.Select(change => change.Id).ToArray());
        parameters.AddWithValue(changes.Select(change => OperationKinds.Word(change.Kind)).ToArray());
        parameters.AddWithValue(changes.Select(change => change.Section).ToArray());
        parameters.AddWithValue(changes.Select(change => change.Row).ToArray());
        foreach (var texts in new Func<Change, string?>[] { change => change.Field, change => change.Place, change => change.Was, change => change.Now })
            parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = changes.Select(texts).ToArray() });
        parameters.AddWithValue(changes.Select(change => change.Seen).ToArray());
        parameters.AddWithValue(changes.Select(change => change.At.ToUniversalTime()).ToArray());
        parameters.AddWithValue(state);
        return (long?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>What was added after this sequence, and all that was ever done to the same cells and rows.</summary>
    public static NpgsqlBatchCommand Since(Guid statement, int generation, long since)
    {
        // Gone through once: joined with itself, a log of which the database has no figures yet was read again for each of its rows.
        var command = new NpgsqlBatchCommand($"""
            select {Columns}
            from (select o.*, max(o.sequence) over (partition by o.section, o.row_id, case when o.row_id = '00000000-0000-0000-0000-000000000000' then o.field end) as touched
                  from records.cell_operation o
                  where o.statement = $1 and o.generation = $2
                    and (select true from records.cell_operation n where n.statement = $1 and n.generation = $2 and n.sequence > $3 limit 1)) o
            where o.touched > $3
            order by o.sequence
            """);
        command.Parameters.AddWithValue(statement);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(since);
        return command;
    }

    public static async Task<List<Operation>> Read(NpgsqlConnection connection, Guid statement, NpgsqlDataReader rows, CancellationToken cancel)
    {
        var operations = new List<Operation>();
        while (await rows.ReadAsync(cancel))
            operations.Add(new Operation(rows.GetGuid(0), rows.GetInt64(1), OperationKinds.Read(rows.GetString(2)), rows.GetString(3), rows.GetGuid(4), Text(5), Text(6), Said(7), Said(8),
                rows.GetString(9), rows.GetInt64(10), rows.IsDBNull(11) ? null : rows.GetGuid(11), rows.GetFieldValue<DateTimeOffset>(12)));
        return operations;

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

        string? Said(int column) => Text(column) is { } text && Text(5) is { } field ? Boxed.Open(connection, Boxed.Drafted(statement, rows.GetString(3), rows.GetGuid(4), field), text) : null;
    }
}

/// <summary>The kinds of operation in the words of the log and of the interface.</summary>
public static class OperationKinds
{
    public static string Word(OperationKind kind) => kind switch
    {
        OperationKind.Set => "set",
        OperationKind.AddRow => "add-row",
        OperationKind.RemoveRow => "remove-row",
        OperationKind.MoveRow => "move-row",
        OperationKind.Choose => "choose",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <exception cref="FormatException">No such kind.</exception>
    public static OperationKind Read(string word) => TryRead(word, out var kind) ? kind : throw new FormatException($"“{word}” is no kind of change.");

    public static bool TryRead(string? word, out OperationKind kind)
    {
        foreach (var one in Enum.GetValues<OperationKind>())
            if (Word(one) == word)
            {
                kind = one;
                return true;
            }
        kind = default;
        return false;
    }
}
