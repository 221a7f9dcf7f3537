using System.Buffers.Binary;
using System.IO.Compression;

namespace Entente.Records.Writing;

/// <summary>
/// Long bytes as the database keeps them: by Brotli (RFC 7932), behind a mark that no canonical bytes begin with and their length.
/// A block of a large table says the same names a thousand times: it is a fifth of its length, and packed here in a fraction of
/// the time that the database takes to write all of it.
/// </summary>
public static class Packed
{
    private const int Least = 8_000;
    private const int Head = 8;

    // The quickest, and a window that takes little memory on either side: more would make it a quarter shorter.
    private const int Quality = 0;
    private const int Window = 18;

    // Canonical bytes begin with a brace.
    private static ReadOnlySpan<byte> Mark => [0, (byte)'E', (byte)'P', 1];

    /// <summary>How many bytes <see cref="Write"/> takes at most.</summary>
    public static int Most(int length) => Head + Math.Max(length, BrotliEncoder.GetMaxCompressedLength(length));

    public static byte[] Of(byte[] bytes)
    {
        if (bytes.Length < Least)
            return bytes;
        var room = new byte[Most(bytes.Length)];
        return room[..Write(bytes, room)];
    }

    /// <summary>Canonical bytes, packed where they are long, and how many were written.</summary>
    public static int Write(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        if (bytes.Length >= Least && BrotliEncoder.TryCompress(bytes, to[Head..], out var packed, Quality, Window))
        {
            Mark.CopyTo(to);
            BinaryPrimitives.WriteInt32BigEndian(to[Mark.Length..], bytes.Length);
            return Head + packed;
        }
        bytes.CopyTo(to);
        return bytes.Length;
    }

    /// <summary>What was packed; anything else as it is.</summary>
    public static byte[] Open(byte[] kept)
    {
        if (!kept.AsSpan().StartsWith(Mark))
            return kept;
        var bytes = new byte[BinaryPrimitives.ReadInt32BigEndian(kept.AsSpan(Mark.Length))];
        return BrotliDecoder.TryDecompress(kept.AsSpan(Head), bytes, out var length) && length == bytes.Length ? bytes : throw new InvalidDataException("What was packed is damaged.");
    }
}
