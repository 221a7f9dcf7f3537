using System.Buffers.Binary;

namespace Entente.Ledger;

/// <summary>
/// What fits into a QR code: the commitment, its path and the signatures, as capital letters and digits, which a QR code packs
/// densely and an address can carry: <c>HTTPS://ENTENTE.EXAMPLE/VERIFY/AEBAG…</c>. The root is left out: it follows from
/// the path, and the signatures are over it.
/// </summary>
public sealed record CompactReceipt(Guid Statement, int Version, StatementEntry Entry, LogProof Proof)
{
    /// <summary>The most letters that are read.</summary>
    public const int MostLetters = 8192;

    private const byte Format = 1;

    /// <summary>The text for the QR code.</summary>
    public override string ToString() => Base32.Of(Bytes());

    /// <summary>Reads the text, with or without the address before it.</summary>
    /// <exception cref="LedgerFormatException">It is no such text.</exception>
    public static CompactReceipt Parse(string text)
    {
        text = text[(text.LastIndexOf('/') + 1)..].Trim();
        if (text.Length > MostLetters)
            throw new LedgerFormatException($"The code has more than {MostLetters} letters.");
        var reader = new CompactReader(Base32.Read(text));
        if (reader.Byte() != Format)
            throw new LedgerFormatException("The code is no receipt, or one of a later form.");
        var statement = new Guid(reader.Take(16), bigEndian: true);
        var version = reader.Count(int.MaxValue);
        var commitment = Hash.Of(reader.Take(Hash.Length));
        Hash? assertion = reader.Byte() switch
        {
            0 => null,
            1 => Hash.Of(reader.Take(Hash.Length)),
            _ => throw new LedgerFormatException("The code says neither that it is signed nor that it is not."),
        };
        var entry = new StatementEntry(commitment, assertion);
        return new CompactReceipt(statement, (int)version, entry, ReadProof(ref reader, entry));
    }

    /// <summary>Checks that the commitment is in the log.</summary>
    public Verdict Verify(Policy policy) => new ReceiptVerifier(policy).Verify(this);

    private static LogProof ReadProof(ref CompactReader reader, StatementEntry entry)
    {
        var (index, size) = (reader.Count(long.MaxValue), reader.Count(long.MaxValue));
        var path = new Hash[reader.Count(Proofs.MostHashes)];
        foreach (ref var hash in path.AsSpan())
            hash = Hash.Of(reader.Take(Hash.Length));
        var origin = reader.Text();
        if (origin.Length == 0 || !Proofs.TryRoot(entry.Leaf, index, size, path, out var root))
            throw new LedgerFormatException("The path of the code is of no such tree.");
        var signatures = new NoteSignature[reader.Count(SignedNote.MostSignatures)];
        foreach (ref var signature in signatures.AsSpan())
        {
            var name = reader.Text();
            name = name.Length == 0 ? origin : name;
            if (!Strict.IsKeyName(name))
                throw new LedgerFormatException("The name of a key in the code is none.");
            signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(reader.Take(4)), reader.Take((int)reader.Count(4096)).ToArray());
        }
        reader.End();
        return new LogProof(index, path, new SignedNote(new Checkpoint(origin, size, root).Text, signatures));
    }

    private byte[] Bytes()
    {
        var checkpoint = Checkpoint.Parse(Proof.Checkpoint);
        if (checkpoint.Extensions.Count > 0)
            throw new InvalidOperationException("A checkpoint with extensions has no compact form.");
        var writer = new CompactWriter();
        writer.Byte(Format);
        writer.Put(Statement.ToByteArray(bigEndian: true));
        writer.Count(Version);
        writer.Put(Entry.Commitment.Bytes);
        writer.Byte((byte)(Entry.Assertion is null ? 0 : 1));
        if (Entry.Assertion is { } assertion)
            writer.Put(assertion.Bytes);
        writer.Count(Proof.Index);
        writer.Count(checkpoint.Size);
        writer.Count(Proof.Path.Count);
        foreach (var hash in Proof.Path)
            writer.Put(hash.Bytes);
        writer.Text(checkpoint.Origin);
        writer.Count(Proof.Checkpoint.Signatures.Count);
        foreach (var signature in Proof.Checkpoint.Signatures)
        {
            writer.Text(signature.Name == checkpoint.Origin ? "" : signature.Name);
            writer.Put(BitConverter.IsLittleEndian ? BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(signature.KeyId)) : BitConverter.GetBytes(signature.KeyId));
            writer.Count(signature.Bytes.Length);
            writer.Put(signature.Bytes.Span);
        }
        return writer.Written;
    }
}
