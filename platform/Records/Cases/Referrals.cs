using System.Text;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Reading;
using Npgsql;

namespace Entente.Records.Cases;

/// <summary>A question about a case, as whoever was asked reads it: with what was shown of the case, and nothing else of it.</summary>
public sealed record Referral(Guid Id, Guid Statement, PublishedDefinition Published, string To, string Question, Statement Shown, DateTimeOffset AskedAt, DateTimeOffset Due, string? Opinion, DateTimeOffset? AnsweredAt);

public sealed class ReferralReading(Readings readings, DefinitionCatalogue definitions)
{
    // The case itself is not theirs to read: where it belongs stands in what was shown.
    private const string One = """
        select r.id, r.statement, r.definition_version, coalesce('post:' || r.to_post, 'party:' || r.to_party), r.question, r.shown::text, r.asked_at, r.due_at, r.opinion, r.answered_at, r.shown ->> 'definition'
        from records.referral r join records.audience a on a.id = r.aud where a.body = $1
        """;

    public Task<Referral?> Find(Person reader, string body, Guid id, CancellationToken cancel) =>
        readings.As(reader, found => Showing.Versions(found!.Statement).First(), async connection => (await Read(connection, body, $"{One} and r.id = $2", [new() { Value = id }], cancel)).FirstOrDefault(), cancel);

    public Task<List<Referral>> Open(Person reader, string body, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Select(one => one.Statement)), connection => Read(connection, body, $"{One} and r.answered_at is null order by r.due_at limit 50", [], cancel), cancel);

    private async Task<List<Referral>> Read(NpgsqlConnection connection, string body, string sql, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = body } } };
        command.Parameters.AddRange(parameters);
        var found = new List<(Guid Id, Guid Statement, int Version, string To, string Question, string Shown, DateTimeOffset At, DateTimeOffset Due, string? Opinion, DateTimeOffset? Answered, string Code)>();
        await using (var row = await command.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
                found.Add((row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6), row.GetFieldValue<DateTimeOffset>(7),
                    row.IsDBNull(8) ? null : row.GetString(8), row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9), row.GetString(10)));
        var referrals = new List<Referral>();
        foreach (var one in found)
            if (await definitions.Find(body, one.Code, one.Version, cancel) is { } published)
            {
                using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(one.Shown));
                var (shown, _) = await StatementJson.Read(bytes, published.Definition, cancel);
                referrals.Add(new Referral(one.Id, one.Statement, published, one.To, one.Question, shown, one.At, one.Due, one.Opinion, one.Answered));
            }
        return referrals;
    }
}
