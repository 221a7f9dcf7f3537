using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Client.Run;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Entente.SignIn;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>The body of the shared definitions, published, with programs of its parties.</summary>
public class ApiApp : TestApp
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var body = Kit.Definitions.Body();
        await Publication.Publish(owner, new Loaded(body, [.. Published()], []), body.Code, TableMaking.Make, Clock.GetUtcNow());
    }

    protected virtual IEnumerable<Definition> Published() => Kit.Definitions.All().Values;

    /// <summary>What is wrong with the document, or with the answers that it describes.</summary>
    public static async Task<string> Validate(JsonNode document, params IEnumerable<(string Where, string Schema, JsonNode Json)> answers)
    {
        var file = Path.Combine(Path.GetTempPath(), $"entente-openapi-{Guid.NewGuid():n}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { document, answers = answers.Select(answer => new { where = answer.Where, schema = answer.Schema, json = answer.Json }) }));
        try
        {
            var root = House.Find().Root;
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(root, "tests/Rooms/Records/Api/validate.mjs"), file]) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var errors = node.StandardError.ReadToEndAsync();
            return await node.StandardOutput.ReadToEndAsync() + await errors;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>Programs, with keys of their own, of any application that tests make.</summary>
public static class Programs
{
    /// <summary>A program with the key of a post of this party; null: of the body itself.</summary>
    public static async Task<HttpClient> Program(this TestApp app, string name, string? party, params Right[] rights)
    {
        var id = await app.Person(name, ("tuna", party, rights));
        var person = (await app.Services.GetRequiredService<Entente.Bodies.People>().Find(id))!;
        var keys = app.Services.GetRequiredService<ProgramKeys>();
        var key = await app.Services.GetRequiredService<Database>().Write(connection => keys.Make(connection, person, person.Holdings[0].Id, name, TimeSpan.FromDays(30)));
        var http = app.Anybody();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public static HttpClient Anybody(this TestApp app) => app.CreateDefaultClient(new Uri("https://localhost/"));
}
