using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Bodies;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.SignIn;

namespace Entente.Records.Api;

/// <summary>Declares by program: <c>POST /api/{body}/{definition}</c> with a program's key and, so that it is done once, <c>Idempotency-Key</c>.</summary>
public static class SubmitEndpoint
{
    private const int Largest = 16 * 1024 * 1024;

    public static void MapSubmissions(this WebApplication app) =>
        app.MapPost("/api/{body}/{definition}", (Delegate)Submit).AllowAnonymous().DisableAntiforgery();

    private static async Task Submit(HttpContext context, string body, string definition, DefinitionCatalogue definitions, Door door, TimeProvider time)
    {
        var cancel = context.RequestAborted;
        if (context.Features.Get<KeyUse>() is not { } use || use.Person.Holdings is not [var holding] || holding.Body != body)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Answer(context, StatusCodes.Status401Unauthorized, null);
            return;
        }
        if (definitions.Find(body, definition) is not { } published)
        {
            await Answer(context, StatusCodes.Status404NotFound, null);
            return;
        }
        if (await Read(context.Request.BodyReader, published, cancel) is not var (submission, digest))
        {
            await Answer(context, StatusCodes.Status400BadRequest, null);
            return;
        }
        if (submission.Faults.Count > 0)
        {
            await Answer(context, StatusCodes.Status422UnprocessableEntity, new Reply(submission.Statement ?? default, 0, "", null, submission.Faults, Done: false));
            return;
        }
        try
        {
            var reply = await door.Do(Command(submission, published, holding.Party, time), Actor.Of(use), OnceOf(context, digest), cancel);
            await Answer(context, Status(reply), reply);
        }
        catch (NotWritten failed)
        {
            await Answer(context, failed.Why == NotWritten.Because.DiskFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable, null, failed.Message);
        }
    }

    private static Take Command(Submission submission, PublishedDefinition published, string? party, TimeProvider time)
    {
        var definition = published.Definition;
        var begins = submission.Statement is null || submission.Expected == 0;
        var step = submission.Step ?? definition.Workflow.From(definition.Workflow.First.Code).FirstOrDefault(step => step.Submits)?.Code ?? "submit";
        return new Take(submission.Statement ?? Guid.CreateVersion7(time.GetUtcNow()), published.Body, definition.Code, step, submission.Expected)
        {
            Opening = begins ? new Subject(submission.Party ?? party, submission.Period, ShownTo: submission.ShownTo) : null,
            Content = submission.Content,
            Reason = submission.Reason,
            Valid = submission.Valid,
            ShownTo = begins ? null : submission.ShownTo,
        };
    }

    private static Once? OnceOf(HttpContext context, byte[] digest) =>
        context.Request.Headers["Idempotency-Key"] is [{ Length: > 0 and <= Once.Longest } key] ? new Once(key, digest) : null;

    private static async Task<(Submission Submission, byte[] Digest)?> Read(PipeReader body, PublishedDefinition published, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.Buffer.Length > Largest)
                return null;
            if (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            try
            {
                var json = read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray();
                return (Submission.Read(published.Definition, json), SHA256.HashData(json));
            }
            catch (JsonException)
            {
                return null;
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
        }
    }

    private static int Status(Reply reply) =>
        reply.Done ? (reply.Again ? StatusCodes.Status200OK : StatusCodes.Status201Created)
        : reply.Faults.Any(fault => fault.Rule is Refusals.NotThere) ? StatusCodes.Status404NotFound
        : reply.Faults.Any(fault => fault.Rule is Refusals.MayNot or Refusals.FourEyes) ? StatusCodes.Status403Forbidden
        : reply.Faults.Any(fault => fault.Rule is Refusals.Moved or Refusals.AlreadyDeclared or Refusals.AlreadyThere or Refusals.KeyUsed or Refusals.WrongState) ? StatusCodes.Status409Conflict
        : StatusCodes.Status422UnprocessableEntity;

    private static Task Answer(HttpContext context, int status, Reply? reply, string? detail = null)
    {
        context.Response.StatusCode = status;
        var fine = status < 300;
        context.Response.ContentType = fine ? "application/json" : "application/problem+json";
        var said = new Told(fine ? null : status, detail, reply?.Statement, reply?.Version, reply?.State, reply?.Commitment is { } commitment ? Convert.ToHexStringLower(commitment) : null, reply?.Faults ?? []);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(said, ToldJson.Default.Told);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}

/// <summary>What a program is answered.</summary>
/// <param name="Status">Only when it was refused.</param>
public sealed record Told(int? Status, string? Detail, Guid? Statement, int? Version, string? State, string? Commitment, IReadOnlyList<Fault> Faults);

[JsonSerializable(typeof(Told))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class ToldJson : JsonSerializerContext;
