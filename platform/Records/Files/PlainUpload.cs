using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Drafts;
using Entente.Records.Reading;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Entente.Records.Files;

/// <summary>
/// A file sent by a form without scripts: the token and the place first, the file last. The file becomes the answer, and
/// the browser is led back to the form, where what went wrong is said.
/// </summary>
internal sealed class PlainUpload(FilesEndpoint files, Uploads uploads, Drafting drafting, Readings readings, IAntiforgery antiforgery, TimeProvider time)
{
    private const int MostFields = 20;

    /// <summary>Why a file was not taken: words of records.file.say.*.</summary>
    internal static readonly string[] Refusals = ["none", "type", "large", "room", "ended"];

    public async Task<IResult> Take(HttpContext context, string body, string definition, Guid id)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var reader = new MultipartReader(boundary, context.Request.Body) { HeadersLengthLimit = 16 * 1024 };
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } part)
            {
                if (part.AsFileSection() is { FileStream: not null } sent)
                    return await Take(context, body, definition, id, said, sent);
                if (part.AsFormDataSection() is { } field && said.Count < MostFields)
                    said[field.Name] = await field.GetValueAsync(context.RequestAborted);
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            // The line was cut, or it is no form at all.
        }
        // Sent before a file was chosen.
        return said.TryGetValue("back", out var back) && said.TryGetValue("field", out var asked) && said.ContainsKey(FormOwners.TokenField)
            ? Led(LocalPath.Safe(back), asked, "none")
            : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> Take(HttpContext context, string body, string definition, Guid id, Dictionary<string, string> said, FileMultipartSection sent)
    {
        // The header is looked at before the form, which must not be read into memory here.
        context.Request.Headers["RequestVerificationToken"] = said.GetValueOrDefault(FormOwners.TokenField) ?? "none";
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (context.Features.Get<Person>() is not { } me)
            return Results.Redirect(QueryHelpers.AddQueryString("/sign-in", "back", Back(said, $"/bodies/{body}/{definition}/{id}")));
        var (subject, refused) = await files.Find(context, body, definition, id, said.GetValueOrDefault("section"), said.GetValueOrDefault("field"));
        if (subject is null)
            return Results.StatusCode(refused);
        var back = Back(said, $"/bodies/{body}/{definition}/{id}");
        return await uploads.TakeWhole(subject, sent.FileName, sent.FileStream!, me.Id, context.RequestAborted) switch
        {
            (Piece.Complete, { } file) => Led(back, subject.Field, await Answer(subject, file, me, context.RequestAborted) ? null : "ended"),
            (Piece.NoRoom, _) => Led(back, subject.Field, "room"),
            (Piece.WrongOffset, _) => Led(back, subject.Field, "large"),
            _ => Led(back, subject.Field, "type"),
        };
    }

    /// <summary>The file is the answer now.</summary>
    private async Task<bool> Answer(FileSubject subject, Guid file, Person me, CancellationToken cancel)
    {
        var (open, state) = await readings.As(me, Showing.Nothing("whether the draft is still open"), async connection => (
            await DraftReading.Find(connection, subject.Statement, cancel), (await DraftSubject.Find(connection, subject.Statement, cancel))?.State), cancel);
        if (open is null || state is null || !await uploads.Attach(subject.Statement, [file], cancel))
            return false;
        var answer = new Change(Guid.CreateVersion7(time.GetUtcNow()), OperationKind.Set, subject.Section, Guid.Empty, subject.Field, null, null, $"\"{file}\"", open.Sequence, time.GetUtcNow());
        return await drafting.Append(subject.Statement, open.Generation, state, me.Id, file.ToString("N"), [answer], cancel) is not null;
    }

    private static string Back(Dictionary<string, string> said, string otherwise) => said.TryGetValue("back", out var back) ? LocalPath.Safe(back) : otherwise;

    private static IResult Led(string back, string field, string? refused) => Results.Redirect(refused is null
        ? QueryHelpers.AddQueryString(back, "saved", "1")
        : QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["upload"] = refused, ["field"] = field }));
}
