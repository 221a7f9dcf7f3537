using System.Text.Json;
using Entente.Bodies;
using Entente.Records.Api;
using Entente.Records.Writing;
using Entente.SignIn;

namespace Entente.Records.Cases;

/// <summary>What is done with a case by program, through the same door: with a program's key, and under the policies of its post.</summary>
internal static class CaseEndpoint
{
    public static Task<IResult> Allot(HttpContext context, string body, string definition, Guid id) => Do<AllotmentSent>(context, body, definition, (_, sent) => new Allot(id, body, definition, sent.Officer, sent.Reason));

    public static Task<IResult> Refer(HttpContext context, string body, string definition, Guid id) =>
        Do<ReferralSent>(context, body, definition, (time, sent) => new Refer(id, body, definition, sent.Id ?? Guid.CreateVersion7(time.GetUtcNow()), sent.To ?? "", sent.Question ?? ""));

    public static Task<IResult> Advise(HttpContext context, string body, string definition, Guid id, Guid referral) =>
        Do<OpinionSent>(context, body, definition, (_, sent) => new Advise(id, body, definition, referral, sent.Opinion ?? ""));

    internal static async Task<IResult> Do<T>(HttpContext context, string body, string definition, Func<TimeProvider, T, Command> command)
    {
        var services = context.RequestServices;
        if (context.Features.Get<KeyUse>() is not { } use)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return new Problem(StatusCodes.Status401Unauthorized, "no-key");
        }
        if (!use.Person.Holdings.Any(holding => holding.Body == body) || services.GetRequiredService<BodyCatalogue>().Find(body) is not { } known || services.GetRequiredService<DefinitionCatalogue>().Find(body, definition) is not { } published)
            return Problem.NotThere;
        T? sent;
        try
        {
            sent = await context.Request.ReadFromJsonAsync<T>(context.RequestAborted);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return new Problem(StatusCodes.Status400BadRequest, "unreadable");
        }
        if (sent is null)
            return new Problem(StatusCodes.Status400BadRequest, "unreadable");
        var asked = command(services.GetRequiredService<TimeProvider>(), sent);
        var reply = await services.GetRequiredService<Door>().Do(asked, Actor.Of(use), cancel: context.RequestAborted);
        if (reply.Done)
            return Results.NoContent();
        // Why it was refused would tell that there is something. Whoever is asked for an opinion need not see the case itself.
        return asked is not Cases.Advise && !await SubmitEndpoint.MayRead(context, asked) ? Problem.NotThere : SubmitEndpoint.Refusal(reply, known, published);
    }

    private sealed record AllotmentSent(Guid? Officer, string? Reason);

    private sealed record ReferralSent(Guid? Id, string? To, string? Question);

    private sealed record OpinionSent(string? Opinion);
}
