using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Entente.Records.Tables;

/// <summary>
/// The bytes of PostgreSQL's COPY in its binary form (manual, "COPY", Binary Format), made in one buffer that is used again and again:
/// a call of the driver for each cell would take as long as the database.
/// </summary>
internal sealed class CopyBytes
{
    private const long EpochTicks = 630_822_816_000_000_000; // 2000-01-01
    private const int EpochDay = 730_119;

    private byte[] _bytes = new byte[1 << 16];

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    public void Clear() => Count = 0;

    /// <summary>What stands before the first row.</summary>
    public void Begin()
    {
        ReadOnlySpan<byte> head = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
        head.CopyTo(Room(head.Length));
    }

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Room(2), -1);

    public void Row(int columns) => BinaryPrimitives.WriteInt16BigEndian(Room(2), (short)columns);

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);

    public void Id(Guid id)
    {
        var room = Room(20);
        BinaryPrimitives.WriteInt32BigEndian(room, 16);
        id.TryWriteBytes(room[4..], bigEndian: true, out _);
    }

    public void Int(int number)
    {
        var room = Room(8);
        BinaryPrimitives.WriteInt32BigEndian(room, 4);
        BinaryPrimitives.WriteInt32BigEndian(room[4..], number);
    }

    public void Long(long number)
    {
        var room = Room(12);
        BinaryPrimitives.WriteInt32BigEndian(room, 8);
        BinaryPrimitives.WriteInt64BigEndian(room[4..], number);
    }

    public void YesNo(bool value)
    {
        var room = Room(5);
        BinaryPrimitives.WriteInt32BigEndian(room, 1);
        room[4] = value ? (byte)1 : (byte)0;
    }

    /// <summary>The first and the last day that .NET knows are PostgreSQL's infinities.</summary>
    public void Day(DateOnly day) => Int(DayNumber(day));

    public void Instant(DateTime utc) => Long((utc.Ticks - EpochTicks) / TimeSpan.TicksPerMicrosecond);

    public void Days(DateOnly? from, bool withFrom, DateOnly? until, bool withUntil)
    {
        var room = Room(5 + (from is null ? 0 : 8) + (until is null ? 0 : 8));
        BinaryPrimitives.WriteInt32BigEndian(room, room.Length - 4);
        room[4] = (byte)((from is null ? 0x08 : withFrom ? 0x02 : 0) | (until is null ? 0x10 : withUntil ? 0x04 : 0));
        room = room[5..];
        foreach (var bound in (ReadOnlySpan<DateOnly?>)[from, until])
        {
            if (bound is not { } day)
                continue;
            BinaryPrimitives.WriteInt32BigEndian(room, 4);
            BinaryPrimitives.WriteInt32BigEndian(room[4..], DayNumber(day));
            room = room[8..];
        }
    }

    public void Text(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var at = Count;
        var room = Room(4 + most);
        Utf8.FromUtf16(text, room[4..], out _, out var written);
        BinaryPrimitives.WriteInt32BigEndian(room, written);
        Count = at + 4 + written;
    }

    public void Texts(string[] texts)
    {
        var at = Count;
        Room(4);
        ReadOnlySpan<int> head = texts.Length == 0 ? [0, 0, 25] : [1, 0, 25, texts.Length, 1];
        foreach (var number in head)
            BinaryPrimitives.WriteInt32BigEndian(Room(4), number);
        foreach (var text in texts)
            Text(text);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(at), Count - at - 4);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        var room = Room(4 + bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(room, bytes.Length);
        bytes.CopyTo(room[4..]);
    }

    /// <summary>Canonical bytes as they are kept.</summary>
    public void Packed(ReadOnlySpan<byte> bytes)
    {
        var at = Count;
        var room = Room(4 + Writing.Packed.Most(bytes.Length));
        var written = Writing.Packed.Write(bytes, room[4..]);
        BinaryPrimitives.WriteInt32BigEndian(room, written);
        Count = at + 4 + written;
    }

    /// <summary>As numeric keeps it: four decimal figures to a digit, from the first that is not nought to the last.</summary>
    public void Exact(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var places = (parts[3] >> 16) & 0xFF;
        var unscaled = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        Span<short> digits = stackalloc short[12];
        var (count, weight) = Digits(unscaled, places, digits);
        var room = Room(12 + (2 * count));
        BinaryPrimitives.WriteInt32BigEndian(room, 8 + (2 * count));
        BinaryPrimitives.WriteInt16BigEndian(room[4..], (short)count);
        BinaryPrimitives.WriteInt16BigEndian(room[6..], (short)weight);
        BinaryPrimitives.WriteInt16BigEndian(room[8..], count > 0 && parts[3] < 0 ? (short)0x4000 : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(room[10..], (short)places);
        for (var at = 0; at < count; at++)
            BinaryPrimitives.WriteInt16BigEndian(room[(12 + (2 * at))..], digits[at]);
    }

    private static (int Count, int Weight) Digits(UInt128 unscaled, int places, Span<short> digits)
    {
        // So many noughts behind that the point lies between two digits.
        for (var missing = (4 - (places % 4)) % 4; missing > 0; missing--)
            unscaled *= 10;
        var behind = (places + 3) / 4;
        var count = 0;
        // Least first; what is small enough is divided as a machine word.
        for (; unscaled > ulong.MaxValue; unscaled /= 10_000)
            digits[count++] = (short)(unscaled % 10_000);
        for (var rest = (ulong)unscaled; rest > 0; rest /= 10_000)
            digits[count++] = (short)(rest % 10_000);
        var weight = count - behind - 1;
        digits[..count].Reverse();
        while (count > 0 && digits[count - 1] == 0)
            count--;
        return (count, count == 0 ? 0 : weight);
    }

    private static int DayNumber(DateOnly day) =>
        day == DateOnly.MinValue ? int.MinValue : day == DateOnly.MaxValue ? int.MaxValue : day.DayNumber - EpochDay;

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Count < length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Count + length));
        var room = _bytes.AsSpan(Count, length);
        Count += length;
        return room;
    }
}
