using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Entente.Shared.Data;

/// <summary>One numbered, forward-only SQL file of the room that owns the tables.</summary>
public sealed record Migration(int Number, string File, string Sql)
{
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>Every schema file of every room, in the order of their numbers.</summary>
    public static IReadOnlyList<Migration> All { get; } = Embedded(typeof(Migration).Assembly);

    private static Migration[] Embedded(Assembly assembly) =>
        [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("schema/", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .OrderBy(migration => migration.Number)];

    private static Migration Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var file = name["schema/".Length..];
        return new Migration(int.Parse(Path.GetFileName(file).AsSpan(0, 4), provider: null), file, reader.ReadToEnd());
    }
}

/// <summary>What stands in the way of migrating, in words an administrator can act on.</summary>
public sealed class MigrationRefused(string message) : Exception(message);

public static class Migrator
{
    // Any constant will do: it only has to be the same for every node that starts against this database.
    private const long Turnstile = 0x456E74656E7465;

    private const string Journal = """
        create schema if not exists migrations;
        create table if not exists migrations.applied (
          number     int primary key,
          file       text not null,
          checksum   text not null,
          applied_at timestamptz not null
        );
        """;

    /// <summary>Nodes that start at once queue here; the turn ends with the connection, however the process ends.</summary>
    public static Task TakeTurn(NpgsqlConnection connection, CancellationToken cancel) =>
        Run(connection, $"select pg_advisory_lock({Turnstile})", cancel);

    /// <summary>
    /// Brings the database to this version, as its owner. Each file is one transaction, so a process killed
    /// half-way leaves whole steps only.
    /// </summary>
    public static async Task<int> Migrate(NpgsqlConnection connection, string owner, IReadOnlyList<Migration> files, TimeProvider time, CancellationToken cancel = default)
    {
        await Run(connection, Journal, cancel);
        var applied = await Applied(connection, cancel);
        var pending = Plan(files, applied);
        foreach (var migration in pending)
            await Apply(connection, migration, owner, time.GetUtcNow(), cancel);
        return pending.Count;
    }

    /// <summary>The last step the database holds, as any node may ask.</summary>
    public static Task<int> Step(Database database, CancellationToken cancel = default) => database.Read(null, async connection =>
    {
        await using var command = new NpgsqlCommand("select coalesce(max(number), 0) from migrations.applied", connection);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }, cancel);

    /// <summary>Which steps the database holds.</summary>
    public static Task<int[]> Steps(Database database, CancellationToken cancel = default) => database.Read(null, async connection =>
    {
        await using var command = new NpgsqlCommand("select coalesce(array_agg(number), '{}') from migrations.applied", connection);
        return (int[])(await command.ExecuteScalarAsync(cancel))!;
    }, cancel);

    /// <summary>Which files are still to run; refuses a changed file and a database newer than this program.</summary>
    public static IReadOnlyList<Migration> Plan(IReadOnlyList<Migration> files, IReadOnlyDictionary<int, (string File, string Checksum)> applied)
    {
        var known = files.ToDictionary(file => file.Number);
        foreach (var (number, step) in applied.OrderBy(step => step.Key))
        {
            if (!known.TryGetValue(number, out var file))
                throw new MigrationRefused($"The database already holds step {number:0000} ({step.File}), which this version of Entente does not know. Start the newer version, or restore a backup made before it.");
            if (file.Checksum != step.Checksum)
                throw new MigrationRefused($"{file.File} was changed after it had been applied. A schema file never changes: put the old text back and add the change as a new numbered file.");
        }
        return [.. files.Where(file => !applied.ContainsKey(file.Number)).OrderBy(file => file.Number)];
    }

    private static async Task<Dictionary<int, (string File, string Checksum)>> Applied(NpgsqlConnection connection, CancellationToken cancel)
    {
        var applied = new Dictionary<int, (string File, string Checksum)>();
        await using var command = new NpgsqlCommand("select number, file, checksum from migrations.applied", connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            applied[rows.GetInt32(0)] = (rows.GetString(1), rows.GetString(2));
        return applied;
    }

    private static async Task Apply(NpgsqlConnection connection, Migration migration, string owner, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run(connection, migration.Sql.Replace("{writer}", Quoted(owner, "writer"), StringComparison.Ordinal)
                                           .Replace("{reader}", Quoted(owner, "reader"), StringComparison.Ordinal)
                                           .Replace("{analysts}", Quoted(owner, "analysts"), StringComparison.Ordinal)
                                           .Replace("{granted}", Quoted(owner, "granted"), StringComparison.Ordinal), cancel);
        await using var record = new NpgsqlCommand("insert into migrations.applied values ($1, $2, $3, $4)", connection);
        record.Parameters.AddWithValue(migration.Number);
        record.Parameters.AddWithValue(migration.File);
        record.Parameters.AddWithValue(migration.Checksum);
        record.Parameters.AddWithValue(at);
        await record.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string Quoted(string owner, string part) => Quoted($"{owner}_{part}");

    /// <summary>The name of a role as SQL has it.</summary>
    public static string Quoted(string role) => new NpgsqlCommandBuilder().QuoteIdentifier(role);

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
