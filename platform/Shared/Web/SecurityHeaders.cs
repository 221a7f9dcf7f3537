using Entente.Bodies;

namespace Entente.Shared.Web;

/// <summary>
/// What every answer says to the browser: nothing from elsewhere, nothing inline, no frames, nothing kept of what a
/// signed-in person saw.
/// </summary>
public static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; object-src 'none'; "
        + "manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
        + "require-trusted-types-for 'script'; trusted-types entente entente-offline";

    private const string Permissions =
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), fullscreen=(self), "
        + "geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), "
        + "serial=(), usb=(), xr-spatial-tracking=()";

    private static readonly (string Name, string Value)[] Always =
    [
        ("Content-Security-Policy", Policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", Permissions),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Origin-Agent-Cluster", "?1"),
    ];

    // Every name under this one as well: a cookie that a neighbour plants over plain http would reach us too.
    private static readonly (string Name, string Value)[] Secure = [.. Always, ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")];

    /// <summary>What every answer carries, whatever it is.</summary>
    public static IReadOnlyList<(string Name, string Value)> Sent(bool secure) => secure ? Secure : Always;

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var secure = app.Services.GetRequiredService<Settings>().Secure;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() => { Set(context, secure); return Task.CompletedTask; });
            return next(context);
        });
    }

    private static void Set(HttpContext context, bool secure)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in secure ? Secure : Always)
            headers[name] = value;
        if (context.Features.Get<Person>() is not null)
            headers.CacheControl = "no-store";
        else if (headers.CacheControl.Count == 0)
            headers.CacheControl = "private, no-cache";
    }
}
