using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Registers;

/// <summary>One reason why two entries may be the same: a field, what each says, and how like they are.</summary>
/// <param name="Likeness">From 0 to 1, by the groups of three letters that both have; 1 where only capitals, accents, spaces and signs differ.</param>
public sealed record Resemblance(string Field, string Ours, string Theirs, float Likeness);

/// <summary>An entry that is probably the same, with the reasons.</summary>
public sealed record Duplicate(Guid Entry, string? Title, string? Party, IReadOnlyList<Resemblance> Reasons, double Score);

/// <summary>
/// Probable duplicates, by the fields that the definition compares: what has a pattern is a number and counts when it is the
/// same, anything else counts as far as it is like. Nobody is told of an entry that they may not read.
/// </summary>
public sealed class Alike(Readings readings, Database database, TimeProvider time)
{
    private const float Least = 0.6f;
    private const double Enough = 0.6;
    private const int Compared = 200;
    private const int Most = 10;
    private const int LookedAt = 50;

    public async Task<IReadOnlyList<Duplicate>> Of(Person? reader, PublishedDefinition published, Guid entry, Statement said, CancellationToken cancel)
    {
        var wanted = Wanted(published.Definition, said);
        if (wanted.Count == 0)
            return [];
        return await readings.As(reader, found => Showing.List(found.Select(one => one.Entry)), async connection =>
        {
            var found = await Find(connection, published, entry, wanted, cancel);
            var scored = Score(wanted, found);
            var most = scored.Take(Most).ToDictionary(one => one.Entry);
            return most.Count == 0 ? [] : (IReadOnlyList<Duplicate>)[.. (await Named(connection, [.. most.Keys], cancel)).Select(one => one with { Reasons = most[one.Entry].Reasons, Score = most[one.Entry].Score }).OrderByDescending(one => one.Score)];
        }, cancel);
    }

    /// <summary>
    /// Pairs that are probably the same, for a part of the register at a time: of the entries that changed last before a moment, with
    /// those that changed earlier.
    /// </summary>
    public Task<AlikePart> Pairs(Person reader, PublishedDefinition published, AlikePlace before, CancellationToken cancel) =>
        readings.As(reader, part => Showing.List(part.Pairs.SelectMany(pair => new[] { pair.Entry.Entry, pair.Other.Entry })), async connection =>
        {
            var definition = published.Definition;
            var fields = (definition.Traits.Register?.Alike ?? []).Select(definition.FieldAt).OfType<(Section Section, Field Field)>().Select(at => at.Field).ToList();
            var next = await Next(connection, published, before, cancel);
            var found = await FindPairs(connection, published, [.. fields.Select(field => field.Code)], before, cancel);
            var pairs = new List<(Guid Entry, Guid Other, IReadOnlyList<Resemblance> Reasons, double Score)>();
            foreach (var of in found.GroupBy(one => one.Entry))
                pairs.AddRange(Score(fields, of.Select(one => (one.Other, one.Reason))).Select(scored => (of.Key, scored.Entry, scored.Reasons, scored.Score)));
            var named = (await Named(connection, [.. pairs.SelectMany(pair => new[] { pair.Entry, pair.Other }).Distinct()], cancel)).ToDictionary(one => one.Entry);
            return new AlikePart([.. pairs.OrderByDescending(pair => pair.Score).Where(pair => named.ContainsKey(pair.Entry) && named.ContainsKey(pair.Other))
                .Select(pair => new AlikePair(named[pair.Entry], named[pair.Other] with { Reasons = pair.Reasons, Score = pair.Score }))], next);
        }, cancel);

    /// <summary>Somebody looked: the two are not the same.</summary>
    public Task Apart(Guid one, Guid other, Guid? by, CancellationToken cancel) => database.Write(async connection =>
    {
        await using var command = new NpgsqlCommand("insert into records.not_alike (one, other, by, at) values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4) on conflict do nothing", connection);
        command.Parameters.AddWithValue(one);
        command.Parameters.AddWithValue(other);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)by ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.AddWithValue(time.GetUtcNow().UtcDateTime);
        await command.ExecuteNonQueryAsync(cancel);
    }, cancel);

    /// <summary>
    /// How probable it is that each is the same: a number that is the same is enough by itself; names count as far as they are
    /// alike, and a number that both have and that differs speaks against it. Pure.
    /// </summary>
    public static IReadOnlyList<(Guid Entry, IReadOnlyList<Resemblance> Reasons, double Score)> Score(IReadOnlyList<(Field Field, string Said)> wanted, IEnumerable<(Guid Entry, string Field, string Said, float Likeness)> found)
    {
        return Score([.. wanted.Select(one => one.Field)], found.Select(one => (one.Entry, new Resemblance(one.Field, wanted.First(ours => ours.Field.Code == one.Field).Said, one.Said, one.Likeness))));
    }

    private static IReadOnlyList<(Guid Entry, IReadOnlyList<Resemblance> Reasons, double Score)> Score(IReadOnlyList<Field> fields, IEnumerable<(Guid Entry, Resemblance Reason)> found)
    {
        var numbers = fields.Where(field => field.Pattern is not null).Select(field => field.Code).ToHashSet(StringComparer.Ordinal);
        return [.. from one in found
                   where !numbers.Contains(one.Reason.Field) || one.Reason.Likeness >= 1
                   group one.Reason by one.Entry into same
                   let score = Math.Min(1, same.Max(reason => reason.Likeness) + (0.1 * (same.Count() - 1)))
                   where score >= Enough
                   orderby score descending, same.Key
                   select (same.Key, (IReadOnlyList<Resemblance>)[.. same.OrderByDescending(reason => reason.Likeness)], score)];
    }

    private static List<(Field Field, string Said)> Wanted(Definition definition, Statement said) =>
        [.. from place in definition.Traits.Register?.Alike ?? []
            let at = definition.FieldAt(place)
            where at is not null
            let answer = said[at.Value.Section.Code, at.Value.Field.Code]
            where answer.HasValue && answer.Value.Kind == Feel.Kind.Text
            select (at.Value.Field, answer.Value.AsText)];

    private static async Task<List<(Guid, string, string, float)>> Find(NpgsqlConnection connection, PublishedDefinition published, Guid entry, List<(Field Field, string Said)> wanted, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select statement, field, said, likeness from records.entries_alike($1, $2, $3, $4, $5, $6, $7)", connection);
        command.Parameters.AddWithValue(published.Body);
        command.Parameters.AddWithValue(published.Definition.Code);
        command.Parameters.AddWithValue(entry);
        command.Parameters.AddWithValue(wanted.Select(one => one.Field.Code).ToArray());
        command.Parameters.AddWithValue(wanted.Select(one => one.Said).ToArray());
        command.Parameters.AddWithValue(Least);
        command.Parameters.AddWithValue(Compared);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid, string, string, float)>();
        while (await rows.ReadAsync(cancel))
            found.Add((rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetFloat(3)));
        return found;
    }

    private static async Task<List<Duplicate>> Named(NpgsqlConnection connection, Guid[] entries, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select id, title, party from records.statement where id = any ($1)", connection) { Parameters = { new() { Value = entries } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var named = new List<Duplicate>();
        while (await rows.ReadAsync(cancel))
            named.Add(new Duplicate(rows.GetGuid(0), rows.IsDBNull(1) ? null : rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), [], 0));
        return named;
    }

    // Where the part after this one begins; null at the end of the register.
    private static async Task<AlikePlace?> Next(NpgsqlConnection connection, PublishedDefinition published, AlikePlace before, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select s.changed_at, s.id from records.statement s where s.body = $1 and s.definition = $2 and s.version > 0 and (s.changed_at, s.id) < ($3, $4)
              and not exists (select from records.entry_merger m where m.statement = s.id and m.undone_in is null)
            order by s.changed_at desc, s.id desc offset $5 limit 2
            """, connection)
        {
            Parameters = { new() { Value = published.Body }, new() { Value = published.Definition.Code }, new() { Value = before.At.UtcDateTime }, new() { Value = before.Entry }, new() { Value = LookedAt - 1 } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) && new AlikePlace(row.GetFieldValue<DateTimeOffset>(0), row.GetGuid(1)) is var last && await row.ReadAsync(cancel) ? last : null;
    }

    private static async Task<List<(Guid Entry, Guid Other, Resemblance Reason)>> FindPairs(NpgsqlConnection connection, PublishedDefinition published, string[] fields, AlikePlace before, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select entry, other, field, ours, theirs, likeness from records.pairs_alike($1, $2, $3, $4, $5, $6, $7)", connection)
        {
            Parameters = { new() { Value = published.Body }, new() { Value = published.Definition.Code }, new() { Value = fields }, new() { Value = Least }, new() { Value = before.At.UtcDateTime }, new() { Value = before.Entry }, new() { Value = LookedAt } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid, Guid, Resemblance)>();
        while (await row.ReadAsync(cancel))
            found.Add((row.GetGuid(0), row.GetGuid(1), new Resemblance(row.GetString(2), row.GetString(3), row.GetString(4), row.GetFloat(5))));
        return found;
    }
}

/// <summary>Two entries that are probably one.</summary>
public sealed record AlikePair(Duplicate Entry, Duplicate Other);

/// <summary>How far a register was looked through: up to the entry that changed then.</summary>
public sealed record AlikePlace(DateTimeOffset At, Guid Entry);

/// <param name="Next">Where to go on; null: all was looked at.</param>
public sealed record AlikePart(IReadOnlyList<AlikePair> Pairs, AlikePlace? Next);

/// <summary>Entries that are probably the same as what is being entered, for a page.</summary>
public sealed record AlikeView(IReadOnlyList<Duplicate> Duplicates, string Address, Func<Resemblance, string> Why, Func<string?, string> Party);
