using System.Globalization;
using Entente.Bodies;
using Entente.SignIn.Registration;
using Npgsql;

namespace Entente.SignIn;

/// <summary>Requests on their way, so that the pages of a demonstration are not empty: <c>bodies/CODE/demo/requests.csv</c>.</summary>
public static class DemonstrationRequests
{
    private const string Add = """
        with added as (
          insert into registration.request (id, body, party, post, name, email, language, purpose, state, asked_at, waiting_since, expires_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $10::timestamptz + interval '2 hours', $10::timestamptz + $11::interval)
          on conflict do nothing
          returning id, asked_at)
        insert into registration.step (id, request, at, act, note)
        select gen_random_uuid(), id, asked_at + make_interval(hours => ordinality::int - 1), act, case when ordinality = 3 then $13 end
        from added, unnest($12::text[]) with ordinality as acts (act, ordinality)
        """;

    public static async Task Load(string owner, string bodies, TimeProvider time, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var folder in Directory.EnumerateDirectories(bodies).Order(StringComparer.Ordinal))
            foreach (var cells in Demonstration.Cells(Path.Combine(folder, "demo", "requests.csv")))
                await Load(connection, Path.GetFileName(folder), cells, time.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task Load(NpgsqlConnection connection, string body, IReadOnlyDictionary<string, string> cells, DateTimeOffset now, CancellationToken cancel)
    {
        string[] acts = cells["state"] == "proved" ? ["asked", "proved"] : ["asked", "proved", cells["state"]];
        object[] values =
        [
            Demonstration.Id("request", body, cells["party"], cells["post"], cells["email"]), body, cells["party"], cells["post"], cells["name"], cells["email"], cells["language"], cells["purpose"], cells["state"],
            now.AddDays(-int.Parse(cells["asked"], CultureInfo.InvariantCulture)), RequestRules.ExpiresAfter, acts, cells.GetValueOrDefault("note") ?? (object)DBNull.Value,
        ];
        await using var command = new NpgsqlCommand(Add, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
