using System.IO.Compression;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Bulk;

/// <summary>A received file in pieces, written and read as a stream. A piece is packed (Brotli, RFC 7932) where that makes it shorter: rows as text are a quarter, and the database writes only that.</summary>
internal static class Parts
{
    public const int Piece = 1 << 20;

    private const int Window = 18;

    public static async Task<(byte[] Digest, long Size)> Write(NpgsqlConnection connection, Guid load, Stream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (piece, packed) = (new byte[Piece], new byte[Piece]);
        long size = 0;
        await using var importer = await connection.BeginBinaryImportAsync("copy records.load_part (load, number, bytes, packed) from stdin (format binary)", cancel);
        for (var number = 0; await file.ReadAtLeastAsync(piece, Piece, throwOnEndOfStream: false, cancel) is > 0 and var read; number++)
        {
            hash.AppendData(piece, 0, read);
            size += read;
            await importer.StartRowAsync(cancel);
            await importer.WriteAsync(load, NpgsqlDbType.Uuid, cancel);
            await importer.WriteAsync(number, NpgsqlDbType.Integer, cancel);
            var shorter = BrotliEncoder.TryCompress(piece.AsSpan(0, read), packed.AsSpan(0, read), out var length, quality: 0, Window);
            await importer.WriteAsync(shorter ? packed.AsMemory(0, length) : piece.AsMemory(0, read), NpgsqlDbType.Bytea, cancel);
            await importer.WriteAsync(shorter, NpgsqlDbType.Boolean, cancel);
        }
        await importer.CompleteAsync(cancel);
        return (hash.GetHashAndReset(), size);
    }

    public static Task<int> Forget(NpgsqlConnection connection, Guid load) => connection.ExecuteAsync("delete from records.load_part where load = @load", new { load });
}
