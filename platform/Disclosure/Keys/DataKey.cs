using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Disclosure;

/// <summary>
/// The key of a party. Each message is closed under a key of its own, derived from where it lies, and bound to that place:
/// moved elsewhere it does not open. A message is four bytes that say so, the key's id, twelve bytes of chance, and what
/// AES-256-GCM gives.
/// </summary>
public sealed class DataKey(Guid id, byte[]? key, DateTimeOffset? erasedAt)
{
    public const int Overhead = Head + Tag;

    private const int Nonce = 12;
    private const int Tag = 16;
    private const int Head = 4 + 16 + Nonce;

    // No file and no text begins with a zero.
    private static ReadOnlySpan<byte> Mark => [0, (byte)'E', (byte)'K', 1];

    public Guid Id => id;

    /// <summary>When it was destroyed; nothing that it closed opens any more.</summary>
    public DateTimeOffset? ErasedAt => erasedAt;

    public static bool IsSealed(ReadOnlySpan<byte> bytes) => bytes.Length >= Overhead && bytes.StartsWith(Mark);

    public static Guid KeyOf(ReadOnlySpan<byte> box) => new(box.Slice(Mark.Length, 16), bigEndian: true);

    /// <param name="place">Where it will lie, in words that say so unmistakably.</param>
    public byte[] Close(ReadOnlySpan<byte> plain, string place)
    {
        var box = new byte[Head + plain.Length + Tag];
        Mark.CopyTo(box);
        id.TryWriteBytes(box.AsSpan(Mark.Length), bigEndian: true, out _);
        RandomNumberGenerator.Fill(box.AsSpan(Head - Nonce, Nonce));
        var where = Encoding.UTF8.GetBytes(place);
        using var aes = new AesGcm(Derived(where), Tag);
        aes.Encrypt(box.AsSpan(Head - Nonce, Nonce), plain, box.AsSpan(Head, plain.Length), box.AsSpan(Head + plain.Length), where);
        return box;
    }

    /// <exception cref="CryptographicException">It was changed, or lay elsewhere.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string place)
    {
        var plain = new byte[box.Length - Overhead];
        var where = Encoding.UTF8.GetBytes(place);
        using var aes = new AesGcm(Derived(where), Tag);
        aes.Decrypt(box.Slice(Head - Nonce, Nonce), box[Head..^Tag], box[^Tag..], plain, where);
        return plain;
    }

    /// <summary>A piece of a file: its number is what never repeats, so that no piece can be left out or moved.</summary>
    public void ClosePiece(ReadOnlySpan<byte> plain, Span<byte> box, string place, long number, bool last)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        using var aes = Piece(place, nonce, number, last);
        aes.Encrypt(nonce, plain, box[..plain.Length], box.Slice(plain.Length, Tag));
    }

    /// <exception cref="CryptographicException">It was changed, moved, or the file was cut off.</exception>
    public void OpenPiece(ReadOnlySpan<byte> box, Span<byte> plain, string place, long number, bool last)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        using var aes = Piece(place, nonce, number, last);
        aes.Decrypt(nonce, box[..^Tag], box[^Tag..], plain);
    }

    // The place names a file that is written once, so that its key is used for these pieces alone.
    private AesGcm Piece(string place, Span<byte> nonce, long number, bool last)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[^1] = last ? (byte)1 : (byte)0;
        return new AesGcm(Derived(Encoding.UTF8.GetBytes(place)), Tag);
    }

    private byte[] Derived(byte[] place)
    {
        if (key is null)
            throw new InvalidOperationException("A key that was destroyed closes and opens nothing.");
        return HKDF.Expand(HashAlgorithmName.SHA256, key, 32, [.. "entente sealed 1 "u8, .. place]);
    }
}
