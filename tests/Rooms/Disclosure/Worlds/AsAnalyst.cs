using System.Net;
using System.Text;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>What an analyst's login reads of every table and view of a body.</summary>
internal static class AsAnalyst
{
    public static async Task<IReadOnlyDictionary<Question, Answered>> All(World world, Reader analyst)
    {
        await using var connection = new NpgsqlConnection(analyst.Login);
        await connection.OpenAsync();
        var answers = new Dictionary<Question, Answered>();
        var tables = await One(connection, $"select string_agg(c.relname, ' ' order by c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '{world.Body.Code}' and c.relkind in ('r', 'v')");
        foreach (var table in tables.Split(' '))
        {
            var question = $"select count(*) || coalesce(string_agg(t::text, E'\\n' order by t::text), '') from {world.Body.Code}.{table} t";
            answers[new Question(question)] = new Answered(HttpStatusCode.OK, "", Encoding.UTF8.GetBytes(await One(connection, question)));
        }
        return answers;
    }

    private static async Task<string> One(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
