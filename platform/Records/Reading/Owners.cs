using System.Globalization;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Shared.Localisation;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Reading;

/// <summary>Says of what somebody was shown what is not public, and whose it is. Asked by the log of readings, as the writer.</summary>
internal static class Owners
{
    // A part is not public when it has readers of its own that the reader belongs to, or is the party's own work.
    private const string Sql = """
        with open as (select a.id from records.audience a where 'public' = any (a.members) and (a.opens_at is null or a.opens_at <= $8))
        select k.place, s.body, s.party, s.definition, left(coalesce(s.title, s.number, s.period::text), 300)
        from unnest($1::int[], $2::uuid[], $3::text[], $4::int[], $5::uuid[], $6::text[], $7::boolean[]) k (place, statement, part, version, file, audiences, granted)
        join records.statement s on s.id = k.statement
        where k.granted or s.version = 0 or s.aud not in (select id from open)
           or k.part = 'draft'
           or (k.part = 'history' and s.own_aud = any (k.audiences::int[]) and s.own_aud not in (select id from open))
           or (k.part = 'file' and exists (select from records.file f where f.id = k.file and (f.aud is null or f.aud not in (select id from open))))
           or (k.part = 'version' and exists (select from records.segment g
                 where g.statement = s.id and (k.version is null or (g.since <= k.version and (g.until is null or g.until > k.version)))
                   and g.aud = any (k.audiences::int[]) and g.aud not in (select id from open)))
        """;

    /// <summary>What is kept of a return is its period, "[2026-06-01,2026-06-08)", which is said here as everywhere else.</summary>
    public static string Called(PublishedDefinition published, string label, Words t) =>
        published.Definition.Traits.Return is { } trait && label is ['[', .. var days, ')'] && days.Split(',') is [var from, var until]
            && DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
            ? Periods.Say(trait.Every, new Period(first, end), t) : label;

    public static async Task<IReadOnlyList<Owned>> Of(NpgsqlConnection connection, IReadOnlyList<AskedOwner> asked, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = asked.Select(one => one.Place).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Subject.Statement).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Subject.Part.ToString().ToLowerInvariant()).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Subject.Version).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Subject.File).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Audiences).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(one => one.Granted).ToArray() });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var owned = new List<Owned>();
        while (await row.ReadAsync(cancel))
            owned.Add(new Owned(row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)));
        return owned;
    }
}
