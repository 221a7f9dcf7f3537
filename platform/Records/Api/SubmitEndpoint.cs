using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Disclosing;
using Entente.Records.Drafts;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Entente.Shared.Localisation;
using Entente.SignIn;
using Npgsql;

namespace Entente.Records.Api;

/// <summary>
/// Declares by program: <c>POST /api/{body}/{definition}</c> with a program's key and, so that it is done once, <c>Idempotency-Key</c>;
/// and takes the steps of the workflow.
/// </summary>
public static class SubmitEndpoint
{
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>Open to whoever has a key, which each asks for itself: a session's cookie does not do, so that no page elsewhere can use it.</summary>
    public static void MapSubmissions(this WebApplication app)
    {
        app.MapPost("/api/{body}/{definition}", Submit).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/api/{body}/{definition}/{id:guid}/steps/{step}", Step).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/api/{body}/{definition}/{id:guid}/show-to", Readers).AllowAnonymous().DisableAntiforgery();
        ForPartiesEndpoint.Map(app);
        EntriesEndpoint.Map(app);
    }

    private static async Task<IResult> Submit(HttpContext context, string body, string definition, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door, TimeProvider time)
    {
        var begun = await Begin(context, body, definition, bodies, definitions);
        return begun.Refused ?? await Do(context, begun, Command(begun.Submission, begun.Published, begun.Party, time), door);
    }

    private static async Task<IResult> Step(HttpContext context, string body, string definition, Guid id, string step, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door, Shared.Data.Database database)
    {
        var begun = await Begin(context, body, definition, bodies, definitions);
        if (begun.Refused is not null)
            return begun.Refused;
        var (submission, published) = (begun.Submission, begun.Published);
        var submits = published.Definition.Workflow.Step(step)?.Submits == true;
        var drafted = submits && !submission.HasContent ? await Drafted(database, published, id, context.RequestAborted) : default;
        return await Do(context, begun, new Take(id, body, definition, step, submission.Expected)
        {
            Content = !submits ? null : submission.HasContent ? submission.Content : drafted.Content,
            Draft = drafted.Draft,
            Reason = submission.Reason,
            Valid = submission.Valid,
            Corrects = submission.Corrects,
            Replaces = submission.Replaces,
            ShownTo = submission.ShownTo ?? drafted.ShownTo,
            Because = submission.Because ?? drafted.Because,
        }, door);
    }

    /// <summary>Other readers of what was declared: <c>{"expected": 1, "shownTo": …, "reason": …}</c>.</summary>
    private static async Task<IResult> Readers(HttpContext context, string body, string definition, Guid id, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door)
    {
        var begun = await Begin(context, body, definition, bodies, definitions);
        return begun.Refused ?? await Do(context, begun, new ShowTo(id, body, definition, begun.Submission.Expected, begun.Submission.ShownTo ?? "", begun.Submission.Reason ?? ""), door);
    }

    // What colleagues work on, where the program sends no content of its own.
    private static async Task<(Statement? Content, DraftRead? Draft, string? ShownTo, string? Because)> Drafted(Shared.Data.Database database, PublishedDefinition published, Guid id, CancellationToken cancel)
    {
        await using NpgsqlConnection connection = await database.OpenWriter(cancel);
        if (await DraftReading.Read(connection, id, cancel: cancel) is not { } found || found.Open.DefinitionVersion != published.Version)
            return default;
        var (shownTo, because) = await ChoiceReading.Drafted(connection, id, cancel);
        return (found.Draft.Content(published.Definition), new DraftRead(found.Open.Generation, found.Draft.Through), shownTo, because);
    }

    internal static async Task<Begun> Begin(HttpContext context, string body, string definition, BodyCatalogue bodies, DefinitionCatalogue definitions)
    {
        if (context.Features.Get<KeyUse>() is not { } use || use.Person.Holdings is not [var holding])
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return new Begun(new Problem(StatusCodes.Status401Unauthorized, "no-key"));
        }
        if (holding.Body != body || bodies.Find(body) is not { } described || definitions.Find(body, definition) is not { } published)
            return new Begun(Problem.NotThere);
        var read = await Read(context.Request.BodyReader, published, context.RequestAborted);
        if (read.Submission is not { } submission)
            return new Begun(read.TooLarge ? new Problem(StatusCodes.Status413PayloadTooLarge, "too-large") : new Problem(StatusCodes.Status400BadRequest, "unreadable"));
        if (submission.Faults.Count == 0)
            submission.Faults.AddRange(await NamedEntries.Read(context, use.Person, described, published, submission));
        return submission.Faults.Count > 0
            ? new Begun(new Problem(StatusCodes.Status422UnprocessableEntity, "wrong") { Faults = submission.Faults, About = (described, published) })
            : new Begun(null) { Body = described, Published = published, Submission = submission, Digest = SHA256.HashData([.. Encoding.UTF8.GetBytes(context.Request.Path), .. read.Digest]), Actor = Actor.Of(use), Party = holding.Party };
    }

    internal static async Task<IResult> Do(HttpContext context, Begun begun, Command wanted, Door door)
    {
        // Where entries change by request: the same command, asked for instead of done.
        var take = begun.Submission.Asks ? new RequestChange(wanted.Statement, wanted.Body, wanted.Code, Guid.CreateVersion7(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()), wanted) : wanted;
        try
        {
            var reply = await door.Do(take, begun.Actor, OnceOf(context, begun.Digest), context.RequestAborted);
            if (reply.Done)
                return Done(context, await EntriesEndpoint.Warned(context, begun, wanted, reply), begun);
            // Why it was refused would tell that there is something.
            return !Begins(take) && !await MayRead(context, take) ? Problem.NotThere : Refusal(reply, begun.Body, begun.Published);
        }
        catch (NotWritten)
        {
            context.Response.Headers.RetryAfter = "5";
            return new Problem(StatusCodes.Status503ServiceUnavailable, "not-now");
        }
    }

    private static bool Begins(Command command) => command is Open or Take { Opening: not null } or EnterOnBehalf { Opening: not null } or Import { Opening: not null } or RequestChange { Wanted: Take { Opening: not null } };

    internal static Task<bool> MayRead(HttpContext context, Command command) =>
        context.RequestServices.GetRequiredService<Readings>().As(context.Features.Get<Person>(), Showing.Nothing("whether whoever sends may know of it"), async connection =>
            await Listing.Find(connection, command.Body, command.Code, command.Statement, context.RequestAborted) is not null, context.RequestAborted);

    private static Bytes Done(HttpContext context, Reply reply, Begun begun)
    {
        var t = context.RequestServices.GetRequiredService<Words>();
        var address = $"{ApiRoom.Root}/{begun.Published.Body}/{begun.Published.Definition.Code}/{reply.Statement}";
        context.Response.Headers.Location = address;
        return new Bytes(json =>
        {
            json.WriteString("statement", reply.Statement);
            json.WriteNumber("version", reply.Version);
            json.WriteString("state", reply.State);
            if (reply.Commitment is { } commitment)
            {
                json.WriteString("commitment", Convert.ToHexStringLower(commitment));
                if (reply.Place is { } place)
                    json.WriteNumber("place", place);
                json.WriteString("receipt", $"{address}/receipt.json?version={reply.Version}");
            }
            json.WriteStartArray("faults");
            FaultJson.Write(json, reply.Faults, t, begun.Published.Definition, begun.Body);
            json.WriteEndArray();
        }) { Status = reply.Again || (reply.Commitment is null && reply.Version > 0) ? StatusCodes.Status200OK : StatusCodes.Status201Created };
    }

    internal static Problem Refusal(Reply reply, Body body, PublishedDefinition published)
    {
        var rules = reply.Faults.Select(fault => fault.Rule).ToHashSet(StringComparer.Ordinal);
        if (rules.Contains(Refusals.NotThere))
            return Problem.NotThere;
        var (status, kind) = rules.Overlaps([Refusals.MayNot, Refusals.FourEyes, Refusals.OwnRequest]) ? (StatusCodes.Status403Forbidden, "may-not")
            : rules.Overlaps([Refusals.Moved, Refusals.AlreadyDeclared, Refusals.AlreadyThere, Refusals.KeyUsed, Refusals.WrongState, Refusals.RequestOpen, Refusals.NoRequest]) ? (StatusCodes.Status409Conflict, "conflict")
            : (StatusCodes.Status422UnprocessableEntity, "wrong");
        return new Problem(status, kind) { Faults = reply.Faults, About = (body, published) };
    }

    /// <summary>The step that only begins a statement, whose content comes later: colleagues', or a file's.</summary>
    private const string OpenOnly = "open";

    private static Command Command(Submission submission, PublishedDefinition published, string? party, TimeProvider time)
    {
        var definition = published.Definition;
        var begins = submission.Statement is null || submission.Expected == 0;
        if (submission.Step == OpenOnly)
            return new Open(submission.Statement ?? Guid.CreateVersion7(time.GetUtcNow()), published.Body, definition.Code, new Subject(submission.Party ?? party, submission.Period, ShownTo: submission.ShownTo));
        var step = submission.Step ?? definition.Workflow.From(definition.Workflow.First.Code).FirstOrDefault(step => step.Submits)?.Code ?? "submit";
        return new Take(submission.Statement ?? Guid.CreateVersion7(time.GetUtcNow()), published.Body, definition.Code, step, submission.Expected)
        {
            Opening = begins ? new Subject(submission.Party ?? party, submission.Period, ShownTo: submission.ShownTo) : null,
            Content = submission.Content,
            Reason = submission.Reason,
            Valid = submission.Valid,
            Corrects = submission.Corrects,
            Replaces = submission.Replaces,
            ShownTo = begins ? null : submission.ShownTo,
            Because = submission.Because,
        };
    }

    private static Once? OnceOf(HttpContext context, byte[] digest) =>
        context.Request.Headers["Idempotency-Key"] is [{ Length: > 0 and <= Once.Longest } key] ? new Once(key, digest) : null;

    private static async Task<(Submission? Submission, byte[] Digest, bool TooLarge)> Read(PipeReader body, PublishedDefinition published, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.Buffer.Length > Largest)
                return (null, [], true);
            if (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            try
            {
                var json = read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray();
                return (json.IsEmpty ? new Submission(published.Definition) : Submission.Read(published.Definition, json), SHA256.HashData(json), false);
            }
            catch (JsonException)
            {
                return (null, [], false);
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
        }
    }

    /// <summary>What every change begins with: who, what, and what was sent.</summary>
    internal sealed record Begun(IResult? Refused)
    {
        public Body Body { get; init; } = null!;

        public PublishedDefinition Published { get; init; } = null!;

        public Submission Submission { get; init; } = null!;

        public byte[] Digest { get; init; } = [];

        public Actor Actor { get; init; } = null!;

        public string? Party { get; init; }
    }
}
