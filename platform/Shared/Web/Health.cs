using Entente.Shared.Data;
using Npgsql;

namespace Entente.Shared.Web;

/// <summary>
/// For whoever watches the process: <c>/health/live</c> says that it runs, <c>/health/ready</c> that it can
/// serve: the database answers and holds exactly the schema this version was built for.
/// </summary>
public static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n"));
        app.MapGet("/health/ready", async (Database database, CancellationToken cancel) =>
            await Missing(database, cancel) is { } missing
                ? Results.Text(missing + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ready\n"));
    }

    private static async Task<string?> Missing(Database database, CancellationToken cancel)
    {
        try
        {
            var applied = await Migrator.Step(database, cancel);
            var built = Migration.All[^1].Number;
            return applied == built ? null : $"the database is at step {applied:0000}, this version at {built:0000}";
        }
        catch (NpgsqlException)
        {
            return "the database does not answer";
        }
    }
}
