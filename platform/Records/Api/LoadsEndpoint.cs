using System.Globalization;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Bulk;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Entente.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Api;

/// <summary>
/// Large tables by program: <c>PUT …/{id}/{table}</c> takes a file of any length and answers at once with the address of the load,
/// which says its place in the queue, how far it is and how fast it goes, until it became a version or was refused.
/// </summary>
internal sealed class LoadsEndpoint(Reads reads, Readings readings, DefinitionCatalogue definitions, Loads loads, TimeProvider time)
{
    private const long Largest = 1_000_000_000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("{body}/{definition}/{id:guid}/{table}", (HttpContext context, string body, string definition, Guid id, string table, LoadsEndpoint loads) => loads.Take(context, body, definition, id, table))
            .DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(Largest));
        api.MapGet("{body}/{definition}/{id:guid}/loads/{load:guid}", (HttpContext context, string body, string definition, Guid id, Guid load, LoadsEndpoint loads) => loads.Show(context, body, definition, id, load));
        api.MapDelete("{body}/{definition}/{id:guid}/loads/{load:guid}", (HttpContext context, string body, string definition, Guid id, Guid load, LoadsEndpoint loads) => loads.Stop(context, body, definition, id, load));
    }

    private async Task<IResult> Take(HttpContext context, string body, string definition, Guid id, string table)
    {
        var (use, listed, published, refused) = await Begin(context, body, definition, id);
        if (refused is not null)
            return refused;
        if (published!.Definition.Section(table) is not { IsTable: true })
            return Problem.NotThere;
        // A file of rows is kept while it waits, and copied past what encrypts: such a table goes through its draft.
        if (published.Definition.IsConfidential)
            return new Problem(StatusCodes.Status409Conflict, "confidential");
        if (!LoadFile.Forms.TryGetValue(context.Request.ContentType?.Split(';')[0].Trim() ?? "", out var form))
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "no-such-form");
        var query = context.Request.Query;
        var step = query["step"] is [{ Length: > 0 } given] ? published.Definition.Workflow.Step(given) : published.Definition.Workflow.From(listed!.State).FirstOrDefault(one => one.Submits);
        if (step is not { Submits: true })
            return new Problem(StatusCodes.Status409Conflict, "conflict");
        if (!Actor.Of(use!).May(step.By, body, listed!.Party))
            return new Problem(StatusCodes.Status403Forbidden, "may-not");
        var expected = int.TryParse(query["expected"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : listed.Version;
        var load = new Load(Guid.CreateVersion7(time.GetUtcNow()), id, body, definition, table, listed.Party, step.Code, expected, query["excuse"] is [{ Length: > 0 and <= 2000 } excuse] ? excuse : null, form, 0, use!.Person.Id, use.Key, time.GetUtcNow(), Day(query["from"]), Day(query["until"]), published.Version);
        var taken = await loads.Receive(load, context.Request.Body, context.RequestAborted);
        context.Response.Headers.Location = $"{ApiRoom.Root}/{body}/{definition}/{id}/loads/{taken}";
        return new Bytes(json => json.WriteString("load", taken)) { Status = StatusCodes.Status202Accepted };
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private async Task<IResult> Show(HttpContext context, string body, string definition, Guid id, Guid load)
    {
        var cancel = context.RequestAborted;
        var shown = await readings.As(context.Features.Get<Person>(), Showing.History(id), async connection =>
            await reads.Find(connection, body, definition, id, null, cancel) is null ? null : (await Loads.Of(connection, id, cancel)).FirstOrDefault(one => one.Id == load), cancel);
        if (shown is null)
            return Problem.NotThere;
        var ahead = shown.State == "waiting" ? (await loads.Ahead(cancel)).GetValueOrDefault(load) : 0;
        var now = time.GetUtcNow();
        return new Bytes(json =>
        {
            json.WriteString("load", shown.Id);
            json.WriteString("state", shown.State);
            json.WriteNumber("ahead", ahead);
            json.WriteNumber("bytes", shown.Size);
            json.WriteNumber("bytesRead", shown.Taken);
            json.WriteNumber("rows", shown.Rows);
            json.WriteNumber("faults", shown.Faults);
            if (shown.RowsPerSecond(now) is { } speed)
                json.WriteNumber("rowsPerSecond", Math.Round(speed, 1));
            if (shown.Left(now) is { } left)
                json.WriteNumber("secondsLeft", Math.Ceiling(left.TotalSeconds));
            if (shown.Version is { } version)
                json.WriteNumber("version", version);
        });
    }

    private async Task<IResult> Stop(HttpContext context, string body, string definition, Guid id, Guid load)
    {
        var begun = await Begin(context, body, definition, id);
        if (begun.Refused is not null)
            return begun.Refused;
        if (!Actor.Of(begun.Use!).May(["enter", "submit"], body, begun.Listed!.Party))
            return new Problem(StatusCodes.Status403Forbidden, "may-not");
        return await loads.Cancel(id, load, context.RequestAborted) ? Results.NoContent() : new Problem(StatusCodes.Status409Conflict, "conflict");
    }

    private async Task<(KeyUse? Use, Listed? Listed, PublishedDefinition? Published, IResult? Refused)> Begin(HttpContext context, string body, string definition, Guid id)
    {
        if (context.Features.Get<KeyUse>() is not { } use)
            return (null, null, null, new Problem(StatusCodes.Status401Unauthorized, "no-key"));
        var found = await readings.As(use.Person, Showing.Nothing("who may send a file to it"), connection => reads.Find(connection, body, definition, id, null, context.RequestAborted), context.RequestAborted);
        return found is not var (listed, _, _) || definitions.Find(body, definition) is not { } published ? (use, null, null, Problem.NotThere) : (use, listed, published, null);
    }
}
