using System.Buffers.Binary;

namespace Entente.Records.Bulk;

/// <summary>The ids of rows that come without one: they follow from the load and the row's number, and are sorted as the rows are.</summary>
internal sealed class RowIds
{
    private const ulong Counted = (1UL << 40) - 1;

    private readonly byte[] _load = new byte[16];
    private readonly ulong _end;

    public RowIds(Guid load, int table)
    {
        load.TryWriteBytes(_load, bigEndian: true, out _);
        // What is random in the load's own id stays in front; tables and rows are counted behind it.
        _end = BinaryPrimitives.ReadUInt64BigEndian(_load.AsSpan(8)) & ~Counted ^ ((ulong)(uint)table << 40);
    }

    public Guid Of(long number)
    {
        Span<byte> id = stackalloc byte[16];
        _load.CopyTo(id);
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], _end | ((ulong)number & Counted));
        return new Guid(id, bigEndian: true);
    }
}
