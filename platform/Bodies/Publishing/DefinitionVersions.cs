using Entente.Bodies.Definitions;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Bodies.Publishing;

/// <summary>
/// The definitions of a body as versions: one that says the same as the version in force makes no new one, one whose file is
/// gone is withdrawn, and one whose file is back is in force again.
/// </summary>
internal static class DefinitionVersions
{
    /// <summary>Within the transaction that publishes the body; the tables are made in it too. Whether anything changed.</summary>
    public static async Task<bool> Publish(NpgsqlConnection connection, string body, IReadOnlyList<Definition> definitions, MakeTables make, DateTimeOffset now, CancellationToken cancel)
    {
        var inForce = await InForce(connection, body, cancel);
        var anything = await Withdraw(connection, body, definitions, cancel);
        List<(Definition Definition, int Version, string Digest)> changed = [.. definitions
            .Select(definition => (Definition: definition, Digest: DefinitionJson.Digest(definition), Before: inForce.GetValueOrDefault(definition.Code)))
            .Where(one => one.Before.Digest != one.Digest)
            .Select(one => (one.Definition, one.Before.Version + 1, one.Digest))];
        if (changed.Count == 0)
            return anything;
        await Add(connection, body, changed, now, cancel);
        foreach (var (definition, version, digest) in changed)
            await MakeColumns(connection, new PublishedDefinition(body, definition, version, digest, Withdrawn: false, now), make, cancel);
        return true;
    }

    private static async Task<Dictionary<string, (int Version, string Digest)>> InForce(NpgsqlConnection connection, string body, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select f.code, f.version, d.digest from bodies.definition_in_force f join bodies.definition d using (body, code, version) where f.body = $1", connection) { Parameters = { new() { Value = body } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var inForce = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
            inForce[rows.GetString(0)] = (rows.GetInt32(1), rows.GetString(2));
        return inForce;
    }

    private static async Task<bool> Withdraw(NpgsqlConnection connection, string body, IReadOnlyList<Definition> definitions, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("update bodies.definition_in_force set withdrawn = code <> all ($2) where body = $1 and withdrawn <> (code <> all ($2))", connection)
        {
            Parameters = { new() { Value = body }, new() { Value = definitions.Select(definition => definition.Code).ToArray() } },
        };
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    private static async Task Add(NpgsqlConnection connection, string body, List<(Definition Definition, int Version, string Digest)> changed, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with added as (
              insert into bodies.definition (body, code, version, kind, digest, content, published_at)
              select $1, code, version, kind, digest, content, $7 from unnest($2, $3, $4, $5, $6) as row (code, version, kind, digest, content)
              returning body, code, version)
            insert into bodies.definition_in_force (body, code, version) select body, code, version from added
            on conflict (body, code) do update set version = excluded.version, withdrawn = false
            """, connection)
        {
            Parameters =
            {
                new() { Value = body }, new() { Value = changed.Select(one => one.Definition.Code).ToArray() }, new() { Value = changed.Select(one => one.Version).ToArray() },
                new() { Value = changed.Select(one => KindWord(one.Definition.Kind)).ToArray() }, new() { Value = changed.Select(one => one.Digest).ToArray() },
                new() { Value = changed.Select(one => DefinitionJson.Write(one.Definition)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }, new() { Value = now },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string KindWord(DefinitionKind kind) => kind switch
    {
        DefinitionKind.Return => "return",
        DefinitionKind.Register => "register",
        DefinitionKind.Case => "case",
        DefinitionKind.Certificate => "certificate",
        DefinitionKind.Notice => "notice",
        _ => throw new InvalidOperationException($"{kind} is no kind of definition."),
    };

    private static async Task MakeColumns(NpgsqlConnection connection, PublishedDefinition published, MakeTables make, CancellationToken cancel)
    {
        var code = published.Definition.Code;
        var known = (await DefinitionRows.Columns(connection, [published.Body], [code], cancel))[(published.Body, code)].ToList();
        var added = ColumnNames.Added(published.Definition, published.Version, known, await Taken(connection, published.Body, cancel));
        await Remember(connection, published.Body, code, added, cancel);
        var standing = await DefinitionRows.Standing(connection, published.Body, code, cancel);
        await make(connection, published with { Columns = [.. known, .. added], Standing = standing }, added, cancel);
    }

    private static async Task<List<string>> Taken(NpgsqlConnection connection, string schema, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1", connection) { Parameters = { new() { Value = schema } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await rows.ReadAsync(cancel))
            names.Add(rows.GetString(0));
        return names;
    }

    private static async Task Remember(NpgsqlConnection connection, string body, string code, IReadOnlyList<DefinitionColumn> added, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into bodies.definition_column (body, code, section, field, part, type, table_name, column_name, since)
            select $1, $2, section, field, part, type, table_name, column_name, since
            from unnest($3, $4, $5, $6, $7, $8, $9) as row (section, field, part, type, table_name, column_name, since)
            """, connection) { Parameters = { new() { Value = body }, new() { Value = code } } };
        foreach (var cell in new Func<DefinitionColumn, string>[] { c => c.Section, c => c.Field, c => c.Part, c => c.Type, c => c.Table, c => c.Column })
            command.Parameters.Add(new NpgsqlParameter { Value = added.Select(cell).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = added.Select(column => column.Since).ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
