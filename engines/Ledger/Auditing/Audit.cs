using System.Globalization;

namespace Entente.Ledger;

/// <summary>
/// Compares what is kept with what was logged, and names what differs: the changed segment, the missing, moved or foreign
/// leaf, the changed tile, the rollback, the rewritten beginning. It decides; reading what is kept is for others.
/// </summary>
public static class Audit
{
    /// <summary>Whether a state of the log continues one that was seen before (by a witness, in a receipt, yesterday).</summary>
    /// <param name="seen">The state before.</param>
    /// <param name="now">The state today.</param>
    /// <param name="tiles">The tree of today.</param>
    public static IReadOnlyList<Finding> Since(Checkpoint seen, Checkpoint now, TileReader tiles)
    {
        if (seen.Origin != now.Origin)
            return [new("log-renamed", Outcome.Fails, now.Origin, seen.Origin)];
        if (seen.Size > now.Size)
            return [new("log-rolled-back", Outcome.Fails, Text(now.Size), Text(seen.Size))];
        if (seen.Size == 0)
            return [];
        Hash[] proof;
        try
        {
            proof = Proofs.Consistency(seen.Size, now.Size, tiles.NodeAt);
        }
        catch (LedgerFormatException problem)
        {
            return [new("tile-missing", Outcome.Fails, problem.Message)];
        }
        return [Proofs.IsConsistent(seen.Size, seen.Root, now.Size, now.Root, proof)
            ? new("log-consistent", Outcome.Holds, Text(seen.Size))
            : new("log-rewritten", Outcome.Fails, Text(seen.Size))];
    }

    /// <summary>
    /// Whether the entries as they are kept make the tree that was signed. Leaves that differ are found through the tiles, and
    /// tiles that differ through the leaves under them.
    /// </summary>
    /// <param name="now">What was signed.</param>
    /// <param name="leaves">The hashes of the entries as they are kept, in their order; null where an entry is missing.</param>
    /// <param name="tiles">The tiles as they are kept.</param>
    public static IReadOnlyList<Finding> Log(Checkpoint now, IReadOnlyList<Hash?> leaves, Func<Tile, ReadOnlyMemory<byte>> tiles)
    {
        var findings = new List<Finding>();
        for (var place = now.Size; place < leaves.Count; place++)
            findings.Add(new("leaf-beyond", Outcome.Fails, Text(place)));
        var kept = Levels(now.Size, tiles, findings);
        if (kept.Count > 0)
            CompareLeaves(now.Size, leaves, kept[0], findings);
        var whole = leaves.Count >= now.Size && leaves.Take((int)now.Size).All(leaf => leaf is not null)
            && Tree.Root([.. leaves.Take((int)now.Size).Select(leaf => leaf!.Value)]) == now.Root;
        findings.Add(whole ? new("log-whole", Outcome.Holds, Text(now.Size)) : new("log-root-wrong", Outcome.Fails, Text(now.Size)));
        return findings;
    }

    /// <summary>Whether a statement as it is kept is the one that was logged.</summary>
    /// <param name="kept">The statement and its segments.</param>
    /// <param name="logged">What stands in the log at its place; null: nothing.</param>
    public static IReadOnlyList<Finding> Statement(KeptStatement kept, LogEntry? logged)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{kept.Head.Body}/{kept.Head.Code} {kept.Head.Statement} version {kept.Head.Version}");
        var findings = new List<Finding>();
        foreach (var segment in kept.Segments)
            if (Commitments.OfSegment(segment.Salt.Span, segment.Bytes.Span) != segment.Commitment)
                findings.Add(new("kept-segment-changed", Outcome.Fails, name, segment.Block == 0 ? segment.Section : string.Create(CultureInfo.InvariantCulture, $"{segment.Section}, block {segment.Block + 1}")));
        if (Commitments.OfStatement(kept.Head, kept.Segments.Select(segment => segment.Commitment)) != kept.Commitment)
            findings.Add(new("kept-statement-changed", Outcome.Fails, name));
        if (kept.Position is not { } place || logged is null)
            findings.Add(new("kept-statement-unlogged", Outcome.Fails, name));
        else if (logged is not StatementEntry entry || entry.Commitment != kept.Commitment)
            findings.Add(new("kept-statement-moved", Outcome.Fails, name, Text(place)));
        else if (entry.Assertion != kept.Assertion)
            findings.Add(new("kept-signature-changed", Outcome.Fails, name));
        return findings.Count > 0 ? findings : [new("kept-statement-holds", Outcome.Holds, name)];
    }

    /// <summary>Which statement entries of the log commit to nothing that is kept.</summary>
    /// <param name="entries">Place and entry.</param>
    /// <param name="kept">The commitments of all versions that are kept.</param>
    public static IEnumerable<Finding> Foreign(IEnumerable<(long Place, LogEntry Entry)> entries, IReadOnlySet<Hash> kept) =>
        entries.Where(logged => logged.Entry is StatementEntry statement && !kept.Contains(statement.Commitment))
            .Select(logged => new Finding("leaf-without-statement", Outcome.Fails, Text(logged.Place)));

    // The hashes of each level as the tiles have them; a tile that is not made of the level below is named.
    private static List<Hash[]> Levels(long size, Func<Tile, ReadOnlyMemory<byte>> tiles, List<Finding> findings)
    {
        var levels = new List<Hash[]>();
        for (var level = 0; size >> (Tile.Height * level) is > 0 and var count; level++)
        {
            var hashes = new Hash[count];
            for (var number = 0L; number * Tile.Full < count; number++)
            {
                var tile = new Tile(level, number, (int)Math.Min(Tile.Full, count - (number * Tile.Full)));
                if (!TryRead(tiles, tile, hashes.AsSpan((int)(number * Tile.Full), tile.Width)))
                    findings.Add(new("tile-missing", Outcome.Fails, tile.Path));
                else if (level > 0 && !IsMadeOf(hashes, (int)number * Tile.Full, tile.Width, levels[level - 1]))
                    findings.Add(new("tile-changed", Outcome.Fails, tile.Path));
            }
            levels.Add(hashes);
        }
        return levels;
    }

    private static bool TryRead(Func<Tile, ReadOnlyMemory<byte>> tiles, Tile tile, Span<Hash> into)
    {
        try
        {
            TileReader.HashesOf(tiles(tile).Span, tile).CopyTo(into);
            return true;
        }
        catch (LedgerFormatException)
        {
            return false;
        }
    }

    private static bool IsMadeOf(Hash[] hashes, int first, int width, Hash[] below)
    {
        for (var at = first; at < first + width; at++)
            if (Tree.Root(below.AsSpan(at * Tile.Full, Tile.Full)) != hashes[at])
                return false;
        return true;
    }

    private static void CompareLeaves(long size, IReadOnlyList<Hash?> leaves, Hash[] numbered, List<Finding> findings)
    {
        Dictionary<Hash, int>? places = null;
        for (var place = 0; place < size; place++)
        {
            var leaf = place < leaves.Count ? leaves[place] : null;
            if (leaf == numbered[place])
                continue;
            places ??= leaves.Index().Where(kept => kept.Item is not null).GroupBy(kept => kept.Item!.Value, kept => kept.Index).ToDictionary(same => same.Key, same => same.First());
            if (places.TryGetValue(numbered[place], out var other))
                findings.Add(new("leaf-moved", Outcome.Fails, Text(place), Text(other)));
            else
                findings.Add(new(leaf is null ? "leaf-missing" : "leaf-changed", Outcome.Fails, Text(place)));
        }
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A version of a statement as it is kept.</summary>
/// <param name="Head">Which.</param>
/// <param name="Commitment">As it is kept beside it.</param>
/// <param name="Position">Its place in the log; null: none yet.</param>
/// <param name="Assertion">The digest of the delegate's signature that is kept with it.</param>
/// <param name="Segments">All of its segments.</param>
public sealed record KeptStatement(StatementHead Head, Hash Commitment, long? Position, Hash? Assertion, IReadOnlyList<KeptSegment> Segments);

/// <summary>A segment as it is kept.</summary>
public sealed record KeptSegment(string Section, int Block, ReadOnlyMemory<byte> Salt, Hash Commitment, ReadOnlyMemory<byte> Bytes);
