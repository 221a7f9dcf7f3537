using Npgsql;

namespace Entente.Client.Backup;

/// <summary>
/// Which rows of which tables are one body's: those that name it or one of its statements, and what belongs to those. Of people
/// only whom these rows name; nothing of how they sign in.
/// </summary>
internal static class PartOf
{
    private const string People = "bodies.person";

    private static readonly string[] Never = ["sign_in.", "jobs.", "mail.", "keys.", "house.", "administration."];

    private const string References = """
        select k.conrelid::regclass::text, k.confrelid::regclass::text,
               array(select quote_ident(a.attname) from unnest(k.conkey) with ordinality c(n, o) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.n order by c.o),
               array(select quote_ident(a.attname) from unnest(k.confkey) with ordinality c(n, o) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.n order by c.o)
        from pg_constraint k where k.contype = 'f' order by 1, 2, 3
        """;

    /// <summary>For each table that has a part of it what its rows, called t, must satisfy.</summary>
    public static async Task<Dictionary<string, string>> Filters(NpgsqlConnection owner, IReadOnlyList<PackTable> tables, string body, CancellationToken cancel)
    {
        var (quoted, schema) = ($"'{body.Replace("'", "''", StringComparison.Ordinal)}'", await Scalar(owner, "select quote_ident($1)", body, cancel));
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        var others = await OtherBodies(owner, body, cancel);
        foreach (var table in tables.Where(table => !others.Contains(table.Name.Split('.')[0]) && !Array.Exists(Never, never => table.Name.StartsWith(never, StringComparison.Ordinal))))
            if (table.Name.StartsWith($"{schema}.", StringComparison.Ordinal))
                filters[table.Name] = "true";
            else if (table.Columns.Contains("body"))
                filters[table.Name] = $"t.body = {quoted}";
            else if (table.Columns.Contains("statement"))
                filters[table.Name] = $"t.statement in (select s.id from records.statement s where s.body = {quoted})";
        var references = await Of(owner, cancel);
        // What belongs to what is in, until nothing more does.
        for (var before = -1; before != filters.Count;)
        {
            before = filters.Count;
            foreach (var (table, to, columns, there) in references)
                if (!filters.ContainsKey(table) && to != People && table != People && filters.TryGetValue(to, out var filter) && !Array.Exists(Never, never => table.StartsWith(never, StringComparison.Ordinal)))
                    filters[table] = $"({Names("t", columns)}) in (select {Names("t", there)} from {to} t where {filter})";
        }
        filters[People] = string.Join(" or ", references.Where(one => one.To == People && filters.ContainsKey(one.Table))
            .Select(one => $"t.id in (select p.{one.Columns[0]} from (select t.* from {one.Table} t where {filters[one.Table]}) p)"));
        return filters;
    }

    private static string Names(string of, IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"{of}.{column}"));

    private static async Task<List<(string Table, string To, string[] Columns, string[] There)>> Of(NpgsqlConnection owner, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(References, owner);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<(string, string, string[], string[])>();
        while (await rows.ReadAsync(cancel))
            all.Add((rows.GetString(0), rows.GetString(1), rows.GetFieldValue<string[]>(2), rows.GetFieldValue<string[]>(3)));
        return all;
    }

    // The tables of other bodies have statements too, and none of this one.
    private static async Task<HashSet<string>> OtherBodies(NpgsqlConnection owner, string body, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select coalesce(array_agg(quote_ident(n.nspname)), '{}') from pg_namespace n where obj_description(n.oid, 'pg_namespace') like $1 || '%' and n.nspname <> $2", owner)
        {
            Parameters = { new() { Value = Bodies.BodySchema.Mark }, new() { Value = body } },
        };
        return [.. (string[])(await command.ExecuteScalarAsync(cancel))!];
    }

    private static async Task<string> Scalar(NpgsqlConnection owner, string sql, string value, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, owner) { Parameters = { new() { Value = value } } };
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }
}
