using System.Globalization;
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

    public static async Task Map(WebApplication app, string file)
    {
        var work = JsonSerializer.Deserialize<Work>(await File.ReadAllTextAsync(file))!;
        var sources = work.Logins.ToDictionary(login => new NpgsqlConnectionStringBuilder(login).Username!, NpgsqlDataSource.Create, StringComparer.Ordinal);
        var visits = Visits(work.Statements);
        var typed = new HashSet<Statement>();
        foreach (var statement in visits.SelectMany(visit => visit))
        {
            if (!await Understood(sources[statement.User], statement))
                typed.Add(statement);
        }
        app.UseResponseCompression();
        app.MapGet("/", async (HttpResponse response, CancellationToken cancel) =>
        {
            foreach (var visit in visits)
            {
                await using var connection = await sources[visit[0].User].OpenConnectionAsync(cancel);
                foreach (var statement in visit)
                    await Run(connection, statement, typed.Contains(statement), cancel);
            }
            response.ContentType = "text/html; charset=utf-8";
            await response.WriteAsync(work.Html, cancel);
        });
    }

    /// <summary>
    /// The log has the parameters' texts without their types. Mostly the server knows from the place a parameter
    /// stands in; where it does not, the type follows from what the text looks like.
    /// </summary>
    public static NpgsqlDbType Type(string? text) =>
        Guid.TryParseExact(text, "D", out _) ? NpgsqlDbType.Uuid
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? NpgsqlDbType.Date
        : text is { Length: > 19 } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? NpgsqlDbType.TimestampTz
        : long.TryParse(text, CultureInfo.InvariantCulture, out _) ? NpgsqlDbType.Bigint
        : NpgsqlDbType.Unknown;

    /// <summary>Statements that ran on one backend with no handover between them were one use of a connection.</summary>
    public static IReadOnlyList<List<Statement>> Visits(IReadOnlyList<Statement> statements)
    {
        var visits = new List<List<Statement>>();
        var before = default(Statement);
        foreach (var statement in statements)
        {
            if (before is null || before.IsHandover || before.Backend != statement.Backend)
                visits.Add([]);
            if (!statement.IsHandover)
                visits[^1].Add(statement);
            before = statement;
        }
        return [.. visits.Where(visit => visit.Count > 0)];
    }

    private static async Task<bool> Understood(NpgsqlDataSource source, Statement statement)
    {
        await using var connection = await source.OpenConnectionAsync();
        try
        {
            await Run(connection, statement, typed: false, CancellationToken.None);
            return true;
        }
        catch (PostgresException)
        {
            return false; // then the first request says whether it is understood with types
        }
    }

    private static async Task Run(NpgsqlConnection connection, Statement statement, bool typed, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statement.Sql, connection);
        foreach (var text in statement.Parameters)
            command.Parameters.Add(Parameter(text, typed ? Type(text) : NpgsqlDbType.Unknown));
        if (statement.Prepared)
            await command.PrepareAsync(cancel);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var row = new object[rows.FieldCount];
        while (await rows.ReadAsync(cancel))
            rows.GetValues(row);
    }

    private static NpgsqlParameter Parameter(string? text, NpgsqlDbType type) => new()
    {
        NpgsqlDbType = type,
        Value = text is null ? DBNull.Value : type switch
        {
            NpgsqlDbType.Uuid => Guid.Parse(text!),
            NpgsqlDbType.Date => DateOnly.Parse(text!, CultureInfo.InvariantCulture),
            NpgsqlDbType.TimestampTz => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture).UtcDateTime,
            NpgsqlDbType.Bigint => long.Parse(text!, CultureInfo.InvariantCulture),
            _ => text!,
        },
    };
}
