namespace Entente.Bodies.Editing;

/// <summary>
/// The one way into a test space. Whatever the pages and endpoints behind it forget, nobody enters who was not asked to try it,
/// no program does, and nothing of a body that a space has no use for is done in one: posts, invitations, descriptions.
/// </summary>
internal sealed class TrialGate(BodyCatalogue bodies)
{
    private static readonly string[] NotThere = ["people", "invitations", "ask", "requests", "description", "trials"];

    public Task Pass(HttpContext context, RequestDelegate next)
    {
        if (Under(context.Request.Path) is not var (root, code, part) || bodies.Find(code)?.TrialOf is null || (root == "bodies" && !NotThere.Contains(part, StringComparer.OrdinalIgnoreCase) && context.Features.Get<Person>()?.In(code).Any() == true))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static (string Root, string Code, string Part)? Under(PathString path)
    {
        var parts = (path.Value ?? "").Split('/', 5);
        return parts.Length > 2 && parts[1].ToLowerInvariant() is "bodies" or "api" ? (parts[1].ToLowerInvariant(), parts[2], parts.Length > 3 ? parts[3] : "") : null;
    }
}
