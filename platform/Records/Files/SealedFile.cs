using Entente.Disclosure;
using Microsoft.Win32.SafeHandles;

namespace Entente.Records.Files;

/// <summary>
/// A file as it lies encrypted: piece after piece of 64 KB, each with its number and whether it is the last, so that any part
/// of it can be read alone and none be left out or moved.
/// </summary>
internal sealed class SealedFile : Stream
{
    private const int Piece = 1 << 16;
    private const int Tag = 16;

    private readonly SafeFileHandle _file;
    private readonly DataKey _key;
    private readonly string _place;
    private readonly byte[] _box = new byte[Piece + Tag];
    private readonly byte[] _plain = new byte[Piece];
    private long _held = -1;

    private SealedFile(string path, DataKey key, Guid id, long length)
    {
        (_file, _key, _place, Length) = (File.OpenHandle(path, options: FileOptions.Asynchronous), key, Place(id), length);
        if (RandomAccess.GetLength(_file) != length + (Pieces(length) * Tag))
            throw new System.Security.Cryptography.CryptographicException("The file was cut off, or is another.");
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public static SealedFile Open(string path, DataKey key, Guid id, long length) => new(path, key, id, length);

    /// <summary>Writes it whole under another name first: no node ever sees half of it.</summary>
    public static async Task Write(string from, string to, DataKey key, Guid id, CancellationToken cancel)
    {
        var half = to + ".new";
        await using (var plain = File.OpenRead(from))
        await using (var file = new FileStream(half, FileMode.Create, FileAccess.Write))
        {
            var (piece, box, last) = (new byte[Piece], new byte[Piece + Tag], Pieces(plain.Length) - 1);
            for (long number = 0; number <= last; number++)
            {
                var read = await plain.ReadAtLeastAsync(piece, Piece, throwOnEndOfStream: false, cancel);
                key.ClosePiece(piece.AsSpan(0, read), box.AsSpan(0, read + Tag), Place(id), number, number == last);
                await file.WriteAsync(box.AsMemory(0, read + Tag), cancel);
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(half, to, overwrite: true);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        var number = Position / Piece;
        var held = (int)Math.Min(Piece, Length - (number * Piece));
        if (number != _held)
        {
            var read = 0;
            while (read < held + Tag && await RandomAccess.ReadAsync(_file, _box.AsMemory(read, held + Tag - read), (number * (Piece + Tag)) + read, cancellationToken) is > 0 and var more)
                read += more;
            _key.OpenPiece(_box.AsSpan(0, read), _plain.AsSpan(0, held), _place, number, number == Pieces(Length) - 1);
            _held = number;
        }
        var at = (int)(Position % Piece);
        var given = Math.Min(buffer.Length, held - at);
        _plain.AsMemory(at, given).CopyTo(buffer);
        Position += given;
        return given;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private static long Pieces(long length) => Math.Max(1, (length + Piece - 1) / Piece);

    private static string Place(Guid id) => $"file\n{id}";
}
