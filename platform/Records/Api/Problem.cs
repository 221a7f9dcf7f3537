using System.Text.Json;
using Entente.Bodies;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Api;

/// <summary>Something wrong with the request itself, and where: a parameter ("?limit"), a header, a member.</summary>
public sealed record Slip(string Where, string What, params IReadOnlyList<(string Name, object? Value)> Values);

/// <summary>A refusal as problem+json (RFC 9457): what kind it is, in words, and everything that was wrong with its place.</summary>
/// <param name="Kind">The end of its type: unreadable, wrong, conflict …</param>
public sealed record Problem(int Status, string Kind) : IResult
{
    public IReadOnlyList<Slip> Slips { get; init; } = [];

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What was said already, with its pointer.</summary>
    public IReadOnlyList<(string Pointer, string Rule, string Says)> Told { get; init; } = [];

    /// <summary>What the faults speak of.</summary>
    public (Body Body, PublishedDefinition Published)? About { get; init; }

    public static Problem NotThere { get; } = new(StatusCodes.Status404NotFound, "not-there");

    public static string TypeOf(string kind) => $"{ApiRoom.Root}/problems/{kind}";

    // texts: records.api.problem.*.title, records.api.problem.*.detail, records.api.slip.*
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var t = httpContext.RequestServices.GetRequiredService<Words>();
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/problem+json";
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", TypeOf(Kind));
        json.WriteString("title", t[$"records.api.problem.{Kind}.title"]);
        json.WriteNumber("status", Status);
        json.WriteString("detail", t[$"records.api.problem.{Kind}.detail"]);
        json.WriteStartArray("errors");
        foreach (var slip in Slips)
            Write(json, slip, t);
        foreach (var (pointer, rule, says) in Told)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule);
            json.WriteString("level", "error");
            json.WriteString("pointer", pointer);
            json.WriteString("detail", says);
            json.WriteEndObject();
        }
        if (About is var (body, published))
            FaultJson.Write(json, Faults, t, published.Definition, body);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, Slip slip, Words t)
    {
        json.WriteStartObject();
        json.WriteString("rule", slip.What);
        json.WriteString("level", "error");
        json.WriteString("place", slip.Where);
        json.WriteString("detail", t[$"records.api.slip.{slip.What}", [.. slip.Values]]);
        json.WriteEndObject();
    }
}
