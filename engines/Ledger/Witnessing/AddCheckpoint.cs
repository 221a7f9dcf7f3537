using System.Globalization;
using System.Text;

namespace Entente.Ledger;

/// <summary>What a log sends to a witness (C2SP tlog-witness, add-checkpoint).</summary>
/// <param name="Old">The size that the witness saw last, as the log believes.</param>
/// <param name="Proof">That the tree of that size is the beginning of this one.</param>
/// <param name="Note">The checkpoint, signed by the log.</param>
public sealed record AddCheckpoint(long Old, IReadOnlyList<Hash> Proof, SignedNote Note)
{
    /// <summary>The most bytes that are read.</summary>
    public const int MostBytes = SignedNote.MostBytes + 8192;

    /// <summary>The checkpoint that the note holds.</summary>
    public Checkpoint Checkpoint { get; } = Checkpoint.Parse(Note);

    /// <summary>The log that asks.</summary>
    public string Origin => Checkpoint.Origin;

    /// <summary>Reads a request.</summary>
    /// <exception cref="LedgerFormatException">It is none: the answer is 400 (<see cref="WitnessAnswer.Malformed"/>).</exception>
    public static AddCheckpoint Parse(ReadOnlySpan<byte> body)
    {
        var text = Strict.Text(body, MostBytes, "The request");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            throw new LedgerFormatException("The request has no empty line before its checkpoint.");
        var lines = text[..end].Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal) || lines.Length > 1 + Proofs.MostHashes)
            throw new LedgerFormatException("The request does not begin with the old size, or its proof has too many hashes.");
        var proof = new Hash[lines.Length - 1];
        for (var at = 0; at < proof.Length; at++)
            proof[at] = Strict.Hash(lines[at + 1], "A hash of the proof");
        return new AddCheckpoint(Strict.Count(lines[0].AsSpan(4), "The old size"), proof, SignedNote.Parse(Encoding.UTF8.GetBytes(text[(end + 2)..])));
    }

    /// <summary>The body of the request.</summary>
    public byte[] ToBytes() =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"old {Old}\n{string.Concat(Proof.Select(hash => $"{hash}\n"))}\n{Note}"));
}
