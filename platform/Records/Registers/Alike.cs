using Entente.Bodies;
using Entente.Bodies.Definitions;
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
    private const float Least = 0.4f;
    private const double Enough = 0.6;
    private const int Compared = 200;
    private const int Most = 10;

    public async Task<IReadOnlyList<Duplicate>> Of(Person? reader, PublishedDefinition published, Guid entry, Statement said, CancellationToken cancel)
    {
        var wanted = Wanted(published.Definition, said);
        if (wanted.Count == 0)
            return [];
        return await readings.As(reader, async connection =>
        {
            var found = await Find(connection, published, entry, wanted, cancel);
            var scored = Score(wanted, found);
            return scored.Count == 0 ? [] : await Named(connection, scored, cancel);
        }, cancel);
    }

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
        var numbers = wanted.Where(one => one.Field.Pattern is not null).Select(one => one.Field.Code).ToHashSet(StringComparer.Ordinal);
        return [.. from one in found
                   where !numbers.Contains(one.Field) || one.Likeness >= 1
                   group new Resemblance(one.Field, wanted.First(ours => ours.Field.Code == one.Field).Said, one.Said, one.Likeness) by one.Entry into same
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

    private static async Task<IReadOnlyList<Duplicate>> Named(NpgsqlConnection connection, IReadOnlyList<(Guid Entry, IReadOnlyList<Resemblance> Reasons, double Score)> scored, CancellationToken cancel)
    {
        var heads = new Dictionary<Guid, (string?, string?)>();
        await using var command = new NpgsqlCommand("select id, title, party from records.statement where id = any ($1)", connection) { Parameters = { new() { Value = scored.Take(Most).Select(one => one.Entry).ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            heads[rows.GetGuid(0)] = (rows.IsDBNull(1) ? null : rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2));
        return [.. scored.Take(Most).Where(one => heads.ContainsKey(one.Entry)).Select(one => new Duplicate(one.Entry, heads[one.Entry].Item1, heads[one.Entry].Item2, one.Reasons, one.Score))];
    }
}
