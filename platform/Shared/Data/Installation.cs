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
        await RefuseHalf(connection, cancel);
        var known = await Known(connection, secret, cancel);
        await EnsureRole(connection, Logins.From(owner, secret).Writer, "bypassrls", known is not null, cancel);
        await EnsureRole(connection, Logins.From(owner, secret).Reader, "nobypassrls", known is not null, cancel);
        await EnsureRole(connection, Logins.From(owner, secret).Granted!, "nobypassrls", known is not null, cancel);
        await EnsureAnalysts(connection, cancel);
        await Migrator.Migrate(connection, new NpgsqlConnectionStringBuilder(owner).Username!, Migration.All, time, cancel);
        if (known is null)
            await Remember(connection, secret, demonstration, time, cancel);
        return known ?? await Known(connection, secret, cancel) ?? throw new InvalidOperationException("The installation's row was not kept.");
    }

    /// <summary>The roles of writer and reader, before the first step of a database that is being restored.</summary>
    public static async Task MakeRoles(NpgsqlConnection connection, string owner, InstallationSecret secret, CancellationToken cancel = default)
    {
        await EnsureRole(connection, Logins.From(owner, secret).Writer, "bypassrls", ours: false, cancel);
        await EnsureRole(connection, Logins.From(owner, secret).Reader, "nobypassrls", ours: false, cancel);
        await EnsureRole(connection, Logins.From(owner, secret).Granted!, "nobypassrls", ours: false, cancel);
        await EnsureAnalysts(connection, cancel);
    }

    /// <exception cref="MigrationRefused">The database was set up with another secret.</exception>
    public static Task CheckSecret(NpgsqlConnection connection, InstallationSecret secret, CancellationToken cancel = default) => Known(connection, secret, cancel);

    private static async Task RefuseHalf(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var half = new NpgsqlCommand("select to_regnamespace('restoring')::text", connection);
        if (await half.ExecuteScalarAsync(cancel) is not (null or DBNull))
            throw new MigrationRefused("A restore into this database was cut off. Run ./entente restore again with the same backup: it begins anew.");
    }

    // Roles belong to the whole server. A password that is not ours is put right only where this database shows
    // that the secret is; on a new database it means that another installation shares the owner.
    private static async Task EnsureRole(NpgsqlConnection connection, string login, string rowSecurity, bool ours, CancellationToken cancel)
    {
        var wanted = new NpgsqlConnectionStringBuilder(login);
        if (await Enters(wanted.ConnectionString, cancel))
            return;
        var role = new NpgsqlCommandBuilder().QuoteIdentifier(wanted.Username!);
        await using var exists = new NpgsqlCommand("select 1 from pg_roles where rolname = $1", connection) { Parameters = { new() { Value = wanted.Username } } };
        var there = await exists.ExecuteScalarAsync(cancel) is not null;
        if (there && !ours)
            throw new MigrationRefused($"The role {wanted.Username} exists already and was made with another secret: another installation on this server uses the same owner. Give each installation an owner of its own, or set ENTENTE_SECRET to the secret they share.");
        // The password is our own hexadecimal text, so it needs no quoting; roles take no parameters.
        await using var change = new NpgsqlCommand($"{(there ? "alter" : "create")} role {role} login {rowSecurity} password '{wanted.Password}'", connection);
        await change.ExecuteNonQueryAsync(cancel);
    }

    // What all logins of analysts may read; nobody logs in as it.
    private static async Task EnsureAnalysts(NpgsqlConnection connection, CancellationToken cancel)
    {
        var role = $"{connection.UserName}_analysts";
        await using var exists = new NpgsqlCommand("select 1 from pg_roles where rolname = $1", connection) { Parameters = { new() { Value = role } } };
        if (await exists.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var create = new NpgsqlCommand($"create role {Migrator.Quoted(role)} nologin nobypassrls", connection);
        await create.ExecuteNonQueryAsync(cancel);
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

    private static async Task Remember(NpgsqlConnection connection, InstallationSecret secret, bool demonstration, TimeProvider time, CancellationToken cancel)
    {
        await using var insert = new NpgsqlCommand("insert into house.installation (id, secret_check, demonstration, created_at) values ($1, $2, $3, $4) on conflict do nothing", connection);
        insert.Parameters.AddWithValue(Guid.CreateVersion7(time.GetUtcNow()));
        insert.Parameters.AddWithValue(Check(secret));
        insert.Parameters.AddWithValue(demonstration);
        insert.Parameters.AddWithValue(time.GetUtcNow());
        await insert.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<Installation?> Known(NpgsqlConnection connection, InstallationSecret secret, CancellationToken cancel)
    {
        await using var made = new NpgsqlCommand("select to_regclass('house.installation')::text", connection);
        if (await made.ExecuteScalarAsync(cancel) is DBNull)
            return null;
        await using var select = new NpgsqlCommand("select id, demonstration, secret_check from house.installation", connection);
        await using var row = await select.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        if (row.GetString(2) != Check(secret))
            throw new MigrationRefused("This database was set up with another secret. Copy the file 'secret' from the data folder of its first node, or set ENTENTE_SECRET to what it was; with the wrong one nobody's one-time codes could be read.");
        return new Installation(row.GetGuid(0), row.GetBoolean(1));
    }

    private static string Check(InstallationSecret secret) => Convert.ToHexStringLower(secret.Derive("check", 16));
}
