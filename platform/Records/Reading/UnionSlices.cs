using Entente.Bodies;
using Npgsql;

namespace Entente.Records.Reading;

/// <summary>A member's slice in the statement of its union.</summary>
/// <param name="Version">Its last version.</param>
/// <param name="Since">What became of it since the union submitted: it was corrected or taken in later, or does not stand any more.</param>
public sealed record UnionSlice(Guid Statement, string Party, int Version, SinceUnion Since)
{
    /// <summary>Whether what the union submitted does not say what its member says.</summary>
    public bool IsOutdated => Since != SinceUnion.Nothing;
}

public enum SinceUnion { Nothing, Changed, Withdrawn }

/// <summary>Which slices a union compiles, and which of them it has to look at again.</summary>
public static class UnionSlices
{
    // A union that has submitted nothing has nothing that could be outdated.
    private const string Sql = """
        select s.id, s.party, s.version,
               case when u.version = 0 then 0 when not s.state = any ($2) then 2
                    when made.made_at > compiled.made_at or taken.at > compiled.made_at then 1 else 0 end
        from records.statement s
        join records.statement u on u.id = s.compiled_in
        left join records.version made on made.statement = s.id and made.number = s.version
        left join records.version compiled on compiled.statement = u.id and compiled.number = u.version
        left join lateral (select max(e.at) as at from records.event e where e.statement = s.id and e.step = 'compile') taken on true
        where s.compiled_in = $1
        order by s.party
        """;

    /// <param name="definition">Of the union's statement, which is that of its slices.</param>
    public static async Task<IReadOnlyList<UnionSlice>> Of(NpgsqlConnection connection, PublishedDefinition definition, Guid union, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = union }, new() { Value = definition.Standing.ToArray() } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var slices = new List<UnionSlice>();
        while (await row.ReadAsync(cancel))
            slices.Add(new UnionSlice(row.GetGuid(0), row.GetString(1), row.GetInt32(2), (SinceUnion)row.GetInt32(3)));
        return slices;
    }
}
