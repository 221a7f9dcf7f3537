using System.Globalization;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Entente.SignIn;

namespace Entente.Records.Api;

/// <summary>
/// What programs do to entries of registers: <c>POST …/{id}/acts/{act}</c> ends one, brings it back, merges, splits, takes the last of
/// these back; and, where entries change only by request, the requests and the word on them.
/// </summary>
internal static class EntriesEndpoint
{
    public const string ProbablySame = "probably-same";
    private const int MostRequests = 500;

    public static readonly IReadOnlyList<Act> Acts = [Act.End, Act.Reinstate, Act.Merge, Act.Split, Act.Undo];

    public static void Map(WebApplication app)
    {
        // Whoever has a key: each asks for it, as for every other change.
        var open = app.MapGroup("/api/{body}/{definition:register}").AllowAnonymous().DisableAntiforgery();
        open.MapPost("{id:guid}/acts/{act:regex(^(end|reinstate|merge|split|undo)$)}", Do);
        open.MapPost("{id:guid}/requests/{request:guid}/{word:regex(^(agree|refuse|withdraw)$)}", Answer);
        open.MapGet("requests", (HttpContext context, string body, string definition, DefinitionCatalogue definitions, RequestReading requests) => List(context, body, definition, null, definitions, requests));
        open.MapGet("{id:guid}/requests", (HttpContext context, string body, string definition, Guid id, DefinitionCatalogue definitions, RequestReading requests) => List(context, body, definition, id, definitions, requests));
    }

    private static async Task<IResult> Do(HttpContext context, string body, string definition, Guid id, string act, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door, TimeProvider time)
    {
        var begun = await SubmitEndpoint.Begin(context, body, definition, bodies, definitions);
        if (begun.Refused is not null)
            return begun.Refused;
        var sent = begun.Submission;
        var known = Enum.Parse<Act>(act, ignoreCase: true);
        // Whoever may not read the other entry is not to learn that it is there.
        if (known == Act.Merge && sent.Into is { } into && !await SubmitEndpoint.MayRead(context, new Open(into, body, definition, new Subject(null))))
            return Problem.NotThere;
        Command command = known == Act.Split
            ? new Split(id, body, definition, sent.Expected, sent.From, sent.GoesOn, [.. sent.Parts.Select(part => new SplitPart(part.Entry ?? Guid.CreateVersion7(time.GetUtcNow()), part.Content))], sent.Reason ?? "")
            : new Amend(id, body, definition, known, sent.Expected, sent.From, sent.Into, sent.Reason ?? "");
        return await SubmitEndpoint.Do(context, begun, command, door);
    }

    private static async Task<IResult> Answer(HttpContext context, string body, string definition, Guid id, Guid request, string word, BodyCatalogue bodies, DefinitionCatalogue definitions, Door door)
    {
        var begun = await SubmitEndpoint.Begin(context, body, definition, bodies, definitions);
        var outcome = word switch { "agree" => RequestOutcome.Agreed, "refuse" => RequestOutcome.Refused, _ => RequestOutcome.Withdrawn };
        return begun.Refused ?? await SubmitEndpoint.Do(context, begun, new AnswerRequest(id, body, definition, request, outcome, begun.Submission.Reason), door);
    }

    private static async Task<IResult> List(HttpContext context, string body, string definition, Guid? id, DefinitionCatalogue definitions, RequestReading requests)
    {
        if (context.Features.Get<KeyUse>() is not { } use)
            return new Problem(StatusCodes.Status401Unauthorized, "no-key");
        if (definitions.Find(body, definition) is not { } published)
            return Problem.NotThere;
        var found = id is { } entry ? await requests.About(use.Person, entry, context.RequestAborted) : await requests.Of(use.Person, body, published.Definition.Code, 0, MostRequests, context.RequestAborted);
        return new Bytes(json =>
        {
            json.WriteStartArray("items");
            foreach (var one in found.Where(one => id is not null || one.Waits))
                Write(json, one);
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, EntryRequest one)
    {
        json.WriteStartObject();
        json.WriteString("id", one.Id);
        json.WriteString("statement", one.Entry);
        Maybe(json, "title", one.Title);
        Maybe(json, "party", one.Party);
        json.WriteString("act", one.Act);
        if (one.Valid is { } valid)
            StatementJson.Valid(json, valid.From ?? DateOnly.MinValue, valid.Until);
        Maybe(json, "reason", one.Reason);
        json.WriteString("askedAt", Instant(one.At));
        json.WriteString("outcome", one.Outcome is { } outcome ? outcome.ToString().ToLowerInvariant() : "waits");
        Maybe(json, "answer", one.Answer);
        if (one.SettledAt is { } at)
            json.WriteString("answeredAt", Instant(at));
        json.WriteEndObject();
    }

    /// <summary>With what an entry probably is in the register already, as far as the program may know. It stops nothing.</summary>
    public static async Task<Reply> Warned(HttpContext context, SubmitEndpoint.Begun begun, Command command, Reply reply)
    {
        if (begun.Published.Definition.Kind != DefinitionKind.Register || command is not Take { Content: { } said })
            return reply;
        var alike = await context.RequestServices.GetRequiredService<Alike>().Of(context.Features.Get<Person>(), begun.Published, reply.Statement, said, context.RequestAborted);
        return reply with
        {
            Faults = [.. reply.Faults, .. from one in alike
                                          let reason = one.Reasons[0]
                                          select new Fault(ProbablySame, CheckLevel.Warning, begun.Published.Definition.FieldAt(reason.Field)?.Section.Code, null, null, reason.Field, one.Title ?? "", one.Entry.ToString(), Math.Round(reason.Likeness * 100).ToString(CultureInfo.InvariantCulture))],
        };
    }

    private static void Maybe(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
