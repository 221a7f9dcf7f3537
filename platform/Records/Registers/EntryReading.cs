using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Registers;

/// <summary>One change of an entry: which days it is about, and, for whoever may know, by whom and why.</summary>
/// <param name="Act">What it did; null for what was written before acts were kept.</param>
/// <param name="Source">Where imported history comes from.</param>
public sealed record EntryChange(int Number, string? Act, Period? Valid, DateTimeOffset At, Guid? By, bool OnBehalf, string? Reason, string? Source);

/// <summary>An entry with all that was ever known of it.</summary>
/// <param name="Own">Whether the reader is of those who declare it or serve the body: they also read by whom and why.</param>
public sealed record EntryFile(EntryHistory History, IReadOnlyList<EntryChange> Changes, bool Own, IReadOnlyList<Kin> Kin);

/// <summary>An entry that has to do with this one.</summary>
public sealed record Kin(Guid Entry, string? Title, Kinship How);

/// <summary>It stands for this one; this one stands for it; it comes out of this one, or this one out of it.</summary>
public enum Kinship { StandsFor, MergedHere, SplitOff, Origin }

/// <summary>Reads the whole of one entry, as its reader may see it.</summary>
public sealed class EntryReading(Readings readings)
{
    private const string Changes = """
        select v.number, v.act, v.valid, v.made_at, v.made_by, v.on_behalf, v.reason, v.imported_from, s.own_aud = any (records.reading())
        from records.version v join records.statement s on s.id = v.statement where v.statement = $1 order by v.number
        """;

    private const string Related = """
        select s.id, s.title, kin.how
        from (select survivor as id, 0 as how from records.entry_merger where statement = $1 and undone_in is null
              union all select statement, 1 from records.entry_merger where survivor = $1 and undone_in is null
              union all select statement, 2 from records.entry_split where origin = $1 and undone_in is null
              union all select origin, 3 from records.entry_split where statement = $1 and undone_in is null) kin
        join records.statement s on s.id = kin.id order by kin.how, s.title
        """;

    public Task<EntryFile> Read(Person? reader, PublishedDefinition published, Guid entry, CancellationToken cancel) =>
        readings.As(reader, Showing.Versions(entry), async connection =>
        {
            var rows = new Dictionary<string, IReadOnlyList<KnownRow>>(StringComparer.Ordinal);
            foreach (var section in published.Definition.Sections)
                rows[section.Code] = await RegisterReading.Ever(connection, published, section, entry, cancel);
            var (changes, own) = await Read(connection, entry, cancel);
            return new EntryFile(new EntryHistory(published.Definition, rows), changes, own, await Others(connection, entry, cancel));
        }, cancel);

    private static async Task<(IReadOnlyList<EntryChange> Changes, bool Own)> Read(NpgsqlConnection connection, Guid entry, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Changes, connection) { Parameters = { new() { Value = entry } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var (changes, own) = (new List<EntryChange>(), false);
        while (await row.ReadAsync(cancel))
        {
            own = row.GetBoolean(8);
            changes.Add(new EntryChange(row.GetInt32(0), Text(1), Days(row, 2), row.GetFieldValue<DateTimeOffset>(3), own && !row.IsDBNull(4) ? row.GetGuid(4) : null, row.GetBoolean(5), own ? Text(6) : null, Text(7)));
        }
        return (changes, own);

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    private static async Task<IReadOnlyList<Kin>> Others(NpgsqlConnection connection, Guid entry, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Related, connection) { Parameters = { new() { Value = entry } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var others = new List<Kin>();
        while (await row.ReadAsync(cancel))
            others.Add(new Kin(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), (Kinship)row.GetInt32(2)));
        return others;
    }

    private static Period? Days(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<NpgsqlRange<DateOnly>>(column) is var range ? new Period(range.LowerBoundInfinite ? null : range.LowerBound, range.UpperBoundInfinite ? null : range.UpperBound) : null;
}
