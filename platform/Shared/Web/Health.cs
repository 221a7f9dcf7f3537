using Entente.Bodies;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Shared.Web;

/// <summary>
/// For whoever watches the process. <c>/health/live</c> says that it runs and asks nothing of others: where it
/// fails, start the process again. <c>/health/ready</c> says that it can serve: the database answers, holds exactly
/// the schema this version was built for, and the bodies have been read; where it fails, send people elsewhere and
/// wait. One word as text, or each check as JSON for who asks for that.
/// </summary>
public static class Health
{
    private const string Ready = "ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", (HttpRequest request) => Answer(request, "live", [])).AllowAnonymous();
        app.MapGet("/health/ready", async (HttpRequest request, Database database, BodyCatalogue bodies, CancellationToken cancel) =>
        {
            var checks = new Dictionary<string, string>
            {
                ["database"] = await Schema(database, cancel),
                ["bodies"] = bodies.Loaded ? Ready : "the bodies have not been read yet",
            };
            return Answer(request, checks.Values.FirstOrDefault(check => check != Ready) ?? Ready, checks);
        }).AllowAnonymous();
    }

    private static IResult Answer(HttpRequest request, string status, Dictionary<string, string> checks)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var code = status is Ready or "live" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase)
            ? Results.Json(new { status, checks }, statusCode: code)
            : Results.Text(status + "\n", statusCode: code);
    }

    private static async Task<string> Schema(Database database, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            return Compare(Migration.All.Select(file => file.Number), await Migrator.Steps(database, limit.Token));
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return "the database does not answer";
        }
    }

    /// <summary>Whether the database stands where this version was built to stand.</summary>
    public static string Compare(IEnumerable<int> built, IReadOnlyCollection<int> applied)
    {
        var steps = built.ToHashSet();
        var missing = steps.Except(applied).Order().Select(step => (int?)step).FirstOrDefault();
        var unknown = applied.Except(steps).Order().Select(step => (int?)step).FirstOrDefault();
        return (missing, unknown) switch
        {
            ({ } step, _) => $"the database lacks step {step:0000}: an older version of Entente prepared it",
            (_, { } step) => $"the database holds step {step:0000}, which this version does not know: a newer one has been started",
            _ => Ready,
        };
    }
}
