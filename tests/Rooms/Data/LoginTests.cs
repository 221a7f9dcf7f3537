using Entente.Shared.Data;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Data;

/// <summary>What the application's two logins can and cannot do, whatever its code tries.</summary>
public sealed class LoginTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Theory]
    [InlineData("create table house.mine (n int)")]
    [InlineData("create schema mine")]
    [InlineData("alter table house.installation add column mine int")]
    [InlineData("drop table house.installation")]
    [InlineData("update house.installation set demonstration = true")]
    [InlineData("delete from migrations.applied")]
    [InlineData("insert into migrations.applied values (9999, 'x', 'x', now())")]
    [InlineData("set role entente")]
    [InlineData("create role mine superuser")]
    public async Task Neither_login_of_the_application_changes_the_house(string sql)
    {
        foreach (var login in new[] { app.Database.Logins.Writer, app.Database.Logins.Reader })
            (await Refusal(login, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
    }

    [Fact]
    public async Task The_reader_writes_nowhere()
    {
        var tables = await Strings(app.Database.Owner, "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
        tables.Count.ShouldBeGreaterThan(10);
        var allowed = await Strings(app.Database.Owner, $"""
            select format('%I.%I', table_schema, table_name) from information_schema.role_table_grants
            where grantee = '{new NpgsqlConnectionStringBuilder(app.Database.Logins.Reader).Username}' and privilege_type <> 'SELECT'
            """);
        allowed.ShouldBeEmpty();
    }

    /// <summary>What names a person is under row security, so that a forgotten filter shows nothing.</summary>
    [Fact]
    public async Task Every_table_that_names_a_person_and_that_the_reader_may_read_is_under_row_security() =>
        (await Strings(app.Database.Owner, $"""
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relrowsecurity
              and has_any_column_privilege('{new NpgsqlConnectionStringBuilder(app.Database.Logins.Reader).Username}', c.oid, 'SELECT')
              and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname in ('person', 'email', 'ip', 'recipient') and not a.attisdropped)
            """)).ShouldBeEmpty();

    [Fact]
    public async Task The_reader_does_not_bypass_row_security_and_the_writer_is_no_superuser()
    {
        var roles = await Strings(app.Database.Owner, $"""
            select rolname || ' ' || rolbypassrls || ' ' || rolsuper || ' ' || rolcreaterole from pg_roles
            where rolname in ('{new NpgsqlConnectionStringBuilder(app.Database.Logins.Reader).Username}', '{new NpgsqlConnectionStringBuilder(app.Database.Logins.Writer).Username}', '{new NpgsqlConnectionStringBuilder(app.Database.Logins.Granted).Username}') order by 1
            """);
        roles.ShouldBe(["entente_granted false false false", "entente_reader false false false", "entente_writer true false false"]);
    }

    private static async Task<string?> Refusal(string login, string sql)
    {
        await using var connection = new NpgsqlConnection(login);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private static async Task<List<string>> Strings(string login, string sql)
    {
        await using var connection = new NpgsqlConnection(login);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var strings = new List<string>();
        while (await rows.ReadAsync())
            strings.Add(rows.GetString(0));
        return strings;
    }
}
