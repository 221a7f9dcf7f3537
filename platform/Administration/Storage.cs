using Dapper;
using Npgsql;

namespace Entente.Administration;

/// <summary>How much a table takes with its indexes, and about how many rows it holds.</summary>
public sealed record TableSize(string Name, long Bytes, long Rows);

/// <summary>What the database says of itself.</summary>
public sealed record Storage(string Version, long Bytes, int Connections, int MostConnections, IReadOnlyList<TableSize> Largest)
{
    public static async Task<Storage> Read(NpgsqlConnection connection)
    {
        var (version, bytes, connections, most) = await connection.QuerySingleAsync<(string, long, int, int)>("""
            select current_setting('server_version'), pg_database_size(current_database()),
              (select count(*)::int from pg_stat_activity where datname = current_database()),
              current_setting('max_connections')::int
            """);
        var largest = await connection.QueryAsync<TableSize>("""
            select n.nspname || '.' || c.relname as "Name", pg_total_relation_size(c.oid) as "Bytes", greatest(c.reltuples, 0)::bigint as "Rows"
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            order by 2 desc, 1
            limit 10
            """);
        return new Storage(version, bytes, connections, most, [.. largest]);
    }
}
