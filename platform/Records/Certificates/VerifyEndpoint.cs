using System.Text.Json;
using Entente.Bodies;
using Entente.Records.Api;
using Entente.SignIn;

namespace Entente.Records.Certificates;

/// <summary>The same for programs: is this certificate genuine, and what is left of its lines.</summary>
internal static class VerifyEndpoint
{
    public static async Task<IResult> Verify(HttpContext context, string? number, string? code, Verification verification, Attempts attempts, TimeProvider time)
    {
        var network = Attempts.NetworkOf(context.Connection.RemoteIpAddress);
        if (await attempts.Take(VerifyPage.Wrong, network, context.RequestAborted) is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }
        context.Response.Headers.CacheControl = "no-store";
        if (await verification.Find(number, code, context.RequestAborted) is not { } found)
            return Problem.NotThere;
        await attempts.Forgive(VerifyPage.Wrong, network, context.RequestAborted);
        var said = await PublicPart.Write(found.Content);
        return new Bytes(json =>
        {
            json.WriteString("body", found.Body.Code);
            json.WriteString("definition", found.Published.Definition.Code);
            json.WriteString("number", found.Number);
            json.WriteString("party", found.Party);
            json.WriteString("status", Kebab(found.Standing.On(found.Body.Today(time))));
            json.WriteString("issuedAt", found.IssuedAt);
            if (found.Standing.LastDay is { } last)
                json.WriteString("lastDay", last.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            using var document = JsonDocument.Parse(said);
            json.WritePropertyName("content");
            document.RootElement.GetProperty("sections").WriteTo(json);
        });
    }

    public static async Task<IResult> Balances(HttpContext context, string body, string definition, Guid id, BodyCatalogue bodies, Issued issued, TimeProvider time)
    {
        if (bodies.Find(body) is not { } known || await issued.Find(context.Features.Get<Person>(), body, definition, id, context.RequestAborted) is not { } certificate)
            return Problem.NotThere;
        return new Bytes(json =>
        {
            json.WriteString("status", Kebab(certificate.Standing.On(known.Today(time))));
            json.WriteStartArray("lines");
            foreach (var line in certificate.Standing.Lines)
            {
                json.WriteStartObject();
                json.WriteNumber("line", line.Number);
                json.WriteString("row", line.Row);
                json.WriteNumber("total", line.Total);
                json.WriteNumber("used", line.Total - line.Rest);
                json.WriteNumber("left", line.Rest);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private static string Kebab(CertificateStatus status) => Shared.Localisation.Kebab.Of(status);
}
