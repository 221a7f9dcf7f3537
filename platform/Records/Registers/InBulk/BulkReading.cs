using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;

namespace Entente.Records.Registers.InBulk;

/// <summary>A workbook that was sent, and how far its changes are.</summary>
/// <param name="Items">How many entries it changes; of these, how many are done and how many were refused.</param>
public sealed record BulkLoad(Guid Id, string? Party, string Name, string Language, DateOnly From, string Reason, bool EndsMissing, int Unchanged, int Missing, string State, DateTimeOffset MadeAt, int Items, int Begun, int Changed, int Ended, int Done, int Refused)
{
    public bool Open => State is "waiting" or "running";
}

/// <summary>One entry that a workbook changes.</summary>
public sealed record BulkLine(Guid Entry, string Act, string Telling, int Changed, bool Done, IReadOnlyList<Fault> Refused);

/// <summary>The workbooks that were sent to change many entries, for those whose entries they are and the body's people.</summary>
public sealed class BulkReading(Readings readings)
{
    private const string Columns = """
        l.id, l.party, l.name, l.language, l.valid_from as "From", l.reason, l.ends_missing as "EndsMissing", l.unchanged, l.missing, l.state, l.made_at as "MadeAt",
        count(i.place)::int as "Items", (count(*) filter (where i.act = 'begin'))::int as "Begun", (count(*) filter (where i.act = 'change'))::int as "Changed", (count(*) filter (where i.act = 'end'))::int as "Ended",
        count(i.done_at)::int as "Done", count(i.refused)::int as "Refused"
        from records.entry_load l left join records.entry_load_item i on i.load = l.id
        """;

    public Task<List<BulkLoad>> Of(Person reader, string body, string definition, CancellationToken cancel) =>
        readings.As(reader, Showing.Nothing("which files were sent, not what is in them"), async connection => (await connection.QueryAsync<BulkLoad>(new CommandDefinition(
            $"select {Columns} where l.body = @body and l.definition = @definition group by l.id order by l.made_at desc limit 20", new { body, definition }, cancellationToken: cancel))).AsList(), cancel);

    public Task<BulkLoad?> Find(Person reader, string body, string definition, Guid id, CancellationToken cancel) =>
        readings.As(reader, Showing.Nothing("that a file was sent"), connection => connection.QuerySingleOrDefaultAsync<BulkLoad>(new CommandDefinition(
            $"select {Columns} where l.id = @id and l.body = @body and l.definition = @definition group by l.id", new { id, body, definition }, cancellationToken: cancel)), cancel);

    /// <summary>What was wrong with it, by the rows of its sheets; and the file itself.</summary>
    public Task<(IReadOnlyList<Fault> Faults, byte[] Bytes)> File(Person reader, Guid id, CancellationToken cancel) =>
        readings.As(reader, Showing.Nothing("the file that they sent themselves"), async connection =>
        {
            var (faults, bytes) = await connection.QuerySingleAsync<(string, byte[])>(new CommandDefinition("select faults::text, bytes from records.entry_load where id = @id", new { id }, cancellationToken: cancel));
            return (JsonSerializer.Deserialize<IReadOnlyList<Fault>>(faults) ?? [], bytes);
        }, cancel);

    /// <summary>The entries that it changes, those that were refused first.</summary>
    public Task<List<BulkLine>> Lines(Person reader, Guid id, int most, CancellationToken cancel) =>
        readings.As(reader, lines => Showing.List(lines.Select(line => line.Entry)), async connection => (await connection.QueryAsync<(Guid Entry, string Act, string Telling, int Changed, bool Done, string? Refused)>(new CommandDefinition("""
            select entry, act, telling, changed, done_at is not null, (refused -> 'faults')::text from records.entry_load_item
            where load = @id order by refused is null, place limit @most
            """, new { id, most }, cancellationToken: cancel)))
            .Select(line => new BulkLine(line.Entry, line.Act, line.Telling, line.Changed, line.Done, line.Refused is null ? [] : JsonSerializer.Deserialize<List<Fault>>(line.Refused) ?? [])).AsList(), cancel);
}
