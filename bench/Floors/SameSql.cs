using System.IO.Compression;
using System.Text.Json;
using Entente.Bench.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Bench.Floors;

/// <summary>What the floor of <c>bench http</c> has to do: the page's statements, then the page's own bytes.</summary>
public sealed record Work(IReadOnlyList<Statement> Statements, IReadOnlyList<string> Logins, string Html);

/// <summary>
/// The least that a server must do for a signed-in page: run the same SQL on the same database, and send the same
/// text compressed in the same way. No session, no rights, no templates, no words.
/// </summary>
public static class SameSql
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options => options.Providers.Add<BrotliCompressionProvider>());
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    public static void Map(WebApplication app, string file)
    {
        var work = JsonSerializer.Deserialize<Work>(File.ReadAllText(file))!;
        var sources = work.Logins.ToDictionary(login => new NpgsqlConnectionStringBuilder(login).Username!, NpgsqlDataSource.Create, StringComparer.Ordinal);
        app.UseResponseCompression();
        app.MapGet("/", async (HttpResponse response, CancellationToken cancel) =>
        {
            foreach (var visit in Visits(work.Statements))
                await Run(sources[visit[0].User], visit, cancel);
            response.ContentType = "text/html; charset=utf-8";
            await response.WriteAsync(work.Html, cancel);
        });
    }

    /// <summary>Statements that ran on one backend one after the other were one use of a connection.</summary>
    public static IReadOnlyList<List<Statement>> Visits(IReadOnlyList<Statement> statements)
    {
        var visits = new List<List<Statement>>();
        foreach (var statement in statements)
        {
            if (visits.Count > 0 && visits[^1][0].Backend == statement.Backend)
                visits[^1].Add(statement);
            else
                visits.Add([statement]);
        }
        return visits;
    }

    private static async Task Run(NpgsqlDataSource source, List<Statement> statements, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement.Sql, connection);
            foreach (var text in statement.Parameters)
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = (object?)text ?? DBNull.Value });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var row = new object[rows.FieldCount];
            while (await rows.ReadAsync(cancel))
                rows.GetValues(row);
        }
    }
}
