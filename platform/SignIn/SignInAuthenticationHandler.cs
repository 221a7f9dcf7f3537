using System.Security.Claims;
using System.Text.Encodings.Web;
using Entente.Bodies;
using Entente.Shared.Layout;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Entente.SignIn;

/// <summary>
/// Recognises a person by the session in the database, with one look-up of the session and one of the person.
/// Rights are never kept in the cookie: a post that ended yesterday gives nothing today.
/// </summary>
public sealed class SignInAuthenticationHandler(
    Sessions sessions, People people, Site site, SignInSettings settings, KeptForms forms, TimeProvider time,
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Token.HashOf(Request.Cookies[site.Cookie(Sessions.CookieName)]) is not { } hash
            || await sessions.Find(hash, Context.RequestAborted) is not { } session)
            return AuthenticateResult.NoResult();
        var now = time.GetUtcNow();
        if (!session.Stands(now, settings.Idle))
        {
            Context.Features.Set(new EndedSession(session.Person));
            return AuthenticateResult.NoResult();
        }
        if (await people.Find(session.Person, Context.RequestAborted) is not { } person)
            return AuthenticateResult.NoResult();
        if (session.WantsSeen(now))
        {
            await sessions.Seen(session.Id, now, Context.RequestAborted);
            session = session with { LastSeenAt = now };
        }
        Context.Features.Set(person);
        Context.Features.Set(session);
        Context.Features.Set(new SessionEnd(session.EndsIfIdle(settings.Idle), SignInRoom.StayRoute));
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(person), Scheme.Name));
    }

    /// <summary>To the sign-in page and back again; a program is told so in a status it understands.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!WantsPage())
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var address = Request.PathBase + Request.Path + Request.QueryString;
        if (HttpMethods.IsPost(Request.Method) && Context.Features.Get<EndedSession>() is { } ended)
            address = await forms.Keep(Context, ended.Person) ?? address;
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = SignInPages.SignIn(address, ended: Context.Features.Get<EndedSession>() is not null);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private ClaimsPrincipal Principal(Person person) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim(ClaimTypes.Name, person.Name)], Scheme.Name));

    private bool WantsPage()
    {
        var mode = Request.Headers["Sec-Fetch-Mode"].ToString();
        var accept = Request.Headers.Accept.ToString();
        return mode is "" or "navigate" && (accept.Length == 0 || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal));
    }
}
