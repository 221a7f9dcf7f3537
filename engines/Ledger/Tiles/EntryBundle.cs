using System.Buffers.Binary;

namespace Entente.Ledger;

/// <summary>Entries as they are served: each preceded by its length in two bytes, up to 256 in a bundle.</summary>
public static class EntryBundle
{
    /// <summary>The most bytes that an entry can have.</summary>
    public const int MostBytes = ushort.MaxValue;

    /// <summary>The bundle of these entries.</summary>
    public static byte[] Of(IReadOnlyList<byte[]> entries)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, Tile.Full, nameof(entries));
        var bundle = new byte[entries.Sum(entry => 2 + entry.Length)];
        var rest = bundle.AsSpan();
        foreach (var entry in entries)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, MostBytes, nameof(entries));
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.CopyTo(rest[2..]);
            rest = rest[(2 + entry.Length)..];
        }
        return bundle;
    }

    /// <summary>The entries of a bundle that should hold <paramref name="width"/> of them.</summary>
    /// <exception cref="LedgerFormatException">It holds fewer or more, or an entry is cut off.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle, int width)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        while (!bundle.IsEmpty)
        {
            if (bundle.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bundle.Span) is var length && bundle.Length < 2 + length)
                throw new LedgerFormatException($"Entry {entries.Count} of the bundle is cut off.");
            entries.Add(bundle.Slice(2, length));
            bundle = bundle[(2 + length)..];
        }
        return entries.Count == width ? entries : throw new LedgerFormatException($"The bundle holds {entries.Count} entries instead of {width}.");
    }
}
