using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Bodies.Loading;
using Npgsql;

namespace Entente.Bodies;

/// <summary>
/// The invented people of a demonstration, from <c>bodies/CODE/demo/people.csv</c>: loaded under the owner's login at
/// every start of an installation that was made as a demonstration, and never in a real one.
/// </summary>
public static class Demonstration
{
    /// <summary>
    /// One post of one invented person; the same address in several rows is the same person. Confirmed and asked are
    /// days ago, so that a demonstration begun next year is not begun with everybody suspended.
    /// </summary>
    public sealed record Row(string Name, string Email, string Language, string Zone, string Body, string? Party, string Post, DateOnly From, int? Confirmed, int? Asked);

    private const string AddPerson = """
        insert into bodies.person (id, name, email, language, zone, created_at) values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        """;

    // A row that is there already is left as it is: what visitors did to it meanwhile is their demonstration.
    private const string AddHolding = """
        with given as (
          insert into bodies.holding (id, person, body, party, post, period, granted_at, basis, confirmed_at, asked_at)
          values ($1, $2, $3, $4, $5, daterange($6::date, null), $6::date::timestamp at time zone 'UTC', 'demonstration', $7::timestamptz, $8::timestamptz)
          on conflict do nothing
          returning id, person, side, post, granted_at, asked_at)
        insert into bodies.holding_step (id, at, holding, person, side, post, act)
        select gen_random_uuid(), granted_at, id, person, side, post, 'given' from given
        union all
        select gen_random_uuid(), asked_at, id, person, side, post, 'asked' from given where asked_at is not null
        """;

    public static async Task Load(string owner, string bodies, TimeProvider time, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var now = time.GetUtcNow();
        foreach (var row in Rows(bodies))
        {
            var person = Id("person", row.Email);
            await Run(connection, AddPerson, [person, row.Name, row.Email, row.Language, row.Zone, now], cancel);
            await Run(connection, AddHolding, [Id("holding", row.Email, row.Body, row.Party, row.Post), person, row.Body, row.Party, row.Post, row.From, DaysBefore(now, row.Confirmed), DaysBefore(now, row.Asked)], cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    public static IReadOnlyList<Row> Rows(string bodies) =>
        [.. Directory.EnumerateDirectories(bodies).Order(StringComparer.Ordinal).SelectMany(body => Cells(Path.Combine(body, "demo", "people.csv"))).Select(Read)];

    /// <summary>The rows of a file of the demonstration, cell by column, without blank ones; none when there is no such file.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Cells(string file)
    {
        if (!File.Exists(file))
            return [];
        var wrong = new List<Finding>();
        var lines = Csv.Read(File.ReadAllBytes(file), new FileFindings(file, wrong));
        if (wrong.Count > 0)
            throw new InvalidDataException(string.Join('\n', wrong));
        var columns = lines[0].Cells.Select(cell => cell.Text).ToList();
        return lines.Skip(1).Select(line => columns.Zip(line.Cells).Where(pair => pair.Second.Text.Length > 0).ToDictionary(pair => pair.First, pair => pair.Second.Text, StringComparer.Ordinal));
    }

    /// <summary>The same row has the same id at every start and on every node, so that loading twice changes nothing.</summary>
    public static Guid Id(params string?[] parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));

    private static Row Read(IReadOnlyDictionary<string, string> cells)
    {
        int? Number(string column) => cells.TryGetValue(column, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        return new Row(cells["name"], cells["email"], cells["language"], cells["zone"], cells["body"], cells.GetValueOrDefault("party"), cells["post"],
            DateOnly.ParseExact(cells["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture), Number("confirmed"), Number("asked"));
    }

    private static DateTimeOffset? DaysBefore(DateTimeOffset now, int? days) => days is { } count ? now.AddDays(-count) : null;

    private static async Task Run(NpgsqlConnection connection, string sql, object?[] values, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
