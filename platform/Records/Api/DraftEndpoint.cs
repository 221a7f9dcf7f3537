using System.Text.Json;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Drafts;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Entente.SignIn;
using Npgsql;

namespace Entente.Records.Api;

/// <summary>
/// The draft on which people and programs work together: <c>GET …/{id}/draft</c> says what stands in it, <c>PATCH</c> changes cells. Each
/// change has an id and counts once; one that another changed meanwhile is kept beside theirs and shown to both.
/// </summary>
internal sealed class DraftEndpoint(BodyCatalogue bodies, DefinitionCatalogue definitions, Readings readings, Drafting drafting, Database database, TimeProvider time)
{
    private const int MostChanges = 5_000;
    private const int LongestClient = 80;

    public static void Map(RouteGroupBuilder api)
    {
        const string route = "{body}/{definition}/{id:guid}/draft";
        api.MapGet(route, (HttpContext context, string body, string definition, Guid id, DraftEndpoint drafts) => drafts.Show(context, body, definition, id));
        api.MapPatch(route, (HttpContext context, string body, string definition, Guid id, DraftEndpoint drafts) => drafts.Change(context, body, definition, id)).DisableAntiforgery();
    }

    private Task<IResult> Show(HttpContext context, string body, string definition, Guid id) =>
        readings.As(context.Features.Get<Person>(), Showing.Draft(id), async connection =>
        {
            var cancel = context.RequestAborted;
            if (await Listing.Find(connection, body, definition, id, cancel) is null || await DraftReading.Read(connection, id, cancel: cancel) is not { } found
                || await definitions.Find(body, definition, found.Open.DefinitionVersion, cancel) is not { } published)
                return (IResult)Problem.NotThere;
            return new Bytes(json =>
            {
                json.WriteNumber("generation", found.Open.Generation);
                json.WriteNumber("sequence", found.Open.Sequence);
                json.WriteNumber("definitionVersion", published.Version);
                StatementJson.Content(json, found.Draft.Content(published.Definition));
                json.WriteStartArray("conflicts");
                foreach (var conflict in found.Draft.Conflicts())
                {
                    json.WriteStartObject();
                    json.WriteString("section", conflict.Section);
                    if (conflict.Row != Guid.Empty)
                        json.WriteString("row", conflict.Row);
                    if (conflict.Field is not null)
                        json.WriteString("field", conflict.Field);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }) { Marked = true };
        }, context.RequestAborted);

    private async Task<IResult> Change(HttpContext context, string body, string definition, Guid id)
    {
        var cancel = context.RequestAborted;
        if (context.Features.Get<KeyUse>() is not { } use)
            return new Problem(StatusCodes.Status401Unauthorized, "no-key");
        var subject = await readings.As(use.Person, Showing.Nothing("who may write in it"), connection => DraftSubject.Find(connection, id, cancel), cancel);
        if (subject is null || subject.Body != body || subject.Definition != definition || definitions.Find(body, definition) is not { } published || bodies.Find(body) is not { } own)
            return Problem.NotThere;
        var workflow = published.Definition.Workflow;
        var there = await readings.As(use.Person, Showing.Nothing("whether a draft is open"), connection => DraftReading.Find(connection, id, cancel), cancel);
        var byBody = there?.ByBody ?? !subject.MayEnter(use.Person, workflow, byBody: false);
        if (!subject.MayEnter(use.Person, workflow, byBody))
            return new Problem(StatusCodes.Status403Forbidden, "may-not");
        if (await Read(context) is not { Changes: { Count: <= MostChanges } changes } sent || sent.Client is { Length: 0 or > LongestClient })
            return new Problem(StatusCodes.Status400BadRequest, "unreadable");
        var open = there ?? await Open(id, published, use, byBody, cancel);
        if (sent.Generation > 0 && sent.Generation != open.Generation)
            return new Problem(StatusCodes.Status409Conflict, "conflict");
        if (await definitions.Find(body, definition, open.DefinitionVersion, cancel) is not { } under)
            return Problem.NotThere;
        var t = context.RequestServices.GetRequiredService<Words>();
        var cells = await readings.As(use.Person, Showing.Nothing("how cells are read"), connection => EntriesToName.Cells(connection, definitions, own, under.Definition, subject.Day(own.Today(time)), [.. changes.SelectMany(change => change.Asked)], cancel), cancel);
        var read = changes.Select((change, at) => (At: at, Read: (change with { Id = change.Id == Guid.Empty ? Guid.CreateVersion7() : change.Id }).Read(under.Definition, cells, Language.English, sent.Since, time.GetUtcNow()))).ToList();
        var refused = read.Where(one => one.Read.Refused is not null).ToList();
        // texts: records.draft.refused.*
        if (refused.Count > 0)
            return new Problem(StatusCodes.Status422UnprocessableEntity, "wrong") { Told = [.. refused.Select(one => ($"/changes/{one.At}", one.Read.Refused!, (one.Read.Refused == "no-answer" ? changes[one.At].Why(under.Definition, cells, t) : null) ?? t[$"records.draft.refused.{one.Read.Refused}"]))] };
        var sequence = await drafting.Append(id, open.Generation, subject.State, use.Person.Id, sent.Client ?? use.Key.ToString(), [.. read.Select(one => one.Read.Change!)], cancel);
        return sequence is { } last
            ? new Bytes(json =>
            {
                json.WriteNumber("generation", open.Generation);
                json.WriteNumber("sequence", last);
            })
            : new Problem(StatusCodes.Status409Conflict, "conflict");
    }

    private Task<OpenDraft> Open(Guid id, PublishedDefinition published, KeyUse use, bool byBody, CancellationToken cancel) => database.Write(async connection =>
        await DraftReading.Find(connection, id, cancel) ?? await drafting.Open(connection, id, published.Version, await Beginning(connection, id, published, cancel), use.Person.Id, byBody, cancel), cancel);

    // What was declared stands in the draft of its correction.
    private async Task<DraftBeginning> Beginning(NpgsqlConnection connection, Guid id, PublishedDefinition published, CancellationToken cancel)
    {
        var listed = await Listing.Find(connection, published.Body, published.Definition.Code, id, cancel);
        if (listed is not { Version: > 0 and var version } || await Listing.DefinitionVersion(connection, id, version, cancel) is not { } under
            || await definitions.Find(published.Body, published.Definition.Code, under, cancel) is not { } before)
            return DraftBeginning.Blank(published.Definition);
        return DraftBeginning.Version(await TypedRows.Load(connection, before, id, version, cancel), version);
    }

    private static async Task<SentCells?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<SentCells>(context.Request.Body, JsonSerializerOptions.Web, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
