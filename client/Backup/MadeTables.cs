using Npgsql;

namespace Entente.Client.Backup;

/// <summary>What made the tables, views, rules and rights of bodies, said again from the database's own catalogue, so that they come back to the letter.</summary>
internal static class MadeTables
{
    // The schemas that are named after bodies carry the mark; all else is made by the steps.
    private const string Mine = "n.nspname in (select m.nspname from pg_namespace m where obj_description(m.oid, 'pg_namespace') like $1 || '%') and ($2::text is null or n.nspname = $2)";

    // Each gives statements, in the order in which they can be run.
    private static readonly string[] Asked =
    [
        $"""
        select format('create schema %1$I; comment on schema %1$I is %2$L; grant usage on schema %1$I to {"{writer}, {reader}, {analysts}"}', n.nspname, obj_description(n.oid, 'pg_namespace'))
        from pg_namespace n where {Mine} order by n.nspname
        """,
        $"""
        select format('create table %I.%I (%s)', n.nspname, c.relname, (
          select string_agg(format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
                 coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), ', ' order by a.attnum)
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and {Mine} order by n.nspname, c.relname
        """,
        $"""
        select format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where k.contype in ('p', 'u', 'x', 'c', 'f') and {Mine} order by k.contype = 'f', n.nspname, c.relname, k.conname
        """,
        $"""
        select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
        where {Mine} and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by i.indexrelid
        """,
        $"""
        select format('create view %I.%I with (security_invoker = true) as %s', n.nspname, c.relname, rtrim(pg_get_viewdef(c.oid), ';'))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and {Mine} order by c.oid
        """,
        $"""
        select format('alter table %I.%I enable row level security', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relrowsecurity and {Mine} order by 1
        """,
        $"""
        select format('create policy %I on %I.%I for select to %s using (%s)', p.polname, n.nspname, c.relname,
          (select string_agg('{"{"}' || substring(r.rolname from '[a-z]+$') || '{"}"}', ', ' order by r.rolname) from pg_roles r where r.oid = any (p.polroles)), pg_get_expr(p.polqual, p.polrelid))
        from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where {Mine} order by 1
        """,
        $"""
        select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and {Mine} order by 1
        """,
        $"""
        select format('grant %s on %I.%I to %s', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), n.nspname, c.relname, '{"{"}' || substring(r.rolname from '[a-z]+$') || '{"}"}')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) g join pg_roles r on r.oid = g.grantee
        where c.relkind in ('r', 'v') and r.rolname in (current_user || '_writer', current_user || '_reader', current_user || '_analysts', current_user || '_granted') and {Mine} group by n.nspname, c.relname, r.rolname order by 1
        """,
        $"""
        select format('comment on %s %s%I.%I is %L', case c.relkind when 'v' then 'view' when 'i' then 'index' else 'table' end, '', n.nspname, c.relname, obj_description(c.oid, 'pg_class'))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v', 'i') and obj_description(c.oid, 'pg_class') is not null and {Mine} order by 1
        """,
        $"""
        select format('comment on column %I.%I.%I is %L', n.nspname, c.relname, a.attname, col_description(c.oid, a.attnum))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind in ('r', 'v') and col_description(c.oid, a.attnum) is not null and {Mine} order by n.nspname, c.relname, a.attnum
        """,
        $"""
        select format('comment on trigger %I on %I.%I is %L', t.tgname, n.nspname, c.relname, obj_description(t.oid, 'pg_trigger'))
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and obj_description(t.oid, 'pg_trigger') is not null and {Mine} order by 1
        """,
    ];

    /// <param name="body">Only of this one; null: of all.</param>
    public static async Task<List<string>> Of(NpgsqlConnection owner, string? body, CancellationToken cancel)
    {
        var made = new List<string>();
        foreach (var sql in Asked)
        {
            await using var command = new NpgsqlCommand(sql, owner)
            {
                Parameters = { new() { Value = Bodies.BodySchema.Mark }, new() { Value = (object?)body ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
            };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                if (!rows.IsDBNull(0))
                    made.Add(rows.GetString(0));
        }
        return made;
    }
}
