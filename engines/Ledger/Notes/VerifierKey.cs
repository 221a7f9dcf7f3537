using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Ledger;

/// <summary>What a key signs: a note as it stands (the log), or the log's note with the time it was seen (a witness).</summary>
public enum KeyKind
{
    /// <summary>Ed25519 over the text of the note.</summary>
    Log = 1,

    /// <summary>Ed25519 over the text with a time before it: a cosignature (C2SP tlog-cosignature, v1).</summary>
    Witness = 4,
}

/// <summary>
/// The public half of a key, as it is published (a <em>vkey</em> of C2SP signed-note): a name, a number and the key.
/// </summary>
/// <example><code>
/// var key = VerifierKey.Parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
/// bool holds = key.Verifies(note.Text, note.Signatures[0]);
/// </code></example>
public sealed record VerifierKey
{
    private const int TimeLength = 8;

    private readonly byte[] _key;

    /// <summary>The key with this name.</summary>
    public VerifierKey(string name, KeyKind kind, ReadOnlySpan<byte> publicKey)
    {
        if (!Strict.IsKeyName(name) || publicKey.Length != Ed25519.KeyLength || !Enum.IsDefined(kind))
            throw new ArgumentException("A key has a name without spaces and plus, a known kind and 32 bytes.", nameof(name));
        (Name, Kind, _key) = (name, kind, publicKey.ToArray());
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. _key]));
    }

    /// <summary>Whose key it is; of a log, its origin.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public KeyKind Kind { get; }

    /// <summary>Its number: the beginning of a digest over name, kind and key.</summary>
    public uint Id { get; }

    /// <summary>The 32 bytes of the public key.</summary>
    public ReadOnlyMemory<byte> PublicKey => _key;

    /// <summary>Reads a vkey.</summary>
    /// <exception cref="LedgerFormatException">It is none, its number is another's, or its kind is not supported.</exception>
    public static VerifierKey Parse(string text)
    {
        if (text.Length > 1000 || text.Split('+', 3) is not [var name, var id, var rest] || !Strict.IsKeyName(name))
            throw new LedgerFormatException("A key is written as NAME+NUMBER+BASE64.");
        var number = BinaryPrimitives.ReadUInt32BigEndian(Strict.Hex(id, 4, "The number of the key"));
        if (Strict.Base64(rest, "The key") is not [(byte)KeyKind.Log or (byte)KeyKind.Witness, ..] bytes || bytes.Length != 1 + Ed25519.KeyLength)
            throw new LedgerFormatException($"The key of {name} is of a kind that is not known here: only Ed25519 (1) and its cosignatures (4) are.");
        var key = new VerifierKey(name, (KeyKind)bytes[0], bytes.AsSpan(1));
        return key.Id == number ? key : throw new LedgerFormatException($"The key of {name} has the number {key.Id:x8}, not {number:x8}.");
    }

    /// <summary>Whether the signature says that it is of this key. It need not be true.</summary>
    public bool IsNamedBy(NoteSignature signature) => signature.KeyId == Id && signature.Name == Name;

    /// <summary>Whether the signature over a note's text is of this key.</summary>
    public bool Verifies(string text, NoteSignature signature) => Verifies(text, signature, out _);

    /// <summary>The same, with the time at which a witness signed.</summary>
    public bool Verifies(string text, NoteSignature signature, out DateTimeOffset? at)
    {
        at = null;
        if (!IsNamedBy(signature))
            return false;
        var bytes = signature.Bytes.Span;
        if (Kind == KeyKind.Log)
            return Ed25519.Verify(_key, Encoding.UTF8.GetBytes(text), bytes);
        if (bytes.Length != TimeLength + Ed25519.SignatureLength)
            return false;
        var seconds = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        if (seconds == 0 || seconds > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() || !Ed25519.Verify(_key, Timed(text, (long)seconds), bytes[TimeLength..]))
            return false;
        at = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    /// <summary>Two are the same when name, kind and key are.</summary>
    public bool Equals(VerifierKey? other) => other is not null && Name == other.Name && Kind == other.Kind && _key.AsSpan().SequenceEqual(other._key);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The vkey.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Kind, .. _key])}");

    /// <summary>What a witness signs: the text of the note, after a line that says what this is and one with the time.</summary>
    internal static byte[] Timed(string text, long seconds) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{text}"));
}
