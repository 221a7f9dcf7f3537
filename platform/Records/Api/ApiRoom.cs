using Entente.Bodies;
using Entente.Records.Api.OpenApi;
using Entente.Records.Bulk;
using Entente.Records.Reading;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Entente.Shared.Web;
using Entente.SignIn;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entente.Records.Api;

/// <summary>The interface for programs: one per body, under /api/BODY (docs/interface.md).</summary>
public static class ApiRoom
{
    public const string Root = "/api";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<Readings>();
        services.AddSingleton<Reads>().AddSingleton<Rows>().AddSingleton<LoadsEndpoint>().AddSingleton<DraftEndpoint>().AddSingleton<WorkbookEndpoint>().AddSingleton<Loads>();
        services.AddJob<LoadRows>(Loads.Job, (rows, job, stop) => rows.Run(job, stop));
    }

    /// <summary>Whatever may be read by the public answers without a key: row security decides what that is.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).AllowAnonymous();
        api.MapGet("", Begin);
        api.MapGet("problems/{kind}", Explain);
        api.MapGet("{body}", Definitions);
        api.MapGet("{body}/openapi.json", Describe);
        api.MapGet("{body}/{definition}", (HttpContext context, string body, string definition, Reads reads) => reads.List(context, body, definition));
        api.MapGet("{body}/{definition}/{id:guid}", (HttpContext context, string body, string definition, Guid id, int? version, Reads reads) => reads.One(context, body, definition, id, version));
        api.MapGet("{body}/{definition}/{id:guid}/faults", (HttpContext context, string body, string definition, Guid id, int? version, Reads reads) => reads.Faults(context, body, definition, id, version));
        api.MapGet("{body}/{definition}/{id:guid}/{table}", (HttpContext context, string body, string definition, Guid id, string table, int? version, Rows rows) => rows.Get(context, body, definition, id, table, version));
        LoadsEndpoint.Map(api);
        DraftEndpoint.Map(api);
        WorkbookEndpoint.Map(api);
    }

    // Where everything starts, and how a program finds out whether its key is good.
    private static IResult Begin(HttpContext context, BodyCatalogue catalogue) => Results.Json(new
    {
        bodies = catalogue.All.Select(body => new { code = body.Code, name = body.Name.ToString(), address = $"{Root}/{body.Code}", openapi = $"{Root}/{body.Code}/openapi.json" }),
        you = context.Features.Get<Person>() is { } me ? new
        {
            name = me.Name,
            key = context.Features.Get<KeyUse>()?.Key,
            posts = me.Holdings.Select(held => new { body = held.Body, party = held.Party, post = held.Post, rights = held.Rights.Select(RightNames.Of).Order(StringComparer.Ordinal), until = held.Until }),
        } : null,
    });

    private static IResult Definitions(string body, BodyCatalogue catalogue, DefinitionCatalogue definitions) => catalogue.Find(body) is null ? Problem.NotThere : Results.Json(new
    {
        definitions = definitions.All(body).Select(one => new
        {
            code = one.Definition.Code,
            kind = one.Definition.Kind.ToString().ToLowerInvariant(),
            name = one.Definition.Name.ToString(),
            version = one.Version,
            withdrawn = one.Withdrawn,
            address = $"{Root}/{body}/{one.Definition.Code}",
        }),
    });

    private static async Task<IResult> Describe(HttpContext context, string body, BodyCatalogue catalogue, DefinitionCatalogue definitions, Settings settings)
    {
        if (catalogue.Published.FirstOrDefault(one => one.Body.Code == body) is not { } published)
            return Problem.NotThere;
        var all = new List<IReadOnlyList<PublishedDefinition>>();
        foreach (var current in definitions.All(body))
        {
            var versions = new List<PublishedDefinition> { current };
            for (var version = current.Version - 1; version > 0; version--)
                if (await definitions.Find(body, current.Definition.Code, version, context.RequestAborted) is { } before)
                    versions.Add(before);
            all.Add(versions);
        }
        return Results.Text(ApiDocument.Of(published.Body, published.Version, all, settings.Root).ToJsonString(), Reads.JsonType);
    }

    // The type of a problem is an address; here is what it says.
    // texts: records.api.problem.*.title, records.api.problem.*.detail, errors.*.title, errors.*.text
    private static IResult Explain(string kind, Words t) =>
        t.Has($"records.api.problem.{kind}.title") ? Results.Text($"{t[$"records.api.problem.{kind}.title"]}\n\n{t[$"records.api.problem.{kind}.detail"]}\n")
        : t.Has($"errors.{kind}.title") ? Results.Text($"{t[$"errors.{kind}.title"]}\n\n{t[$"errors.{kind}.text"]}\n")
        : Problem.NotThere;
}
