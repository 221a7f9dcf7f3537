using System.Globalization;

namespace Entente.Shared.Web;

/// <summary>Where to report a weakness (RFC 9116).</summary>
public static class SecurityContact
{
    public static void MapSecurityContact(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<Settings>();
        var address = settings.Root;
        var contact = settings.SecurityContact ?? $"{address}/help";
        app.MapGet("/.well-known/security.txt", (TimeProvider time) =>
        {
            // Whole months, so that two nodes and two readings of one day agree.
            var today = time.GetUtcNow();
            var expires = new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(7);
            return Results.Text(Text(address, contact, expires), "text/plain; charset=utf-8");
        }).AllowAnonymous();
    }

    private static string Text(string address, string contact, DateTimeOffset expires) =>
        $"""
        Contact: {contact}
        Expires: {expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}
        Preferred-Languages: en, fr, es, pt, ar
        Canonical: {address}/.well-known/security.txt

        """;
}
