using Entente.Records.Tables;

namespace Entente.Records.Writing;

/// <summary>The texts of the write. They never change, so that each connection has them prepared after the first time.</summary>
internal static class WriteSql
{
    // First of all: a command that was done already ends here, before it runs into what it did itself.
    public const string Remember = "insert into records.command (who, key, digest, answer, at) values ($1, $2, $3, $4, $5)";

    public const string Open = """
        insert into records.statement (id, body, definition, party, period, number, state, version, aud, own_aud, title, compiled_in, opened_by, opened_at, changed_at, shown_to)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, $12, $13, $13, $14)
        """;

    public const string Title = "update records.statement set title = $2 where id = $1";

    public const string Advance = "select records.advance($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public const string Version = """
        insert into records.version (statement, number, definition_version, made_at, made_by, on_behalf, imported_from, valid, reason, commitment, facts_digest, made_by_key, original)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    public const string EndSegments = """
        update records.segment g set until = $2
        from unnest($3::text[], $4::int[], $5::int[]) as gone (section, block, aud)
        where g.statement = $1 and g.section = gone.section and g.block = gone.block and g.aud = gone.aud and g.until is null
        """;

    public const string Segments = """
        insert into records.segment (statement, section, block, aud, since, salt, commitment, bytes)
        select $1, part.section, part.block, part.aud, $2, part.salt, part.commitment, part.bytes
        from unnest($3::text[], $4::int[], $5::int[], $6::bytea[], $7::bytea[], $8::bytea[]) as part (section, block, aud, salt, commitment, bytes)
        """;

    public const string Leaf = "insert into records.leaf (statement, version, commitment, added_at) values ($1, $2, $3, $4)";

    public const string Event = """
        insert into records.event (id, statement, at, step, from_state, to_state, version, by, by_key, on_behalf, reason, turn)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce((select max(turn) from records.event where statement = $2), 0) + 1)
        """;

    public const string Outbox = "insert into records.outbox (id, statement, kind, payload, added_at) values ($1, $2, 'statement', $3, $4)";

    public const string ForgetFaults = "delete from records.fault where statement = $1 and version = 0";

    public const string Faults = """
        insert into records.fault (statement, version, rule, level, section, row_id, row_number, field, facts, excuse)
        select $1, $2, said.rule, said.level, said.section, said.row_id, said.row_number, said.field, array (select jsonb_array_elements_text(said.facts)), said.excuse
        from unnest($3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[], $8::text[], $9::jsonb[], $10::text[])
          as said (rule, level, section, row_id, row_number, field, facts, excuse)
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

    public const string Recall = "select digest, answer::text from records.command where who = $1 and key = $2";
}
