using System.Globalization;
using Npgsql;

namespace Entente.Client.Backup;

/// <summary>Writes a backup of a database that is at work: everything as of one moment, row by row past memory.</summary>
internal sealed class Export(NpgsqlConnection owner, string? body, string files, Action<string> say)
{
    private const string AllTables = """
        select c.oid::regclass::text, array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'migrations')
        order by 1
        """;

    private const string AllSequences = "select format('%I.%I', schemaname, sequencename), last_value from pg_sequences where last_value is not null order by 1";

    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);

    /// <param name="keys">The sealed keys that go along; null: none do.</param>
    public async Task Write(PackWriter pack, byte[]? keys, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await owner.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await Do("set local search_path = ''; set local transaction read only", cancel);
        var tables = await All(AllTables, row => new PackTable(row.GetString(0), row.GetFieldValue<string[]>(1)), cancel);
        var filters = body is null ? tables.ToDictionary(table => table.Name, _ => "true", StringComparer.Ordinal) : await PartOf.Filters(owner, tables, body, cancel);
        tables = [.. tables.Where(table => filters.ContainsKey(table.Name))];
        var steps = await All("select number, file, checksum from migrations.applied order by number", row => new PackStep(row.GetInt32(0), row.GetString(1), row.GetString(2)), cancel);
        var head = new PackHead(PackNames.Format, typeof(Export).Assembly.GetName().Version?.ToString() ?? "", now, body, steps, await MadeTables.Of(owner, body, cancel), tables,
            body is null ? await All(AllSequences, row => new PackSequence(row.GetString(0), row.GetInt64(1)), cancel) : []);
        await pack.AddJson(PackNames.Head, head, cancel);
        if (keys is not null)
            await pack.Add(PackNames.Keys, keys, cancel);
        foreach (var (at, table) in tables.Index())
            await Table(pack, table, filters[table.Name], $"{at + 1} of {tables.Count}", cancel);
        var (count, missing) = await Files(pack, filters.GetValueOrDefault("records.file"), cancel);
        await pack.AddJson(PackNames.End, new PackEnd(pack.Digests, _rows, count, missing, keys is not null), cancel);
    }

    private async Task Table(PackWriter pack, PackTable table, string filter, string place, CancellationToken cancel)
    {
        // Counted in the same moment: nothing is added to it meanwhile.
        _rows[table.Name] = (await All($"select count(*) from {table.Name} t where {filter}", row => row.GetInt64(0), cancel))[0];
        if (_rows[table.Name] == 0)
            return;
        say(string.Create(CultureInfo.InvariantCulture, $"table {place}: {table.Name}, {_rows[table.Name]} rows"));
        await using var rows = await owner.BeginRawBinaryCopyAsync($"copy (select {string.Join(", ", table.Columns.Select(column => $"t.{column}"))} from {table.Name} t where {filter}) to stdout (format binary)", cancel);
        await pack.AddPieces(PackNames.Tables + table.Name, rows, cancel);
    }

    // Files never change, so that those of the moment are still there; what was thrown away since is said.
    private async Task<(long Count, List<string> Missing)> Files(PackWriter pack, string? filter, CancellationToken cancel)
    {
        if (filter is null)
            return (0, []);
        var kept = await All($"select distinct case when t.key is null then encode(t.sha256, 'hex') else 'sealed/' || replace(t.id::text, '-', '') end from records.file t where t.sha256 is not null and t.state <> 'refused' and {filter} order by 1", row => row.GetString(0), cancel);
        var missing = new List<string>();
        foreach (var name in kept)
            if (Path.Combine(files, name.StartsWith("sealed/", StringComparison.Ordinal) ? name : Path.Combine(name[..2], name)) is var path && File.Exists(path))
                await pack.AddFile(PackNames.Files + Path.GetRelativePath(files, path).Replace('\\', '/'), path, cancel);
            else
                missing.Add(name);
        say(string.Create(CultureInfo.InvariantCulture, $"files: {kept.Count - missing.Count}"));
        return (kept.Count - missing.Count, missing);
    }

    private async Task<List<T>> All<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, owner) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<T>();
        while (await rows.ReadAsync(cancel))
            all.Add(read(rows));
        return all;
    }

    private async Task Do(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
