using System.Globalization;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Drafts;
using Entente.Records.Reading;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Entente.Records.Files;

/// <summary>
/// Files over HTTP: tus 1.0 (core, creation, termination) for browsers with scripts and for programs, a plain form for all
/// others, and the way out through the audience check.
/// </summary>
internal sealed class FilesEndpoint(Readings readings, Uploads uploads, FileFolder folder, DefinitionOf definitions, PartyKeys keys)
{
    private const string Version = "1.0.0";
    private const string PieceType = "application/offset+octet-stream";

    public static void Map(WebApplication app)
    {
        // What is public anybody may fetch; who may send is asked of each.
        var open = app.MapGroup("").AllowAnonymous();
        var unlimited = new NoLimit();
        const string of = "/bodies/{body}/{definition}/{id:guid}/files";
        open.MapMethods(of, [HttpMethods.Options], (HttpContext context) => Says(context, StatusCodes.Status204NoContent));
        open.MapPost(of, (string body, string definition, Guid id, HttpContext context, FilesEndpoint files, PlainUpload plain) =>
            context.Request.HasFormContentType ? plain.Take(context, body, definition, id) : files.Begin(context, body, definition, id)).WithMetadata(unlimited);
        open.MapMethods("/files/{file:guid}", [HttpMethods.Head], (Guid file, HttpContext context, FilesEndpoint files) => files.Offset(context, file));
        open.MapPatch("/files/{file:guid}", (Guid file, HttpContext context, FilesEndpoint files) => files.Take(context, file)).WithMetadata(unlimited);
        open.MapDelete("/files/{file:guid}", (Guid file, HttpContext context, FilesEndpoint files) => files.GiveUp(context, file));
        open.MapGet("/files/{file:guid}", (Guid file, HttpContext context, FilesEndpoint files) => files.Give(context, file));
    }

    private async Task<IResult> Begin(HttpContext context, string body, string definition, Guid id)
    {
        if (IsStranger(context))
            return Says(context, StatusCodes.Status401Unauthorized);
        if (!Speaks(context))
            return Says(context, StatusCodes.Status412PreconditionFailed);
        if (!long.TryParse(context.Request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return Says(context, StatusCodes.Status400BadRequest);
        if (size > FileSettings.LargestFile)
            return Says(context, StatusCodes.Status413PayloadTooLarge);
        var said = Metadata(context.Request.Headers["Upload-Metadata"]);
        var (subject, refused) = await Find(context, body, definition, id, said.GetValueOrDefault("section"), said.GetValueOrDefault("field"));
        if (subject is null)
            return Says(context, refused);
        if (await uploads.Begin(subject, said.GetValueOrDefault("filename") ?? "", size, Me(context).Id, context.RequestAborted) is not { } file)
            return Says(context, StatusCodes.Status507InsufficientStorage);
        context.Response.Headers.Location = $"/files/{file}";
        return Says(context, StatusCodes.Status201Created);
    }

    private async Task<IResult> Offset(HttpContext context, Guid id)
    {
        if (IsStranger(context))
            return Says(context, StatusCodes.Status401Unauthorized);
        if (await Own(context, id) is not { } file)
            return Says(context, StatusCodes.Status404NotFound);
        context.Response.Headers["Upload-Offset"] = file.Received.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Upload-Length"] = file.Size.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Upload-State"] = StoredFile.Word(file.State);
        context.Response.Headers.CacheControl = "no-store";
        return Says(context, file is { State: FileState.Refused, Sha256: null } ? StatusCodes.Status410Gone : StatusCodes.Status200OK);
    }

    private async Task<IResult> Take(HttpContext context, Guid id)
    {
        if (IsStranger(context))
            return Says(context, StatusCodes.Status401Unauthorized);
        if (!Speaks(context))
            return Says(context, StatusCodes.Status412PreconditionFailed);
        if (context.Request.ContentType != PieceType)
            return Says(context, StatusCodes.Status415UnsupportedMediaType);
        if (!long.TryParse(context.Request.Headers["Upload-Offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return Says(context, StatusCodes.Status400BadRequest);
        if (await Own(context, id) is not { } file || await Accepts(context, file) is not { } accept)
            return Says(context, StatusCodes.Status404NotFound);
        var (piece, received) = await uploads.Take(file, accept, offset, context.Request.Body, context.RequestAborted);
        context.Response.Headers["Upload-Offset"] = received.ToString(CultureInfo.InvariantCulture);
        return Says(context, piece switch
        {
            Piece.Taken or Piece.Complete => StatusCodes.Status204NoContent,
            Piece.WrongOffset => StatusCodes.Status409Conflict,
            Piece.Busy => StatusCodes.Status423Locked,
            Piece.NoRoom => StatusCodes.Status507InsufficientStorage,
            _ => StatusCodes.Status415UnsupportedMediaType,
        });
    }

    private async Task<IResult> GiveUp(HttpContext context, Guid id)
    {
        if (IsStranger(context))
            return Says(context, StatusCodes.Status401Unauthorized);
        if (!Speaks(context))
            return Says(context, StatusCodes.Status412PreconditionFailed);
        if (await Own(context, id) is null)
            return Says(context, StatusCodes.Status404NotFound);
        await uploads.GiveUp(id, context.RequestAborted);
        return Says(context, StatusCodes.Status204NoContent);
    }

    private async Task<IResult> Give(HttpContext context, Guid id)
    {
        var file = await readings.As(context.Features.Get<Person>(), found => Showing.AtFile(found!.Statement, id).First(), connection => StoredFile.Find(connection, id, context.RequestAborted), context.RequestAborted);
        switch (file)
        {
            case null or { State: FileState.Arriving }:
                return Results.StatusCode(StatusCodes.Status404NotFound);
            case { State: FileState.Refused }:
                return Results.StatusCode(StatusCodes.Status410Gone);
            case { State: FileState.Waiting }:
                context.Response.Headers.RetryAfter = "10";
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            default:
                // Never shown as a page of ours, whatever it holds.
                context.Response.Headers.XContentTypeOptions = "nosniff";
                if (file.Key is { } key)
                    return keys.Find(key) is { ErasedAt: null } known
                        ? Results.File(SealedFile.Open(folder.Sealed(id), known, id, file.Size), file.Type, FileName.Clean(file.Name), enableRangeProcessing: true)
                        : Results.StatusCode(StatusCodes.Status410Gone);
                return Results.File(folder.Kept(file.Sha256!), file.Type, FileName.Clean(file.Name), enableRangeProcessing: true,
                    entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(file.Sha256!)}\""));
        }
    }

    internal async Task<(FileSubject? Subject, int Refused)> Find(HttpContext context, string body, string definition, Guid id, string? section, string? field)
    {
        var found = await readings.As(Me(context), Showing.Nothing("who may send a file to it"), async connection => (
            Subject: await DraftSubject.Find(connection, id, context.RequestAborted), Open: await DraftReading.Find(connection, id, context.RequestAborted)), context.RequestAborted);
        if (found.Subject is not { } subject || found.Open is null || subject.Body != body || subject.Definition != definition
            || await definitions(body, definition, found.Open.DefinitionVersion, context.RequestAborted) is not { } described)
            return (null, StatusCodes.Status404NotFound);
        if (!subject.MayEnter(Me(context), described.Workflow, found.Open.ByBody))
            return (null, StatusCodes.Status403Forbidden);
        return described.Section(section ?? "")?.Field(field ?? "") is { Type: FieldType.File } asked
            ? (new FileSubject(id, body, subject.Party, section!, field!, asked.Accept, asked.Confidential), 0)
            : (null, StatusCodes.Status400BadRequest);
    }

    // Only whoever began a file goes on with it.
    private Task<StoredFile?> Own(HttpContext context, Guid id) => readings.As(Me(context), Showing.Nothing("how far a file of their own has come"), async connection =>
        await StoredFile.Find(connection, id, context.RequestAborted) is { } file && file.SentBy == Me(context).Id ? file : null, context.RequestAborted);

    private async Task<IReadOnlyList<string>?> Accepts(HttpContext context, StoredFile file) => await readings.As(Me(context), Showing.Nothing("what kinds of file the form takes"), async connection =>
        await DraftSubject.Find(connection, file.Statement, context.RequestAborted) is { } subject && await DraftReading.Find(connection, file.Statement, context.RequestAborted) is { } open
            && await definitions(subject.Body, subject.Definition, open.DefinitionVersion, context.RequestAborted) is { } described && subject.MayEnter(Me(context), described.Workflow, open.ByBody)
            ? described.Section(file.Section)?.Field(file.Field)?.Accept : null, context.RequestAborted);

    // Whoever sends has signed in; a page whose session ended understands this status.
    private static bool IsStranger(HttpContext context) => context.Features.Get<Person>() is null;

    private static Person Me(HttpContext context) => context.Features.Get<Person>()!;

    // A page of another site cannot send this header without being asked first, which it is not allowed.
    private static bool Speaks(HttpContext context) => context.Request.Headers["Tus-Resumable"] == Version;

    private static IResult Says(HttpContext context, int status)
    {
        var headers = context.Response.Headers;
        headers["Tus-Resumable"] = Version;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,termination";
        headers["Tus-Max-Size"] = FileSettings.LargestFile.ToString(CultureInfo.InvariantCulture);
        return Results.StatusCode(status);
    }

    private static Dictionary<string, string> Metadata(string? header)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', 2);
            var bytes = new byte[pair.Length];
            if (Convert.TryFromBase64String(parts.Length > 1 ? parts[1] : "", bytes, out var length))
                said[parts[0]] = Encoding.UTF8.GetString(bytes, 0, length);
        }
        return said;
    }

    private sealed class NoLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => null;
    }
}
