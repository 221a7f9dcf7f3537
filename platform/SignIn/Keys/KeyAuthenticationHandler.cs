using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Entente.SignIn;

/// <summary>Recognises a program by <c>Authorization: Bearer entente_…</c>, under /api only: pages are for people.</summary>
public sealed class KeyAuthenticationHandler(ProgramKeys keys, Attempts attempts, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "key";

    private const string Bearer = "Bearer ";

    /// <summary>The scheme for this request; null: the one for people.</summary>
    public static string? Select(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && context.Request.Headers.Authorization.Count > 0 ? Name : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var text = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
        if (text is not null && await keys.Find(text, Context.Connection.RemoteIpAddress, Context.RequestAborted) is { } use)
        {
            Context.Features.Set(use.Person);
            Context.Features.Set(use);
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, use.Person.Id.ToString()), new Claim(ClaimTypes.Name, use.Person.Name)], Scheme.Name)), Scheme.Name));
        }
        // A key cannot be guessed; counting keeps whoever tries from asking the database all day.
        if (await attempts.Take(Allowance.Network, Attempts.NetworkOf(Context.Connection.RemoteIpAddress), Context.RequestAborted) is { } wait)
            Context.Features.Set(new KeyRefused(wait));
        else
            Context.Features.Set(new KeyRefused(null));
        return AuthenticateResult.Fail("The key is not known.");
    }

    /// <summary>Between recognising and answering: a wrong key is told so rather than answered as the public, and a right one reads with its post alone.</summary>
    public static async Task Narrow(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<KeyRefused>() is { } refused)
        {
            context.Response.StatusCode = refused.Wait is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests;
            if (refused.Wait is { } wait)
                context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            else
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return;
        }
        if (context.Features.Get<KeyUse>() is { } use)
            ReadingPost.Only = use.Holding;
        await next(context);
    }

    private sealed record KeyRefused(TimeSpan? Wait);
}
