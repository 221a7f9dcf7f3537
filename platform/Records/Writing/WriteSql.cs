using Entente.Records.Tables;

namespace Entente.Records.Writing;

/// <summary>The texts of the write. They never change, so that each connection has them prepared after the first time.</summary>
internal static class WriteSql
{
    // First of all: a command that was done already ends here, before it runs into what it did itself.
    public static readonly string Remember = RowInsert.Of("insert into records.command (who, key, digest, answer, at) values ", 5);

    // A party that went in this very moment leaves no body, which the column refuses.
    public static readonly string Open = RowInsert.Of("""
        insert into records.statement (id, body, definition, party, period, number, state, version, aud, own_aud, title, opened_by, opened_at, changed_at, shown_to)
        select id, case when party is null or exists (select from bodies.party_named(body, party)) then body end, definition, party, period, number, state, version, aud, own_aud, title, opened_by, at, at, shown_to
        from (values 
        """, 14, ") as opened (id, body, definition, party, period, number, state, version, aud, own_aud, title, opened_by, at, shown_to)");

    public const string Title = "update records.statement set title = $2 where id = $1";

    public const string Advance = "select records.advance($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    /// <summary>$1 statement, $2 the version from which it holds, $3 and $4 what was chosen before and now, $5 why, $6 person, $7 key, $8 time.</summary>
    public static readonly string Sharing = RowInsert.Of("insert into records.sharing (statement, version, was, shown_to, because, by, by_key, at) values ", 8);

    public const string Desk = "update records.statement set own_aud = $2, desk_aud = $3 where id = $1 and (own_aud <> $2 or desk_aud is distinct from $3)";

    public static readonly string Version = RowInsert.Of("insert into records.version (statement, number, definition_version, made_at, made_by, on_behalf, imported_from, valid, reason, commitment, facts_digest, made_by_key, original) values ", 13);

    public const string EndSegments = """
        update records.segment g set until = $2
        from unnest($3::text[], $4::int[], $5::int[]) as gone (section, block, aud)
        where g.statement = $1 and g.section = gone.section and g.block = gone.block and g.aud = gone.aud and g.until is null
        """;

    public static readonly string Segment = RowInsert.Of("insert into records.segment (statement, since, section, block, aud, salt, commitment, bytes, key) values ", 9);

    public const string CopySegments = "copy records.segment (statement, section, block, aud, since, salt, commitment, bytes) from stdin (format binary)";

    public static readonly string Leaf = RowInsert.Of("insert into records.leaf (statement, version, commitment, added_at) values ", 4);

    /// <summary>Where the same transaction continues the log with it.</summary>
    public static readonly string PlacedLeaf = RowInsert.Of("insert into records.leaf (statement, version, commitment, added_at, position) values ", 5);

    public const string SignedLeaf = "insert into records.leaf (statement, version, commitment, added_at, assertion, signed) values ($1, $2, $3, $4, $5, $6)";

    /// <summary>What happened to a new statement: $1 statement, $2 person, $3 key, $4 id, $5 time, $6 step, $7 and $8 states, $9 version, $10 on behalf, $11 reason, $12 turn.</summary>
    public static readonly string FirstEvent = RowInsert.Of("insert into records.event (statement, by, by_key, id, at, step, from_state, to_state, version, on_behalf, reason, turn) values ", 12);

    /// <summary>What happened to a statement that had a past: as above, and its turn is the next.</summary>
    public const string NextEvent = """
        insert into records.event (statement, by, by_key, id, at, step, from_state, to_state, version, on_behalf, reason, turn)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce((select max(turn) from records.event where statement = $1), 0) + 1)
        """;

    public const string ForgetFaults = "delete from records.fault where statement = $1 and version = 0";

    public const string Faults = """
        insert into records.fault (statement, version, rule, level, section, row_id, row_number, field, facts, excuse)
        select $1, $2, said.rule, said.level, said.section, said.row_id, said.row_number, said.field, array (select jsonb_array_elements_text(said.facts)), said.excuse
        from unnest($3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[], $8::text[], $9::jsonb[], $10::text[])
          as said (rule, level, section, row_id, row_number, field, facts, excuse)
        """;

    public const string SameFaults = """
        insert into records.fault (statement, version, rule, level, section, row_id, row_number, field, facts, excuse)
        select statement, $2, rule, level, section, row_id, row_number, field, facts, excuse from records.fault where statement = $1 and version = $2 - 1
        """;

    public const string TakeNumber = "select records.take_number($1, $2)";

    public const string EndDraft = "select records.end_draft($1, $2, $3, $4)";

    public const string ShowFiles = "update records.file set aud = $3, attached_at = coalesce(attached_at, $4) where statement = $1 and id = any ($2)";

    /// <summary>$1 statement, $2 audience, $3 now.</summary>
    public static string ShowFilesIn(SectionTable table, in TableColumn column)
    {
        var quoted = column.Quoted;
        var named = (table.HasApart ? new[] { table.Quoted, table.QuotedApart } : [table.Quoted]).Select(of => $"select {quoted} from {of} where statement = $1 and until is null");
        return $"update records.file set aud = $2, attached_at = coalesce(attached_at, $3) where statement = $1 and id in ({string.Join(" union all ", named)})";
    }

    public const string Propose = "insert into records.proposal (id, statement, on_version, content, reason, proposed_by, proposed_at) values ($1, $2, $3, $4, $5, $6, $7)";

    public const string Settle = "update records.proposal set settled_by = $2, settled_at = $3, accepted = $4, answer = $5 where id = $1 and settled_at is null";

    public const string Confirm = "update records.version set confirmed_at = $3, confirmed_by = $4 where statement = $1 and number = $2";

    public const string Act = "update records.version set act = $3 where statement = $1 and number = $2";

    public const string Merge = "select records.merge_entry($1, $2, $3)";

    public const string Unmerge = "update records.entry_merger set undone_in = $2 where statement = $1 and undone_in is null";

    public const string Split = "insert into records.entry_split (statement, origin, version) select part, $2, $3 from unnest($1::uuid[]) part";

    public const string Unsplit = "select records.unsplit($1, $2, $3)";

    // The transaction that puts its leaf into the log is on the disk before anybody is answered, and all that was written before it with it.
    public const string MadeDurableLater = "select set_config('synchronous_commit', 'off', true)";

    /// <summary>Ends when all that was committed is on the disk.</summary>
    public const string Flush = "select pg_logical_emit_message(false, 'entente', '', true)";

    public const string Recall = "select digest, answer::text from records.command where who = $1 and key = $2";
}
