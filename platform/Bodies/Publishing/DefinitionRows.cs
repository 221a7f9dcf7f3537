using System.Text;
using System.Text.Json;
using Entente.Bodies.Definitions;
using Npgsql;

namespace Entente.Bodies.Publishing;

/// <summary>The versions of definitions as they stand in the database.</summary>
internal static class DefinitionRows
{
    private const string StandingStates = """
        array(select distinct s ->> 'code' from bodies.definition v, jsonb_array_elements(v.content -> 'workflow' -> 'states') s
              where v.body = d.body and v.code = d.code and (s ->> 'stands')::boolean order by 1)
        """;

    // What a body withdrew, it withdrew with everything in it.
    private const string Everything = $"""
        select d.body, d.code, d.version, d.digest, d.content::text, d.published_at, f.withdrawn or w.body is not null, {StandingStates}
        from bodies.definition d
        join bodies.definition_in_force f on f.body = d.body and f.code = d.code
        left join bodies.withdrawal w on w.body = d.body
        """;

    /// <summary>Those in force that are not known yet, each by "body code version withdrawn".</summary>
    public static Task<List<PublishedDefinition>> Changed(NpgsqlConnection connection, string[] known, Action<JsonException> unreadable, CancellationToken cancel) =>
        Read(connection, new NpgsqlCommand($"{Everything} where f.version = d.version and format('%s %s %s %s', d.body, d.code, d.version, f.withdrawn or w.body is not null) <> all ($1)", connection) { Parameters = { new() { Value = known } } }, unreadable, cancel);

    public static string Key(PublishedDefinition published) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{published.Body} {published.Definition.Code} {published.Version} {(published.Withdrawn ? "t" : "f")}");

    public static async Task<PublishedDefinition?> Version(NpgsqlConnection connection, string body, string code, int version, CancellationToken cancel) =>
        (await Read(connection, new NpgsqlCommand($"{Everything} where d.body = $1 and d.code = $2 and d.version = $3", connection) { Parameters = { new() { Value = body }, new() { Value = code }, new() { Value = version } } }, null, cancel)).SingleOrDefault();

    /// <summary>The states in which what was declared counts, in any version.</summary>
    public static async Task<string[]> Standing(NpgsqlConnection connection, string body, string code, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select {StandingStates} from bodies.definition_in_force d where d.body = $1 and d.code = $2", connection) { Parameters = { new() { Value = body }, new() { Value = code } } };
        return (string[])(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The columns that versions of these definitions have made.</summary>
    public static async Task<ILookup<(string Body, string Code), DefinitionColumn>> Columns(NpgsqlConnection connection, string[] bodies, string[] codes, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select body, code, section, field, part, type, table_name, column_name, since
            from bodies.definition_column join unnest($1, $2) as asked (body, code) using (body, code)
            """, connection) { Parameters = { new() { Value = bodies }, new() { Value = codes } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var columns = new List<((string, string) Of, DefinitionColumn Column)>();
        while (await rows.ReadAsync(cancel))
            columns.Add(((rows.GetString(0), rows.GetString(1)),
                new DefinitionColumn(rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5), rows.GetString(6), rows.GetString(7), rows.GetInt32(8))));
        return columns.ToLookup(column => column.Of, column => column.Column);
    }

    private static async Task<List<PublishedDefinition>> Read(NpgsqlConnection connection, NpgsqlCommand command, Action<JsonException>? unreadable, CancellationToken cancel)
    {
        var read = new List<PublishedDefinition>();
        await using (command)
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                if (Parse(rows.GetString(4), unreadable) is { } definition)
                    read.Add(new PublishedDefinition(rows.GetString(0), definition, rows.GetInt32(2), rows.GetString(3), rows.GetBoolean(6), rows.GetFieldValue<DateTimeOffset>(5)) { Standing = rows.GetFieldValue<string[]>(7) });
        if (read.Count == 0)
            return read;
        var columns = await Columns(connection, [.. read.Select(one => one.Body)], [.. read.Select(one => one.Definition.Code)], cancel);
        return read.ConvertAll(one => one with { Columns = [.. columns[(one.Body, one.Definition.Code)]] });
    }

    private static Definition? Parse(string content, Action<JsonException>? unreadable)
    {
        try
        {
            return DefinitionJson.Read(Encoding.UTF8.GetBytes(content));
        }
        catch (JsonException problem) when (unreadable is not null)
        {
            unreadable(problem);
            return null;
        }
    }
}
