using System.Security.Cryptography;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Bulk;

/// <summary>A received file in pieces, written and read as a stream.</summary>
internal static class Parts
{
    private const int Piece = 1 << 20;

    public static async Task<(byte[] Digest, long Size)> Write(NpgsqlConnection connection, Guid load, Stream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[Piece];
        long size = 0;
        await using var importer = await connection.BeginBinaryImportAsync("copy records.load_part (load, number, bytes) from stdin (format binary)", cancel);
        for (var number = 0; await file.ReadAtLeastAsync(piece, Piece, throwOnEndOfStream: false, cancel) is > 0 and var read; number++)
        {
            hash.AppendData(piece, 0, read);
            size += read;
            await importer.StartRowAsync(cancel);
            await importer.WriteAsync(load, NpgsqlDbType.Uuid, cancel);
            await importer.WriteAsync(number, NpgsqlDbType.Integer, cancel);
            await importer.WriteAsync(piece.AsSpan(0, read).ToArray(), NpgsqlDbType.Bytea, cancel);
        }
        await importer.CompleteAsync(cancel);
        return (hash.GetHashAndReset(), size);
    }

    public static Task<int> Forget(NpgsqlConnection connection, Guid load) => connection.ExecuteAsync("delete from records.load_part where load = @load", new { load });
}

/// <summary>The received file as one stream: the piece that is read, and no more, is in memory.</summary>
internal sealed class PartStream(NpgsqlConnection connection, Guid load) : Stream
{
    private byte[] _piece = [];
    private int _number;
    private int _at;

    /// <summary>How many bytes were read.</summary>
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _piece.Length && !await Next(cancellationToken))
            return 0;
        var read = Math.Min(buffer.Length, _piece.Length - _at);
        _piece.AsSpan(_at, read).CopyTo(buffer.Span);
        _at += read;
        Taken += read;
        return read;
    }

    private async Task<bool> Next(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select bytes from records.load_part where load = $1 and number = $2", connection) { Parameters = { new() { Value = load }, new() { Value = _number } } };
        (_piece, _at) = (await command.ExecuteScalarAsync(cancel) as byte[] ?? [], 0);
        _number++;
        return _piece.Length > 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
