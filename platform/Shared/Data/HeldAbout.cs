using System.Text.Json;
using Dapper;
using Npgsql;

namespace Entente.Shared.Data;

/// <summary>What a room holds about a person: a name of our own, and rows.</summary>
public sealed record Held(string Name, JsonElement Rows);

/// <summary>
/// How a room gives out what it holds about a person: it registers one of these
/// (<c>services.AddSingleton&lt;HeldAbout&gt;(…)</c>), and the person's own page asks them all.
/// </summary>
public delegate Task<IReadOnlyList<Held>> HeldAbout(Guid person, CancellationToken cancel);

/// <summary>Reads the parts of a room as the person reads: row security leaves out whatever is not about them.</summary>
public static class HeldParts
{
    /// <param name="parts">Each with its query, in which <c>@person</c> is the person.</param>
    public static Task<IReadOnlyList<Held>> Read(Database database, Guid person, IReadOnlyList<(string Name, string Sql)> parts, CancellationToken cancel) => database.Read(person, async connection =>
    {
        var held = new List<Held>();
        foreach (var (name, sql) in parts)
            held.Add(await Ask(connection, person, name, sql, cancel));
        return (IReadOnlyList<Held>)held;
    }, cancel);

    /// <summary>One part, as the connection's reader may see it.</summary>
    public static async Task<Held> Ask(NpgsqlConnection connection, Guid person, string name, string sql, CancellationToken cancel)
    {
        var rows = await connection.QuerySingleAsync<string>(new CommandDefinition($"select coalesce(json_agg(t), '[]')::text from ({sql}) t", new { person }, cancellationToken: cancel));
        return new Held(name, JsonElement.Parse(rows));
    }
}
