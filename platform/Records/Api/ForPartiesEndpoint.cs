using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Writing;

namespace Entente.Records.Api;

/// <summary>
/// What the body's programs do for parties, and the parties' word on it: history from before this system and
/// proposed corrections. The same door as for everything else.
/// </summary>
internal static class ForPartiesEndpoint
{
    public static void Map(WebApplication app)
    {
        // Whoever has a key: each asks for it, as for every other change.
        var open = app.MapGroup("/api/{body}/{definition}").AllowAnonymous().DisableAntiforgery();
        open.MapPost("history", History);
        open.MapPost("{id:guid}/proposal", Propose);
        open.MapPost("{id:guid}/proposal/{word:regex(^(agree|refuse)$)}", Answer);
        open.MapPost("{id:guid}/confirmation", Confirm);
    }

    private static async Task<IResult> History(HttpContext context, string body, string definition, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door, TimeProvider time)
    {
        var begun = await SubmitEndpoint.Begin(context, body, definition, bodies, definitions);
        if (begun.Refused is not null)
            return begun.Refused;
        var sent = begun.Submission;
        if (sent.DeclaredAt is not { } at)
            return Lacks(begun, "declaredAt");
        var import = new Import(sent.Statement ?? Guid.CreateVersion7(time.GetUtcNow()), body, definition, Opening(begun), sent.Expected, sent.Content, at, sent.Source ?? "", sent.State ?? Settled(begun)) { Valid = sent.Valid };
        return await SubmitEndpoint.Do(context, begun, import, door);
    }

    private static async Task<IResult> Propose(HttpContext context, string body, string definition, Guid id, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door, TimeProvider time)
    {
        var begun = await SubmitEndpoint.Begin(context, body, definition, bodies, definitions);
        return begun.Refused ?? await SubmitEndpoint.Do(context, begun,
            new Propose(id, body, definition, Guid.CreateVersion7(time.GetUtcNow()), begun.Submission.Expected, begun.Submission.Content, begun.Submission.Reason ?? ""), door);
    }

    // Of a statement only one proposal waits at a time: its program need not know its number.
    private static async Task<IResult> Answer(HttpContext context, string body, string definition, Guid id, string word, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door, Readings readings)
    {
        var begun = await SubmitEndpoint.Begin(context, body, definition, bodies, definitions);
        if (begun.Refused is not null)
            return begun.Refused;
        var waiting = await readings.As(context.Features.Get<Person>(), Showing.Nothing("which proposal waits, for the party to answer"), connection => ForParties.WaitingForParty.Of(connection, id, context.RequestAborted), context.RequestAborted);
        return await SubmitEndpoint.Do(context, begun, new Settle(id, body, definition, waiting.Proposed?.Id ?? Guid.Empty, word == "agree", begun.Submission.Reason), door);
    }

    private static async Task<IResult> Confirm(HttpContext context, string body, string definition, Guid id, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door)
    {
        var begun = await SubmitEndpoint.Begin(context, body, definition, bodies, definitions);
        return begun.Refused ?? await SubmitEndpoint.Do(context, begun, new Confirm(id, body, definition, begun.Submission.Expected), door);
    }

    private static Subject? Opening(SubmitEndpoint.Begun begun) =>
        begun.Submission.Statement is null || begun.Submission.Expected == 0 ? new Subject(begun.Submission.Party, begun.Submission.Period, ShownTo: begun.Submission.ShownTo) : null;

    // History has come to its end: the state from which nothing more is asked, else one that stands.
    private static string Settled(SubmitEndpoint.Begun begun)
    {
        var workflow = begun.Published.Definition.Workflow;
        return workflow.States.LastOrDefault(state => state.Stands)?.Code ?? workflow.First.Code;
    }

    private static Problem Lacks(SubmitEndpoint.Begun begun, string name) =>
        new(StatusCodes.Status422UnprocessableEntity, "wrong") { Faults = [new Fault("type", Bodies.Definitions.CheckLevel.Error, null, null, null, name)], About = (begun.Body, begun.Published) };
}
