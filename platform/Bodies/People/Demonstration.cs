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
    /// <summary>One post of one invented person; the same address in several rows is the same person.</summary>
    public sealed record Row(string Name, string Email, string Language, string Zone, string Body, string? Party, string Post, DateOnly From, DateOnly? Confirmed);

    private const string AddPerson = """
        insert into bodies.person (id, name, email, language, zone, created_at) values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        """;

    // A row that is there already is left as it is: what visitors did to it meanwhile is their demonstration.
    private const string AddHolding = """
        insert into bodies.holding (id, person, body, party, post, period, granted_at, basis, confirmed_at)
        values ($1, $2, $3, $4, $5, daterange($6, null), $7, 'demonstration', $8)
        on conflict do nothing
        """;

    public static async Task Load(string owner, string bodies, TimeProvider time, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var row in Rows(bodies))
        {
            var person = Id("person", row.Email);
            await Run(connection, AddPerson, [person, row.Name, row.Email, row.Language, row.Zone, time.GetUtcNow()], cancel);
            await Run(connection, AddHolding, [Id("holding", row.Email, row.Body, row.Party, row.Post), person, row.Body, row.Party, row.Post, row.From, time.GetUtcNow(), Noon(row.Confirmed)], cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    public static IReadOnlyList<Row> Rows(string bodies) =>
        [.. Directory.EnumerateDirectories(bodies).Order(StringComparer.Ordinal).Select(body => Path.Combine(body, "demo", "people.csv")).Where(File.Exists).SelectMany(Read)];

    private static IEnumerable<Row> Read(string file)
    {
        var wrong = new List<Finding>();
        var lines = Csv.Read(File.ReadAllBytes(file), new FileFindings(file, wrong));
        if (wrong.Count > 0)
            throw new InvalidDataException(string.Join('\n', wrong));
        var columns = lines[0].Cells.Select(cell => cell.Text).ToList();
        foreach (var line in lines.Skip(1))
        {
            string? Cell(string column) => line.Cells[columns.IndexOf(column)].Text is { Length: > 0 } text ? text : null;
            DateOnly? Day(string column) => Cell(column) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
            yield return new Row(Cell("name")!, Cell("email")!, Cell("language")!, Cell("zone")!, Cell("body")!, Cell("party"), Cell("post")!, Day("from")!.Value, Day("confirmed"));
        }
    }

    private static DateTimeOffset? Noon(DateOnly? day) =>
        day is { } confirmed ? new DateTimeOffset(confirmed, new TimeOnly(12, 0), TimeSpan.Zero) : null;

    // The same row has the same id at every start and on every node, so that loading twice changes nothing.
    private static Guid Id(params string?[] parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));

    private static async Task Run(NpgsqlConnection connection, string sql, object?[] values, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
