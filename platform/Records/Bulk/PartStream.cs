using System.Data;
using System.IO.Compression;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// The received file as one stream: the piece that is read, and no more, is in memory. It can be gone through from any place, as
/// workbooks are.
/// </summary>
internal sealed class PartStream(NpgsqlConnection connection, Guid load, long length) : Stream
{
    private readonly byte[] _kept = new byte[Parts.Piece];
    private readonly byte[] _room = new byte[Parts.Piece];
    private ReadOnlyMemory<byte> _piece;
    private long _number = -1;
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _at;
        set => _at = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at / Parts.Piece is var number && number != _number)
        {
            await using var command = Piece(number);
            await using var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
            (_piece, _number) = (await row.ReadAsync(cancellationToken) ? Read(row) : default, number);
        }
        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (_at / Parts.Piece is var number && number != _number)
        {
            using var command = Piece(number);
            using var row = command.ExecuteReader(CommandBehavior.SingleRow);
            (_piece, _number) = (row.Read() ? Read(row) : default, number);
        }
        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _at = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _at, _ => length };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private NpgsqlCommand Piece(long number) =>
        new("select bytes, packed from records.load_part where load = $1 and number = $2", connection) { Parameters = { new() { Value = load }, new() { Value = (int)number } } };

    private ReadOnlyMemory<byte> Read(NpgsqlDataReader row)
    {
        var kept = _kept.AsMemory(0, (int)row.GetBytes(0, 0, _kept, 0, _kept.Length));
        if (!row.GetBoolean(1))
            return kept;
        return BrotliDecoder.TryDecompress(kept.Span, _room, out var length) ? _room.AsMemory(0, length) : throw new InvalidDataException("A piece of the file is damaged.");
    }

    private int Take(Span<byte> buffer)
    {
        var from = (int)(_at % Parts.Piece);
        var read = Math.Max(0, Math.Min(buffer.Length, _piece.Length - from));
        _piece.Span.Slice(Math.Min(from, _piece.Length), read).CopyTo(buffer);
        _at += read;
        return read;
    }
}
