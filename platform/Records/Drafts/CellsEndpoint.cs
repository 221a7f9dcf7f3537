using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Files;
using Entente.Records.Interchange;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Shared.Localisation;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;

namespace Entente.Records.Drafts;

/// <summary>
/// <c>/bodies/{body}/{definition}/{id}/cells</c>: POST adds changes and answers what others changed meanwhile, GET answers
/// only that. Somebody whose session ended gets a 401 and keeps what was typed; a draft that ended answers 409.
/// </summary>
internal sealed class CellsEndpoint(Readings readings, Drafting drafting, People people, DefinitionOf definitions, BodyCatalogue bodies, Uploads uploads, IAntiforgery antiforgery, FormOwners owners, DefinitionCatalogue catalogue, TimeProvider time)
{
    private const int MostChanges = 5_000;
    private const long MostTold = 5_000;
    private const int LongestClient = 80;
    private const string TokenHeader = "X-Form-Token";

    public static void Map(WebApplication app)
    {
        const string route = "/bodies/{body}/{definition}/{id:guid}/cells";
        var cells = app.MapGroup("").RequireAuthorization();
        cells.MapGet(route, (string body, string definition, Guid id, long? since, string? client, string? who, int? token, HttpContext context, CellsEndpoint desk) => desk.Tell(context, body, definition, id, since ?? 0, client, who, token is not null));
        cells.MapPost(route, (string body, string definition, Guid id, SentCells sent, HttpContext context, CellsEndpoint desk) => desk.Take(context, body, definition, id, sent))
            .WithMetadata(new Longest(4_000_000));
    }

    private async Task<IResult> Tell(HttpContext context, string body, string definition, Guid id, long since, string? client, string? who, bool token)
    {
        if (!IsOf(context, who))
            return SomebodyElse();
        if (await Find(context, body, definition, id, []) is not { } found)
            return Results.NotFound();
        // A page that was kept for weeks has an old one, and asks for it; another need not carry it every time.
        if (token)
            context.Response.Headers[TokenHeader] = antiforgery.GetAndStoreTokens(context).RequestToken;
        return found.Open is null ? Ended(null) : await Answer(context, found, since, client, []);
    }

    private async Task<IResult> Take(HttpContext context, string body, string definition, Guid id, SentCells sent)
    {
        // A page says in headers what is the same each time, a program in what it sends.
        if (!IsOf(context, sent.Who ?? context.Request.Headers["Draft-Who"]))
            return SomebodyElse();
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.Json(new { why = "form-token" }, statusCode: StatusCodes.Status400BadRequest);
        var changes = sent.Changes ?? [];
        if (changes.Count > MostChanges || (sent.Client ?? context.Request.Headers["Draft-Client"]) is not { Length: > 0 and <= LongestClient } client)
            return Results.StatusCode(changes.Count > MostChanges ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
        if (await Find(context, body, definition, id, [.. changes.SelectMany(change => change.Asked)]) is not { } found)
            return Results.NotFound();
        if (found.Open is null || found.Open.Generation != sent.Generation)
            return Ended(found.Open);
        var me = context.Features.Get<Person>()!;
        if (!found.Subject.MayEnter(me, found.Definition!.Workflow, found.Open.ByBody))
            return Results.Json(new { why = "may-not" }, statusCode: StatusCodes.Status403Forbidden);
        var words = context.RequestServices.GetRequiredService<Words>();
        var read = new List<(Guid Id, (Change? Change, string? Refused) Read)>();
        foreach (var change in changes)
            read.Add((change.Id, await Attached(id, found.Definition, change.Read(found.Definition, found.Cells, Language.Find(sent.Language) ?? words.Language, sent.Since, time.GetUtcNow()), context.RequestAborted)));
        var taken = read.Where(one => one.Read.Change is not null).Select(one => one.Read.Change!).ToList();
        if (taken.Count > 0 && await drafting.Append(id, sent.Generation, found.Subject.State, me.Id, client, taken, context.RequestAborted) is null)
            return Ended(null);
        // texts: records.draft.refused.*
        var refused = read.Where(one => one.Read.Refused is not null).Select(one => new Refused(one.Id, one.Read.Refused!, (one.Read.Refused == "no-answer" ? changes.First(change => change.Id == one.Id).Why(found.Definition, found.Cells, words) : null) ?? words[$"records.draft.refused.{one.Read.Refused}"]));
        return await Answer(context, found, sent.Since, client, [.. refused]);
    }

    // An answer that names a file keeps it; one that names another statement's file, or half of one, is no answer.
    private async Task<(Change? Change, string? Refused)> Attached(Guid statement, Definition definition, (Change? Change, string? Refused) read, CancellationToken cancel)
    {
        if (read.Change is not { Field: { } code, Now: { } now } change || definition.Section(change.Section)?.Field(code) is not { Type: FieldType.File } field)
            return read;
        return DraftAnswers.Read(field, now) is not { HasValue: true, Value: var named } || (Guid.TryParse(named.AsText, out var file) && await uploads.Attach(statement, [file], cancel)) ? read : (null, "no-file");
    }

    private Task<Found?> Find(HttpContext context, string body, string definition, Guid id, IReadOnlyCollection<string> asked) =>
        readings.As(context.Features.Get<Person>(), Showing.Nothing("who may write in it, and how its cells are read"), async connection =>
        {
            var subject = await DraftSubject.Find(connection, id, context.RequestAborted);
            if (subject is null || subject.Body != body || subject.Definition != definition)
                return null;
            var open = await DraftReading.Find(connection, id, context.RequestAborted);
            var version = open is null ? null : await definitions(body, definition, open.DefinitionVersion, context.RequestAborted);
            if ((open is not null && version is null) || bodies.Find(body) is not { } own)
                return null;
            var day = subject.Day(own.Today(time));
            return new Found(subject, open, version, version is null ? new CellText(own, day) : await EntriesToName.Cells(connection, catalogue, own, version, day, asked, context.RequestAborted));
        }, context.RequestAborted);

    private async Task<IResult> Answer(HttpContext context, Found found, long since, string? client, IReadOnlyList<Refused> refused)
    {
        var open = found.Open!;
        if (open.Sequence - since > MostTold)
            return Results.Json(new ToldCells(open.Sequence, [], [], refused, []) { Reload = true }, ToldCells.Brief);
        var me = context.Features.Get<Person>()!;
        var news = await readings.As(me, Showing.Draft(found.Subject.Id), connection => DraftReading.Since(connection, open, since, client, time.GetUtcNow(), context.RequestAborted), context.RequestAborted);
        if (news is null)
            return Ended(null);
        var names = new Dictionary<Guid, string>();
        foreach (var person in news.Others.Select(other => other.Person).Concat(news.Cells.Where(cell => cell.Contested).SelectMany(cell => cell.Rivals).Select(rival => rival.By).OfType<Guid>()).Distinct())
            names[person] = person == me.Id ? me.Name : (await people.Find(person, context.RequestAborted))?.Name ?? "";
        var language = context.RequestServices.GetRequiredService<Words>().Language;
        return Results.Json(new ToldCells(news.Sequence, [.. news.Cells.SelectMany(cell => Told(cell, found, names, language))], news.Rows, refused,
            [.. news.Others.Where(other => other.Person != me.Id).Select(other => new ToldColleague(names[other.Person], other.At))]), ToldCells.Brief);
    }

    private static IEnumerable<ToldCell> Told(CellNews cell, Found found, Dictionary<Guid, string> names, Language language)
    {
        if (found.Definition!.Section(cell.Section)?.Field(cell.Field) is { } field)
            yield return new ToldCell(cell.Section, cell.Row, cell.Field, [.. cell.Rivals.Select(rival => new ToldValue(
                Wording.Write(found.Cells, field, rival.Now, language, cell.Row != Guid.Empty), rival.Now is null ? null : JsonElement.Parse(rival.Now), cell.Contested && rival.By is { } by ? names.GetValueOrDefault(by) : null, rival.At))]);
    }

    private bool IsOf(HttpContext context, string? who) => who is null || who == owners.Mark(context);

    private static IResult SomebodyElse() => Results.Json(new { why = "somebody-else" }, statusCode: StatusCodes.Status403Forbidden);

    // With the generation that is open now, if one is: what waits on the page may be sent to it.
    private static IResult Ended(OpenDraft? open) => Results.Json(new { why = "ended", generation = open?.Generation }, statusCode: StatusCodes.Status409Conflict);

    private sealed record Found(DraftSubject Subject, OpenDraft? Open, Definition? Definition, CellText Cells);

    private sealed record Longest(long Bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Bytes;
    }
}
