using System.Text;

namespace Entente.Ledger;

/// <summary>
/// A text with signatures (C2SP signed-note). Reading it checks its form alone; whose signatures they are, and whether they
/// hold, is asked of a <see cref="VerifierKey"/>. Signatures of keys that nobody knows are kept.
/// </summary>
/// <param name="Text">What is signed, with its last line feed.</param>
/// <param name="Signatures">In the order they stand in.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The most bytes that are read as a note.</summary>
    public const int MostBytes = 262_144;

    /// <summary>The most signatures that are read.</summary>
    public const int MostSignatures = 64;

    /// <summary>Reads a note.</summary>
    /// <exception cref="LedgerFormatException">It is no note, or larger than <see cref="MostBytes"/>.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        var note = Strict.Text(bytes, MostBytes, "The note");
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            throw new LedgerFormatException("The note has no empty line between its text and its signatures.");
        return new SignedNote(note[..(end + 1)], SignatureLines(note[(end + 2)..]));
    }

    /// <summary>Signature lines alone: what a witness answers.</summary>
    /// <exception cref="LedgerFormatException">A line is no signature, or there is none.</exception>
    public static IReadOnlyList<NoteSignature> ParseSignatures(ReadOnlySpan<byte> bytes) =>
        SignatureLines(Strict.Text(bytes, MostBytes, "The answer"));

    /// <summary>The note with one more signature; one by the same key is replaced.</summary>
    public SignedNote With(NoteSignature signature) =>
        this with { Signatures = [.. Signatures.Where(known => !known.IsBySameKeyAs(signature)), signature] };

    /// <summary>The bytes of the note.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>The note as it is written.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";

    private static List<NoteSignature> SignatureLines(string lines)
    {
        var all = Strict.Lines(lines, "The list of signatures");
        if (all.Length > MostSignatures)
            throw new LedgerFormatException($"The note has {all.Length} signatures, more than {MostSignatures}.");
        return [.. all.Select(NoteSignature.Parse)];
    }
}
