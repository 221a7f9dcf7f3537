using System.Text;

namespace Entente.Ledger;

/// <summary>What a leaf of the log stands for. The log never holds what was declared, only what commits to it.</summary>
public abstract record LogEntry
{
    private const string Mark = "entente entry 1";
    private const int MostBytes = 4096;

    /// <summary>What the tree hashes.</summary>
    public Hash Leaf => Tree.Leaf(ToBytes());

    /// <summary>The entry as it stands in the log: a few lines of text.</summary>
    public abstract byte[] ToBytes();

    /// <summary>Reads an entry. One of a kind that came later is kept as it is (<see cref="OtherEntry"/>).</summary>
    /// <exception cref="LedgerFormatException">It is no entry of ours.</exception>
    public static LogEntry Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Strict.Lines(Strict.Text(bytes, MostBytes, "The entry"), "The entry");
        return lines switch
        {
            [Mark, StatementEntry.Kind, var commitment, var signed] => StatementEntry.Of(commitment, signed),
            [Mark, KeyEntry.Kind, "begins", var key] => new KeyEntry(VerifierKey.Parse(key), true),
            [Mark, KeyEntry.Kind, "ends", var key] => new KeyEntry(VerifierKey.Parse(key), false),
            [Mark, StatementEntry.Kind or KeyEntry.Kind, ..] => throw new LedgerFormatException("The entry has lines that its kind has not."),
            [Mark, not "", ..] => new OtherEntry(bytes.ToArray()),
            _ => throw new LedgerFormatException($"An entry begins with “{Mark}” and its kind."),
        };
    }

    private protected static byte[] Lines(params ReadOnlySpan<string> lines) => Encoding.UTF8.GetBytes($"{Mark}\n{string.Join('\n', lines)}\n");
}

/// <summary>A version of a statement.</summary>
/// <param name="Commitment">See <see cref="Commitments.OfStatement"/>.</param>
/// <param name="Assertion">The digest of what the delegate's passkey signed; null: the statement was sent unsigned.</param>
public sealed record StatementEntry(Hash Commitment, Hash? Assertion = null) : LogEntry
{
    internal const string Kind = "statement";
    private const string Unsigned = "unsigned";
    private const string Signed = "signed ";

    /// <inheritdoc/>
    public override byte[] ToBytes() => Lines(Kind, Commitment.ToHex(), Assertion is { } digest ? Signed + digest.ToHex() : Unsigned);

    internal static StatementEntry Of(string commitment, string signed)
    {
        var hash = Hash.Of(Strict.Hex(commitment, Hash.Length, "The commitment"));
        if (signed == Unsigned)
            return new StatementEntry(hash);
        if (!signed.StartsWith(Signed, StringComparison.Ordinal))
            throw new LedgerFormatException("A statement is signed or unsigned.");
        return new StatementEntry(hash, Hash.Of(Strict.Hex(signed.AsSpan(Signed.Length), Hash.Length, "The digest of the signature")));
    }
}

/// <summary>A key of the log or of a witness begins or ends to count, so that nobody changes keys unnoticed.</summary>
public sealed record KeyEntry(VerifierKey Key, bool Begins) : LogEntry
{
    internal const string Kind = "key";

    /// <inheritdoc/>
    public override byte[] ToBytes() => Lines(Kind, Begins ? "begins" : "ends", Key.ToString());
}

/// <summary>An entry of a kind that this version does not know.</summary>
public sealed record OtherEntry(ReadOnlyMemory<byte> Bytes) : LogEntry
{
    /// <inheritdoc/>
    public override byte[] ToBytes() => Bytes.ToArray();
}
