using Dapper;
using Npgsql;

namespace Entente.Disclosure.Access;

/// <summary>Somebody asked for something of a body that was not theirs to see, or was not there: nobody is told which.</summary>
internal sealed record Refusal(Guid Person, string Body, string Address, DateTimeOffset At)
{
    private const int Longest = 300;

    public static async Task Write(NpgsqlConnection connection, IReadOnlyList<Refusal> refusals, CancellationToken cancel)
    {
        if (refusals.Count > 0)
            await connection.ExecuteAsync(new CommandDefinition("""
                insert into disclosure.refusal (id, at, body, person, address) select uuidv7(), r.at, r.body, r.person, r.address
                from unnest(@at, @body, @person, @address) r (at, body, person, address)
                """, new
            {
                at = refusals.Select(refusal => refusal.At.UtcDateTime).ToArray(),
                body = refusals.Select(refusal => refusal.Body).ToArray(),
                person = refusals.Select(refusal => refusal.Person).ToArray(),
                address = refusals.Select(refusal => refusal.Address[..Math.Min(Longest, refusal.Address.Length)]).ToArray(),
            }, cancellationToken: cancel));
    }

    /// <summary>What the answer says of it: null where nothing was refused.</summary>
    public static Refusal? Of(HttpContext context, Guid person, DateTimeOffset now) =>
        context.Response.StatusCode is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound
        && (context.Request.RouteValues["body"] ?? context.Request.RouteValues["code"]) is string body && context.Request.RouteValues.Count > 2
            ? new Refusal(person, body, context.Request.Path.Value ?? "", now) : null;
}
