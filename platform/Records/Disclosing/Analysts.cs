using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Entente.Shared.Data;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Disclosing;

/// <summary>A login of the database for somebody who asks it directly.</summary>
public sealed record Analyst(string Login, string Person, DateTimeOffset MadeAt, DateTimeOffset? EndedAt);

/// <summary>
/// Logins for analysts, made under the owner's. Each reads the tables and views of the bodies as one person would, and nothing else;
/// who that is follows from the login.
/// </summary>
public static partial class Analysts
{
    /// <summary>Makes the login, or gives it a new password; the password, which is kept nowhere.</summary>
    /// <exception cref="FormatException">The name or the person will not do.</exception>
    public static async Task<(string Login, string Password)> Add(NpgsqlConnection owner, string name, string email, DateTimeOffset now, CancellationToken cancel)
    {
        if (!Name().IsMatch(name))
            throw new FormatException("A name has 1 to 30 small letters, figures and _, and begins with a letter.");
        var login = $"{owner.UserName}_analyst_{name}";
        await using var find = new NpgsqlCommand("select bodies.person_with($1)", owner) { Parameters = { new() { Value = email.Trim() } } };
        if (await find.ExecuteScalarAsync(cancel) is not Guid person)
            throw new FormatException($"Nobody here has the e-mail address {email}.");
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        await using var transaction = await owner.BeginTransactionAsync(cancel);
        await using var there = new NpgsqlCommand("select exists (select from pg_roles where rolname = $1)", owner) { Parameters = { new() { Value = login } } };
        var role = Migrator.Quoted(login);
        var verb = await there.ExecuteScalarAsync(cancel) is true ? "alter" : "create";
        // Roles take no parameters; the password is our own hexadecimal text.
        await Do(owner, $"""
            {verb} role {role} login nobypassrls nocreatedb nocreaterole noinherit connection limit 4 password '{password}';
            grant {Migrator.Quoted($"{owner.UserName}_analysts")} to {role} with inherit true, set false;
            alter role {role} set default_transaction_read_only = on;
            alter role {role} set statement_timeout = '10min';
            alter role {role} set work_mem = '64MB';
            """, cancel);
        await using var keep = new NpgsqlCommand("insert into records.analyst (login, person, made_at) values ($1, $2, $3) on conflict (login) do update set person = excluded.person, made_at = excluded.made_at, ended_at = null", owner)
        {
            Parameters = { new() { Value = login }, new() { Value = person }, new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz } },
        };
        await keep.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (login, password);
    }

    /// <summary>Ends a login: whoever is logged in reads nothing more from the next question on. False where there is none.</summary>
    public static async Task<bool> End(NpgsqlConnection owner, string name, DateTimeOffset now, CancellationToken cancel)
    {
        var login = $"{owner.UserName}_analyst_{name}";
        await using var end = new NpgsqlCommand("update records.analyst set ended_at = $2 where login = $1 and ended_at is null", owner) { Parameters = { new() { Value = login }, new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz } } };
        if (await end.ExecuteNonQueryAsync(cancel) == 0)
            return false;
        await Do(owner, $"alter role {Migrator.Quoted(login)} nologin; revoke {Migrator.Quoted($"{owner.UserName}_analysts")} from {Migrator.Quoted(login)}", cancel);
        return true;
    }

    public static async Task<List<Analyst>> All(NpgsqlConnection owner, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select a.login, coalesce(bodies.name_of(a.person), ''), a.made_at, a.ended_at from records.analyst a order by a.login", owner);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<Analyst>();
        while (await rows.ReadAsync(cancel))
            all.Add(new Analyst(rows.GetString(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2), rows.IsDBNull(3) ? null : rows.GetFieldValue<DateTimeOffset>(3)));
        return all;
    }

    private static async Task Do(NpgsqlConnection owner, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(cancel);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,29}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
