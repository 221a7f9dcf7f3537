using Dapper;
using Entente.Shared.Data;

namespace Entente.Disclosure.Protection;

/// <summary>What the database says of itself, asked through the login that answers people.</summary>
internal sealed class DatabaseFacts(Database database)
{
    private const string Connection = """
        select coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
               coalesce(inet_client_addr() <<= '127.0.0.0/8' or inet_client_addr() = '::1', true) as near
        """;

    private const string Login = "select rolbypassrls or rolsuper from pg_roles where rolname = current_user";

    // Every table this login may read, and whether the database itself looks who asks.
    private const string Tables = """
        select format('%s.%s', n.nspname, c.relname) as name, c.relrowsecurity as secured
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and not starts_with(n.nspname, 'pg_')
          and has_any_column_privilege(c.oid, 'SELECT')
        order by 1
        """;

    public async ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel) => await database.Read<IReadOnlyList<ProtectionFact>>(null, async connection =>
    {
        var (encrypted, near) = await connection.QuerySingleAsync<(bool, bool)>(Connection);
        var bypasses = await connection.QuerySingleAsync<bool>(Login);
        var tables = (await connection.QueryAsync<(string Name, bool Secured)>(Tables)).ToList();
        return [Way(encrypted, near), .. Rows(bypasses, tables)];
    }, cancel);

    private static ProtectionFact Way(bool encrypted, bool near) => (encrypted, near) switch
    {
        (true, _) => new(ProtectionQuestion.Database, Protected.Yes, "protection.database.tls"),
        (_, true) => new(ProtectionQuestion.Database, Protected.Partly, "protection.database.near"),
        _ => new(ProtectionQuestion.Database, Protected.No, "protection.database.plain"),
    };

    private static IEnumerable<ProtectionFact> Rows(bool bypasses, List<(string Name, bool Secured)> tables)
    {
        yield return bypasses
            ? new(ProtectionQuestion.RowSecurity, Protected.No, "protection.row-security.bypassed")
            : new(ProtectionQuestion.RowSecurity, Protected.Yes, "protection.row-security.held");
        var open = tables.Where(table => !table.Secured).Select(table => table.Name).ToList();
        yield return new(ProtectionQuestion.RowSecurity, Protected.Plain, "protection.row-security.tables", ("secured", tables.Count - open.Count), ("total", tables.Count));
        if (open.Count > 0)
            yield return new(ProtectionQuestion.RowSecurity, Protected.Plain, "protection.row-security.open", ("count", open.Count), ("tables", open));
    }
}
