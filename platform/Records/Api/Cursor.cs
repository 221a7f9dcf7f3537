using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Records.Api;

/// <summary>
/// Where a list goes on: after this statement, in the order of change. It holds a mark of the question, so that a cursor
/// sent with another question is noticed rather than answered with half a list. It is no secret and gives no right.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    private const int Marked = 8;
    private const int Length = Marked + 8 + 16;

    public string Write(string question)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Mark(question).CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[Marked..], At.UtcTicks);
        Id.TryWriteBytes(bytes[(Marked + 8)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for a cursor that this question never gave.</summary>
    public static Cursor? Read(string text, string question)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 2 * Length || !Base64Url.IsValid(text, out var decoded) || decoded != Length || !Base64Url.TryDecodeFromChars(text, bytes, out _))
            return null;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[Marked..]);
        return bytes[..Marked].SequenceEqual(Mark(question)) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[(Marked + 8)..], bigEndian: true))
            : null;
    }

    private static ReadOnlySpan<byte> Mark(string question) => SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, Marked);
}
