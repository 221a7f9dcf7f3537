using System.Globalization;
using System.Text;

namespace Entente.Ledger;

/// <summary>
/// Shows that an entry is in a log (C2SP tlog-proof): its place, the path to the root and the signed checkpoint. It stands by
/// itself; any program for that format checks it.
/// </summary>
/// <param name="Index">The place of the entry, from 0.</param>
/// <param name="Path">From the leaf's neighbour up.</param>
/// <param name="Checkpoint">As signed, with the signatures of witnesses; more can be added later.</param>
public sealed record LogProof(long Index, IReadOnlyList<Hash> Path, SignedNote Checkpoint)
{
    private const string Mark = "c2sp.org/tlog-proof@v1";

    /// <summary>The most bytes that are read.</summary>
    public const int MostBytes = SignedNote.MostBytes + 8192;

    /// <summary>Reads a proof. Extra data that somebody added are passed over: they prove nothing.</summary>
    /// <exception cref="LedgerFormatException">It is no proof.</exception>
    public static LogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var text = Strict.Text(bytes, MostBytes, "The proof");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            throw new LedgerFormatException("The proof has no empty line before its checkpoint.");
        var lines = text[..end].Split('\n').AsSpan();
        if (lines[0] != Mark)
            throw new LedgerFormatException($"A proof begins with “{Mark}”.");
        lines = lines[1..];
        if (lines.Length > 0 && lines[0].StartsWith("extra ", StringComparison.Ordinal))
        {
            Strict.Base64(lines[0].AsSpan(6), "The extra data");
            lines = lines[1..];
        }
        if (lines.Length == 0 || !lines[0].StartsWith("index ", StringComparison.Ordinal) || lines.Length > 1 + Proofs.MostHashes)
            throw new LedgerFormatException("The proof has no index, or too many hashes.");
        var path = new Hash[lines.Length - 1];
        for (var at = 0; at < path.Length; at++)
            path[at] = Strict.Hash(lines[at + 1], "A hash of the path");
        return new LogProof(Strict.Count(lines[0].AsSpan(6), "The index"), path, SignedNote.Parse(Encoding.UTF8.GetBytes(text[(end + 2)..])));
    }

    /// <summary>The file.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark}\nindex {Index}\n{string.Concat(Path.Select(hash => $"{hash}\n"))}\n{Checkpoint}");
}
