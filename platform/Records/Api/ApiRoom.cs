using Entente.Bodies;
using Entente.SignIn;

namespace Entente.Records.Api;

/// <summary>The interface for programs: one per body, under /api/BODY (docs/interface.md).</summary>
public static class ApiRoom
{
    public const string Root = "/api";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        _ = builder.Services;
    }

    /// <summary>Whatever may be read by the public answers without a key: row security decides what that is.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).AllowAnonymous();
        api.MapGet("", Begin);
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
}
