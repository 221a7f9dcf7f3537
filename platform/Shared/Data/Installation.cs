using Npgsql;

namespace Entente.Shared.Data;

/// <summary>What <c>./entente run</c> and the tests do before the first page: roles, schema, the installation's own row.</summary>
public sealed record Installation(Guid Id, bool Demonstration)
{
    /// <summary>
    /// Safe to call from several nodes at once, and again at every start. <paramref name="demonstration"/> counts
    /// on the first start only: a real installation never becomes a demonstration afterwards.
    /// </summary>
    public static async Task<Installation> Prepare(string owner, InstallationSecret secret, bool demonstration, TimeProvider time, CancellationToken cancel = default)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await Migrator.TakeTurn(connection, cancel);
        await EnsureRole(connection, Logins.From(owner, secret).Writer, "bypassrls", cancel);
        await EnsureRole(connection, Logins.From(owner, secret).Reader, "nobypassrls", cancel);
        await Migrator.Migrate(connection, new NpgsqlConnectionStringBuilder(owner).Username!, Migration.All, time, cancel);
        return await Remember(connection, secret, demonstration, time, cancel);
    }

    private static async Task EnsureRole(NpgsqlConnection connection, string login, string rowSecurity, CancellationToken cancel)
    {
        var wanted = new NpgsqlConnectionStringBuilder(login);
        if (await Enters(wanted.ConnectionString, cancel))
            return;
        var role = new NpgsqlCommandBuilder().QuoteIdentifier(wanted.Username!);
        await using var exists = new NpgsqlCommand("select 1 from pg_roles where rolname = $1", connection) { Parameters = { new() { Value = wanted.Username } } };
        var verb = await exists.ExecuteScalarAsync(cancel) is null ? "create" : "alter";
        // The password is our own hexadecimal text, so it needs no quoting; roles take no parameters.
        await using var change = new NpgsqlCommand($"{verb} role {role} login {rowSecurity} password '{wanted.Password}'", connection);
        await change.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<bool> Enters(string login, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    private static async Task<Installation> Remember(NpgsqlConnection connection, InstallationSecret secret, bool demonstration, TimeProvider time, CancellationToken cancel)
    {
        var check = Convert.ToHexStringLower(secret.Derive("check", 16));
        await using (var insert = new NpgsqlCommand("insert into house.installation (id, secret_check, demonstration, created_at) values ($1, $2, $3, $4) on conflict do nothing", connection))
        {
            insert.Parameters.AddWithValue(Guid.CreateVersion7(time.GetUtcNow()));
            insert.Parameters.AddWithValue(check);
            insert.Parameters.AddWithValue(demonstration);
            insert.Parameters.AddWithValue(time.GetUtcNow());
            await insert.ExecuteNonQueryAsync(cancel);
        }
        await using var select = new NpgsqlCommand("select id, demonstration, secret_check from house.installation", connection);
        await using var row = await select.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (row.GetString(2) != check)
            throw new MigrationRefused("This database was set up with another secret. Copy the file 'secret' from the data folder of its first node, or set ENTENTE_SECRET to what it was; with the wrong one nobody's one-time codes could be read.");
        return new Installation(row.GetGuid(0), row.GetBoolean(1));
    }
}
