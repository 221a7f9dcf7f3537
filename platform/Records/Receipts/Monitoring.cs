using System.Data;
using System.Globalization;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Confidential;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Receipts;

/// <summary>
/// The monitor: what is kept of every statement against what was entered in the log, and the log against itself; what is
/// confidential is opened for it. During the day what came since the last round, at night everything. It reads in streams and remembers nothing but what it found.
/// </summary>
public sealed class Monitoring(Database database, DefinitionCatalogue definitions, LogMonitor monitor, LogFindings? findings, TimeProvider time)
{
    public const string Job = "compare-log";
    public const string WholeJob = "compare-whole-log";

    private const int Most = 1000;
    private static readonly TimeSpan MayWait = TimeSpan.FromMinutes(10);

    private const string Segments = $"""
        select s.body, s.definition, l.position, {LyingSegment.Head}, sealing.is_of(g.key, s.body, coalesce(s.party, '')), {LyingSegment.Tail}
        from records.segment g join records.statement s on s.id = g.statement left join records.version v on v.statement = g.statement and v.number = g.since
        left join records.leaf l on l.statement = g.statement and l.version = g.since
        where $1 = 0 or l.position >= $1
        """;

    private const string Versions = """
        select v.statement, v.number, s.body, s.definition, s.party, v.definition_version, v.commitment, l.position, l.assertion, ledger.entry_at(l.position),
          array(select g.commitment from records.segment g where g.statement = v.statement and g.since <= v.number and (g.until is null or g.until > v.number)),
          l.statement is not null and l.position is null and l.added_at > $2
        from records.version v join records.statement s on s.id = v.statement
        left join records.leaf l on l.statement = v.statement and l.version = v.number
        where $1 = 0 or l.position >= $1
        """;

    private const string Foreign = "select p from ledger.places_of_statements($1) p where not exists (select from records.leaf l where l.position = p) order by p limit 1000";

    /// <summary>One round, which is kept and told; what was found.</summary>
    public async Task<IReadOnlyList<LogFinding>> Round(bool whole, CancellationToken cancel)
    {
        var kept = findings ?? throw new InvalidOperationException("There is nowhere to keep what is found.");
        var from = whole ? 0 : await kept.Reached(cancel);
        var round = await kept.Begin(from == 0, cancel);
        var compared = await Compare(from, cancel);
        await kept.End(round, from == 0, compared.Size, compared.Versions, compared.Found, cancel);
        return compared.Found;
    }

    /// <summary>Compares everything from this place of the log on.</summary>
    public async Task<Compared> Compare(long from, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        var (size, found) = await monitor.Look(connection, from, cancel);
        var all = found.ToList();
        var (erased, closed) = await Contents(connection, from, all, cancel);
        var versions = await Statements(connection, from, all, cancel);
        await Others(connection, from, all, cancel);
        await using (var second = await database.OpenWriter(cancel))
            await ShownContent.Compare(connection, second, definitions, from, all, Most, cancel);
        return new Compared(size, versions, all) { Erased = erased, Closed = closed };
    }

    /// <returns>How many could not be compared: because their key was destroyed, because it is not here.</returns>
    private static async Task<(long Erased, long Closed)> Contents(NpgsqlConnection connection, long from, List<LogFinding> found, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Segments, connection) { CommandTimeout = 0, Parameters = { new() { Value = from } } };
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var (erased, closed) = (0L, 0L);
        while (found.Count < Most && await row.ReadAsync(cancel))
        {
            // In the order of the columns: the bytes come last, as they lie.
            var (body, definition, place) = (row.GetString(0), row.GetString(1), row.IsDBNull(2) ? (long?)null : row.GetInt64(2));
            var kept = LyingSegment.Read(row, 3);
            switch (kept.Look(id => PartyKeys.Of(connection).Find(id)))
            {
                case Looked.Erased: erased++; break;
                case Looked.Closed: closed++; break;
                case Looked.Differs:
                    found.Add(new LogFinding("kept-segment-changed", place, string.Create(CultureInfo.InvariantCulture, $"{body}/{definition} {kept.Statement} version {kept.Since}, {kept.Section}{(kept.Block == 0 ? "" : $", block {kept.Block + 1}")}")));
                    break;
            }
        }
        return (erased, closed);
    }

    private async Task<long> Statements(NpgsqlConnection connection, long from, List<LogFinding> found, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Versions, connection) { CommandTimeout = 0, Parameters = { new() { Value = from }, new() { Value = time.GetUtcNow().Subtract(MayWait).UtcDateTime } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var count = 0L;
        for (; found.Count < Most && await row.ReadAsync(cancel); count++)
        {
            var (body, code, version) = (row.GetString(2), row.GetString(3), row.GetInt32(1));
            var digest = (await definitions.Find(body, code, row.GetInt32(5), cancel))?.Digest ?? "";
            var head = new StatementHead(row.GetGuid(0), body, code, digest, row.IsDBNull(4) ? null : row.GetString(4), version);
            var (commitment, place) = (Hash.Of(row.GetFieldValue<byte[]>(6)), row.IsDBNull(7) ? (long?)null : row.GetInt64(7));
            if (place is null && row.GetBoolean(11))
                continue;
            var segments = row.GetFieldValue<byte[][]>(10).Select(bytes => Hash.Of(bytes)).ToList();
            foreach (var wrong in Wrong(head, commitment, place, row.IsDBNull(8) ? null : Hash.Of(row.GetFieldValue<byte[]>(8)), row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9), segments, digest.Length == 0 || Erased(body, segments)))
                found.Add(new LogFinding(wrong, place, string.Create(CultureInfo.InvariantCulture, $"{body}/{code} {head.Statement} version {version}")));
        }
        return count;
    }

    // What was declared to a test space is erased when the space is closed; the commitments stay.
    private bool Erased(string body, List<Hash> segments) => segments.Count == 0 && !definitions.All(body).Any();

    /// <summary>What differs between a version as it is kept and its entry.</summary>
    internal static IEnumerable<string> Wrong(StatementHead head, Hash commitment, long? place, Hash? assertion, byte[]? entry, IReadOnlyList<Hash> segments, bool erased)
    {
        if (!erased && Commitments.OfStatement(head, segments) != commitment)
            yield return "kept-statement-changed";
        if (place is null || entry is null)
            yield return "kept-statement-unlogged";
        else if (Read(entry) is not StatementEntry logged || logged.Commitment != commitment)
            yield return "kept-statement-moved";
        else if (logged.Assertion != assertion)
            yield return "kept-signature-changed";
    }

    private static LogEntry? Read(byte[] entry)
    {
        try
        {
            return LogEntry.Parse(entry);
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }

    private static async Task Others(NpgsqlConnection connection, long from, List<LogFinding> found, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Foreign, connection) { CommandTimeout = 0, Parameters = { new() { Value = from } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add(new LogFinding("leaf-without-statement", row.GetInt64(0), string.Create(CultureInfo.InvariantCulture, $"place {row.GetInt64(0)}")));
    }
}

/// <summary>How many versions were compared with a log of this size, and what differs.</summary>
public sealed record Compared(long Size, long Versions, IReadOnlyList<LogFinding> Found)
{
    /// <summary>Confidential parts that nobody can compare any more: their key was destroyed.</summary>
    public long Erased { get; init; }

    /// <summary>Confidential parts whose key cannot be had here.</summary>
    public long Closed { get; init; }
}
