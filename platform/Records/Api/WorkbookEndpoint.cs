using Entente.Bodies;
using Entente.Records.Pages;
using Entente.Records.Sent;
using Entente.Shared.Localisation;
using Entente.SignIn;

namespace Entente.Records.Api;

/// <summary>
/// A statement as a workbook by program: <c>GET …/{id}/workbook</c> gives a version, or with <c>draft=true</c> the draft;
/// <c>PUT</c> reads one into the draft, which is opened where there is none, and says what it changed and what is to be mended.
/// </summary>
internal sealed class WorkbookEndpoint(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Copies copies, Sending sending)
{
    private const long Largest = 28_000_000;

    public static void Map(RouteGroupBuilder api)
    {
        const string route = "{body}/{definition}/{id:guid}/workbook";
        api.MapGet(route, (HttpContext context, string body, string definition, Guid id, int? version, bool? draft, WorkbookEndpoint workbooks) => workbooks.Give(context, body, definition, id, version, draft == true));
        api.MapPut(route, (HttpContext context, string body, string definition, Guid id, WorkbookEndpoint workbooks) => workbooks.Take(context, body, definition, id)).DisableAntiforgery();
    }

    private async Task<IResult> Give(HttpContext context, string body, string definition, Guid id, int? version, bool draft)
    {
        var (cancel, reader) = (context.RequestAborted, context.Features.Get<Person>());
        if (await Find(reader, body, definition, id, cancel) is not var (own, published, head))
            return Problem.NotThere;
        var wanted = new Wanted(SentKind.Xlsx, null, context.RequestServices.GetRequiredService<Words>(), await desks.Cells(reader, own, published.Definition, head, cancel));
        var file = !draft ? await copies.Version(reader, own, head, version ?? head.Version, wanted, cancel)
            : reader is not null && await desks.Find(reader, own, published, head, cancel) is { } desk ? await copies.Draft(await Drafted(desk, published, cancel), desk, wanted, cancel) : null;
        return file is null ? Problem.NotThere : Results.File(file, Copies.WorkbookType, $"{body}-{definition}.xlsx");
    }

    private async Task<IResult> Take(HttpContext context, string body, string definition, Guid id)
    {
        var cancel = context.RequestAborted;
        if (context.Features.Get<KeyUse>() is not { } use)
            return new Problem(StatusCodes.Status401Unauthorized, "no-key");
        if (await Find(use.Person, body, definition, id, cancel) is not var (own, published, head))
            return Problem.NotThere;
        var there = await desks.Find(use.Person, own, published, head, cancel);
        var subject = new Drafts.DraftSubject(id, body, definition, head.Party, head.State);
        if (!subject.MayEnter(use.Person, published.Definition.Workflow, there?.Open.ByBody == true))
            return new Problem(StatusCodes.Status403Forbidden, "may-not");
        if (await Received(context.Request, cancel) is not { } bytes)
            return new Problem(StatusCodes.Status413PayloadTooLarge, "too-large");
        if (there is null && published.Definition.MayBeSealed && !subject.MayEnter(use.Person, published.Definition.Workflow, byBody: false))
            return new Problem(StatusCodes.Status403Forbidden, "may-not");
        if (there is null)
            await desks.Begin(use.Person, own, published, id, head.Party, head.Period, byBody: !subject.MayEnter(use.Person, published.Definition.Workflow, byBody: false), cancel);
        var desk = (await desks.Find(use.Person, own, published, head, cancel))!;
        var t = context.RequestServices.GetRequiredService<Words>();
        var cells = await desks.Cells(use.Person, own, desk.Definition, head, cancel);
        var reception = await sending.Take(use.Person, own, desk, cells, new Arrived("workbook.xlsx", SentKind.Xlsx, null, t.Language, () => new MemoryStream(bytes, writable: false)), cancel);
        if (reception.Ended)
            return new Problem(StatusCodes.Status409Conflict, "conflict");
        if (reception.Understood.Refused)
            return new Problem(StatusCodes.Status422UnprocessableEntity, "wrong") { Faults = reception.Understood.Faults, About = (own, published) };
        var after = await desks.Find(use.Person, own, published, head, cancel) ?? desk;
        return new Bytes(json =>
        {
            json.WriteNumber("changes", reception.Understood.Changes.Count);
            json.WriteNumber("aside", reception.Understood.Aside);
            json.WriteStartArray("faults");
            FaultJson.Write(json, Sending.Faults(reception.Understood, after), t, desk.Definition, own);
            json.WriteEndArray();
        });
    }

    private async Task<(Body Body, PublishedDefinition Published, Filed Head)?> Find(Person? reader, string body, string definition, Guid id, CancellationToken cancel) =>
        bodies.Find(body) is { } own && definitions.Find(body, definition) is { } published && await desks.Head(reader, body, definition, id, cancel) is { } head ? (own, published, head) : null;

    private async Task<PublishedDefinition> Drafted(Desk desk, PublishedDefinition published, CancellationToken cancel) =>
        await definitions.Find(published.Body, published.Definition.Code, desk.Open.DefinitionVersion, cancel) ?? published;

    // No more is held than a workbook may weigh.
    private static async Task<byte[]?> Received(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Largest)
            return null;
        using var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        while (await request.Body.ReadAsync(block, cancel) is > 0 and var read)
        {
            if (bytes.Length + read > Largest)
                return null;
            bytes.Write(block, 0, read);
        }
        return bytes.ToArray();
    }
}
