using System.Globalization;
using System.Text;
using Entente.Ledger;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>Something that is not as it was entered.</summary>
/// <param name="Code">What, as the texts name it.</param>
/// <param name="Place">In the log, where it has one; anybody may know it.</param>
/// <param name="Subject">Which record, for those who may know: <c>body/definition statement version</c>; of the log itself, the place or tile.</param>
public sealed record LogFinding(string Code, long? Place, string Subject, string Detail = "")
{
    public static LogFinding Of(Finding found, long? place, string subject) => new(found.Code, place, subject, found.Words());
}

/// <summary>
/// Compares the entries with the tree over them, the tree with every state that was signed, and these with the last one that
/// this machine saw, which is kept outside the database: whoever rolls the database back does not roll that back. In
/// pieces of a few thousand entries, however long the log is.
/// </summary>
/// <param name="seenFile">Where the last state is remembered; null: nowhere.</param>
public sealed class LogMonitor(string? seenFile)
{
    private const int Most = 1000;
    private const int Blocks = 16;

    /// <summary>Looks at the entries from this place on.</summary>
    public async Task<(long Size, IReadOnlyList<LogFinding> Found)> Look(NpgsqlConnection connection, long from, CancellationToken cancel)
    {
        if (await LogReading.Last(connection, cancel) is not { } last)
            return (0, await Seen(connection, null, cancel));
        var found = new List<LogFinding>();
        var walk = await LogWalk.Begin(connection, Math.Min(from, last.Size) / Tile.Full * Tile.Full, found, cancel);
        for (var first = walk.Size; first < last.Size && found.Count < Most; first += Blocks * Tile.Full)
            await walk.Over(connection, first, Math.Min(first + (Blocks * Tile.Full), last.Size), cancel);
        if (found.Count < Most)
            await walk.End(connection, cancel);
        found.AddRange(await Signed(connection, last, cancel));
        found.AddRange(await Seen(connection, last, cancel));
        return (last.Size, found);
    }

    private static async Task<IEnumerable<LogFinding>> Signed(NpgsqlConnection connection, LogState last, CancellationToken cancel)
    {
        var keys = (await Log.KnownKeys.Read(connection, cancel)).Select(key => key.Key).ToList();
        var check = CheckedCheckpoint.Of(last.Note with { Signatures = [.. last.Note.Signatures.Where(signature => keys.Exists(key => key.IsNamedBy(signature)))] }, Policy.Of(keys));
        return check.Holds ? [] : [new LogFinding("log-unsigned", null, "log", string.Join(' ', check.Findings.Where(finding => finding.Outcome == Outcome.Fails).Select(finding => finding.Words())))];
    }

    private async Task<IReadOnlyList<LogFinding>> Seen(NpgsqlConnection connection, LogState? last, CancellationToken cancel)
    {
        if (seenFile is not { } file)
            return [];
        var seen = File.Exists(file) ? Checkpoint.Parse(SignedNote.Parse(await File.ReadAllBytesAsync(file, cancel))) : null;
        if (last is null)
            return seen is null ? [] : [new LogFinding("log-rolled-back", null, "log", string.Create(CultureInfo.InvariantCulture, $"The log is empty; it had {seen.Size} entries."))];
        var now = Checkpoint.Parse(last.Note);
        if (seen is not null)
        {
            var tiles = seen.Size is > 0 && seen.Size <= now.Size ? await LogReading.Tiles(connection, Tile.ForConsistency(seen.Size, now.Size), cancel) : [];
            var wrong = Audit.Since(seen, now, new TileReader(now.Size, tile => tiles.GetValueOrDefault((tile.Level, tile.Index)))).Where(finding => finding.Outcome == Outcome.Fails).ToList();
            // What was seen stays what was seen until somebody has found out why.
            if (wrong.Count > 0)
                return [.. wrong.Select(finding => LogFinding.Of(finding, null, "log"))];
        }
        var half = file + ".new";
        await File.WriteAllBytesAsync(half, Encoding.UTF8.GetBytes(last.Note.ToString()), cancel);
        File.Move(half, file, overwrite: true);
        return [];
    }
}
