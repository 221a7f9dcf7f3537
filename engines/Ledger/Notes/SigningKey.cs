using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Entente.Ledger;

/// <summary>The private half of a key. Whoever makes one brings 32 random bytes along.</summary>
/// <example><code>var key = new SigningKey("example.org/log", KeyKind.Log, RandomNumberGenerator.GetBytes(32));</code></example>
public sealed class SigningKey
{
    private const string Mark = "PRIVATE+KEY+";

    private readonly byte[] _seed;

    /// <summary>The key that follows from this seed.</summary>
    public SigningKey(string name, KeyKind kind, ReadOnlySpan<byte> seed)
    {
        _seed = seed.ToArray();
        Verifier = new VerifierKey(name, kind, Ed25519.PublicKey(seed));
    }

    /// <summary>The public half, to be published.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Reads what <see cref="ToPrivateText"/> wrote.</summary>
    /// <exception cref="LedgerFormatException">It is no private key.</exception>
    public static SigningKey Parse(string text)
    {
        if (!text.StartsWith(Mark, StringComparison.Ordinal) || text.Length > 1000 || text[Mark.Length..].Split('+', 3) is not [var name, var id, var rest] || !Strict.IsKeyName(name))
            throw new LedgerFormatException("A private key is written as PRIVATE+KEY+NAME+NUMBER+BASE64.");
        var number = BinaryPrimitives.ReadUInt32BigEndian(Strict.Hex(id, 4, "The number of the key"));
        // What is wrong is not quoted: it is a secret.
        var bytes = new byte[64];
        if (!Convert.TryFromBase64String(rest, bytes, out var length) || length != 1 + Ed25519.KeyLength || bytes[0] is not ((byte)KeyKind.Log or (byte)KeyKind.Witness))
            throw new LedgerFormatException("The private key is of a kind that is not known here.");
        var key = new SigningKey(name, (KeyKind)bytes[0], bytes.AsSpan(1, Ed25519.KeyLength));
        return key.Verifier.Id == number ? key : throw new LedgerFormatException("The private key has another number than it says.");
    }

    /// <summary>The key as it is kept, in secret: the form of Go's package note.</summary>
    public string ToPrivateText() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([(byte)Verifier.Kind, .. _seed])}");

    /// <summary>The signature of a log's key over a note's text.</summary>
    public NoteSignature Sign(string text) =>
        Verifier.Kind == KeyKind.Log ? Signature(Ed25519.Sign(_seed, Encoding.UTF8.GetBytes(text))) : throw new InvalidOperationException("A witness signs with the time.");

    /// <summary>The signature of a witness's key over a checkpoint's text, as seen at this time.</summary>
    public NoteSignature Sign(string text, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds, nameof(at));
        if (Verifier.Kind != KeyKind.Witness)
            throw new InvalidOperationException("A log signs without a time.");
        var bytes = new byte[8 + Ed25519.SignatureLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seconds);
        Ed25519.Sign(_seed, VerifierKey.Timed(text, seconds)).CopyTo(bytes, 8);
        return Signature(bytes);
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => Verifier.ToString();

    private NoteSignature Signature(byte[] bytes) => new(Verifier.Name, Verifier.Id, bytes);
}
