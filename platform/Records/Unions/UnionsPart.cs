using Entente.Bodies;
using Entente.Records.Api;
using Entente.Records.Cases;
using Entente.Records.Pages;
using Entente.Records.Writing;

namespace Entente.Records.Unions;

/// <summary>Unions, which declare for their members: what they compile, on a page and by program.</summary>
internal static class UnionsPart
{
    public static void AddUnions(this IServiceCollection services) => services.AddSingleton<Slices>();

    public static void MapUnions(this WebApplication app)
    {
        const string address = "/api/{body}/{definition}/{id:guid}/union-slices";
        app.MapGet(address, List).AllowAnonymous();
        app.MapPost(address, Compile).AllowAnonymous().DisableAntiforgery();
    }

    private static Task<IResult> Compile(HttpContext context, string body, string definition, Guid id) =>
        CaseEndpoint.Do<SliceSent>(context, body, definition, (_, sent) => new CompileInto(sent.Slice, body, definition, sent.Version, sent.Out ? null : id));

    private static async Task<IResult> List(HttpContext context, string body, string definition, Guid id, BodyCatalogue bodies, DefinitionCatalogue definitions, FiledStatements filed, Slices slices, TimeProvider time)
    {
        if (context.Features.Get<Person>() is not { } me || bodies.Find(body) is not { } known || definitions.Find(body, definition) is not { } published
            || await filed.Find(me, body, definition, id, context.RequestAborted) is not { Party: { } party } union || !known.IsUnion(party))
            return Problem.NotThere;
        var members = await slices.Of(me, known, published, union, known.Today(time), context.RequestAborted);
        return Results.Json(new
        {
            members = members.Select(slice => new { party = slice.Member.Code, slice = slice.Statement, version = slice.Statement is null ? (int?)null : slice.Version, state = slice.State, compiled = slice.IsIn, since = slice.Since?.ToString().ToLowerInvariant() }),
        });
    }

    private sealed record SliceSent(Guid Slice, int Version, bool Out);
}
