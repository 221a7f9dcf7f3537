using Npgsql;

namespace Entente.Records.Trials;

/// <summary>
/// What was declared to a test space, erased by the database's owner when the space is closed. The log may never shrink, so that
/// statements and versions stay as what they are in it: commitments, without a word of what was said.
/// </summary>
public static class TrialErasure
{
    /// <summary>The tables of which nothing is left.</summary>
    public static IEnumerable<string> Emptied => Of.Select(held => held.Table);

    public static async Task Erase(NpgsqlConnection connection, string body, CancellationToken cancel)
    {
        await using var gather = new NpgsqlCommand("create temp table erased on commit drop as select id from records.statement where body = $1", connection) { Parameters = { new() { Value = body } } };
        await gather.ExecuteNonQueryAsync(cancel);
        await using var erase = new NpgsqlCommand($$"""
            delete from records.load_part where load in (select l.id from records.load l where l.statement in (select id from pg_temp.erased));
            {{string.Join('\n', Of.Select(held => $"delete from records.{held.Table} where {held.Column} in (select id from pg_temp.erased);"))}}
            update records.file set attached_at = null, aud = null, begun_at = '1970-01-01Z', busy_until = null, name = 'erased' where statement in (select id from pg_temp.erased);
            update records.statement set title = null, number = null where id in (select id from pg_temp.erased);
            update records.event set reason = null where statement in (select id from pg_temp.erased);
            update records.version set reason = null where statement in (select id from pg_temp.erased)
            """, connection);
        await erase.ExecuteNonQueryAsync(cancel);
        await using var rest = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("delete from records.entry_load where body = $1") { Parameters = { new() { Value = body } } },
                new("delete from records.entry_name where body = $1") { Parameters = { new() { Value = body } } },
                new("delete from records.number_series where body = $1") { Parameters = { new() { Value = body } } },
                new("delete from records.notice_mail where body = $1") { Parameters = { new() { Value = body } } },
            },
        };
        await rest.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Whatever says something about a statement, in the order in which it can go. Files are left to the job that removes what no answer names, with their bytes.</summary>
    private static readonly (string Table, string Column)[] Of =
    [
        ("fault", "statement"), ("sharing", "statement"), ("segment", "statement"), ("cell_operation", "statement"), ("draft_snapshot", "statement"), ("draft", "statement"), ("proposal", "statement"),
        ("sent_file", "statement"), ("load", "statement"),
        ("draw", "statement"), ("balance", "certificate"), ("certificate", "statement"),
        ("case_clock", "statement"), ("allotment", "statement"), ("referral", "statement"), ("letter", "statement"),
        ("read_mark", "statement"), ("reply", "notice"), ("notice", "statement"),
        ("entry_request", "statement"), ("entry_merger", "statement"), ("entry_split", "statement"), ("not_alike", "one"),
    ];
}
