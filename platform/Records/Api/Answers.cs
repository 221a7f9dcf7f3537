using System.Buffers;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Entente.Records.Api;

/// <summary>One object of JSON. Marked, it carries the digest of its bytes as ETag: nobody learns more from the mark than from the answer.</summary>
internal sealed record Bytes(Action<Utf8JsonWriter> Write) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    public bool Marked { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 12);
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json);
            json.WriteEndObject();
        }
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Marked)
        {
            var mark = Reads.Mark(buffer.WrittenSpan);
            response.Headers.ETag = mark;
            if (httpContext.Request.Headers.IfNoneMatch.Any(known => known is not null && EntityTagHeaderValue.TryParseList([known], out var tags) && tags.Any(tag => tag.Tag == mark || tag.Tag == "*")))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        response.ContentType = Reads.JsonType;
        await response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }
}

/// <summary>An answer written as it is read, however long.</summary>
internal sealed record Streamed(string ContentType, Func<Stream, Task> Write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = ContentType;
        return Write(httpContext.Response.Body);
    }
}
