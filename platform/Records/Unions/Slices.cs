using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Npgsql;

namespace Entente.Records.Unions;

/// <summary>What one member declared for the period of its union; without a statement: nothing that the reader may see.</summary>
/// <param name="Since">What became of it since the union submitted; null: the union does not compile it.</param>
/// <param name="Elsewhere">Whether it stands in another statement that the reader may see.</param>
public sealed record MemberSlice(Party Member, Guid? Statement, int Version, string? State, bool Stands, SinceUnion? Since, bool Elsewhere)
{
    public bool IsIn => Since is not null;

    public bool MayGoIn => Stands && Since is null && !Elsewhere;
}

/// <summary>The members of a union beside what each declared, as far as the reader may see it.</summary>
public sealed class Slices(Readings readings)
{
    private const string Declared = """
        select s.party, s.id, s.version, s.state, exists (select from records.statement u where u.id = s.compiled_in and u.id <> $5)
        from records.statement s
        where s.body = $1 and s.definition = $2 and s.period is not distinct from $3::daterange and s.party = any ($4)
        """;

    public Task<IReadOnlyList<MemberSlice>> Of(Person reader, Body body, PublishedDefinition published, Filed union, DateOnly day, CancellationToken cancel) =>
        readings.As<IReadOnlyList<MemberSlice>>(reader, slices => Showing.List(slices.Select(slice => slice.Statement).OfType<Guid>()), async connection =>
        {
            var members = body.MembersOf(union.Party!, day).ToList();
            var within = (await UnionSlices.Of(connection, published, union.Id, cancel)).ToDictionary(slice => slice.Statement, slice => slice.Since);
            var declared = await Read(connection, published, union, [.. members.Select(member => member.Code)], cancel);
            return [.. members.Select(member => declared.TryGetValue(member.Code, out var known)
                ? new MemberSlice(member, known.Id, known.Version, known.State, published.Standing.Contains(known.State), within.TryGetValue(known.Id, out var since) ? since : null, known.Elsewhere)
                : new MemberSlice(member, null, 0, null, false, null, false))];
        }, cancel);

    private static async Task<Dictionary<string, (Guid Id, int Version, string State, bool Elsewhere)>> Read(NpgsqlConnection connection, PublishedDefinition published, Filed union, string[] members, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Declared, connection) { Parameters = { new() { Value = published.Body }, new() { Value = published.Definition.Code }, Range(union.Period), new() { Value = members }, new() { Value = union.Id } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var found = new Dictionary<string, (Guid, int, string, bool)>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancel))
            found[row.GetString(0)] = (row.GetGuid(1), row.GetInt32(2), row.GetString(3), row.GetBoolean(4));
        return found;
    }

    private static NpgsqlParameter Range(Period? period) => new()
    {
        Value = period is { From: { } from, Until: { } until } ? FormattableString.Invariant($"[{from:yyyy-MM-dd},{until:yyyy-MM-dd})") : DBNull.Value,
        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text,
    };
}
