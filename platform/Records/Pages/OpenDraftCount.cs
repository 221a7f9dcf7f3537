using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Npgsql;

namespace Entente.Records.Pages;

/// <summary>How many drafts of each definition of a body are open, as far as the reader may see them.</summary>
public sealed class OpenDraftCount(Readings readings)
{
    public Task<IReadOnlyDictionary<string, int>> Of(Person reader, string body, CancellationToken cancel) => readings.As<IReadOnlyDictionary<string, int>>(reader, Showing.Nothing("how many drafts, not whose"), async connection =>
    {
        await using var command = new NpgsqlCommand("""
            select s.definition, count(*)::int from records.statement s join records.draft d on d.statement = s.id
            where s.body = $1 and d.ended is null group by s.definition
            """, connection) { Parameters = { new() { Value = body } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
            open[rows.GetString(0)] = rows.GetInt32(1);
        return open;
    }, cancel);
}
