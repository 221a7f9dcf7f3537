using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Client.Run;

namespace Entente.Client.Backup;

/// <summary>What stands first in a backup: what has to be there before its rows can be.</summary>
/// <param name="Body">Whose part it is; null: everything.</param>
/// <param name="Made">What makes the tables of what bodies declare, in the order it is said; {writer}, {reader}, {analysts} and {granted} are the roles.</param>
internal sealed record PackHead(int Format, string Entente, DateTimeOffset At, string? Body, IReadOnlyList<PackStep> Steps, IReadOnlyList<string> Made, IReadOnlyList<PackTable> Tables, IReadOnlyList<PackSequence> Sequences);

internal sealed record PackStep(int Number, string File, string Checksum);

/// <param name="Name">Quoted, with its schema.</param>
internal sealed record PackTable(string Name, IReadOnlyList<string> Columns);

internal sealed record PackSequence(string Name, long Last);

/// <summary>What stands last: what was in each member, so that nothing is missing and nothing was changed.</summary>
/// <param name="Rows">How many rows each table has.</param>
internal sealed record PackEnd(IReadOnlyDictionary<string, string> Digests, IReadOnlyDictionary<string, long> Rows, long Files, IReadOnlyList<string> Missing, bool WithKeys);

/// <summary>Writes a backup: one archive (tar, packed with Brotli), member after member, none of them held in memory.</summary>
internal sealed class PackWriter(Stream to) : IAsyncDisposable
{
    /// <summary>How much of a table is one member.</summary>
    public const int Piece = 4 << 20;

    private readonly BrotliStream _packed = new(to, CompressionLevel.Fastest, leaveOpen: true);
    private TarWriter? _tar;

    public Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    private TarWriter Tar => _tar ??= new TarWriter(_packed, TarEntryFormat.Pax, leaveOpen: true);

    public Task AddJson<T>(string name, T content, CancellationToken cancel) => Add(name, JsonSerializer.SerializeToUtf8Bytes(content), cancel);

    public async Task Add(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        Digests[name] = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        await Tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, cancel);
    }

    /// <summary>A file as it lies; its digest is taken on the way.</summary>
    public async Task AddFile(string name, string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using var seen = new DigestStream(file);
        await Tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = seen }, cancel);
        Digests[name] = seen.Digest();
    }

    /// <summary>The rest of a stream in pieces of one size.</summary>
    public async Task AddPieces(string name, Stream from, CancellationToken cancel)
    {
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (var number = 1; ; number++)
            {
                var read = await from.ReadAtLeastAsync(piece.AsMemory(0, Piece), Piece, throwOnEndOfStream: false, cancel);
                if (read == 0)
                    return;
                await Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}/{number:00000000}"), piece.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_tar is not null)
            await _tar.DisposeAsync();
        await _packed.DisposeAsync();
    }
}

/// <summary>Reads a backup member by member and counts with what its end will say.</summary>
internal sealed class PackReader(Stream from) : IAsyncDisposable
{
    private readonly TarReader _tar = new(new BrotliStream(from, CompressionMode.Decompress), leaveOpen: false);
    private readonly Dictionary<string, string> _digests = new(StringComparer.Ordinal);
    private DigestStream? _content;

    /// <summary>The member that is being read.</summary>
    public string Name { get; private set; } = "its first member";

    /// <exception cref="Refusal">The archive is damaged here.</exception>
    public async Task<Stream?> Next(CancellationToken cancel)
    {
        try
        {
            await Finish(cancel);
            if (await _tar.GetNextEntryAsync(copyData: false, cancel) is not { } entry)
                return null;
            Name = entry.Name;
            return _content = new DigestStream(entry.DataStream ?? Stream.Null);
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException or EndOfStreamException or FormatException)
        {
            throw Damaged(problem);
        }
    }

    public async Task<T> Read<T>(Stream member, CancellationToken cancel)
    {
        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(member, cancellationToken: cancel))!;
        }
        catch (Exception problem) when (problem is JsonException or InvalidDataException or InvalidOperationException or EndOfStreamException)
        {
            throw Damaged(problem);
        }
    }

    /// <summary>After the end was read: every member that it names came, as it was, and no other.</summary>
    public void Compare(PackEnd end)
    {
        foreach (var (name, digest) in end.Digests)
            if (!_digests.TryGetValue(name, out var found))
                throw new Refusal($"The backup is damaged: its member {name} is missing. Nothing was restored.");
            else if (found != digest)
                throw new Refusal($"The backup is damaged: its member {name} is not what was written. Nothing was restored.");
        foreach (var name in _digests.Keys.Where(name => name != PackNames.End && !end.Digests.ContainsKey(name)))
            throw new Refusal($"The backup is damaged: its member {name} does not belong to it. Nothing was restored.");
    }

    public Refusal Damaged(Exception? problem = null) => new($"The backup is damaged at or after {Name}{(problem is null ? "" : $" ({problem.Message.TrimEnd('.')})")}. Nothing was restored: take another copy of it.");

    private async Task Finish(CancellationToken cancel)
    {
        if (_content is null)
            return;
        await _content.CopyToAsync(Stream.Null, cancel);
        _digests[Name] = _content.Digest();
        _content = null;
    }

    public ValueTask DisposeAsync() => _tar.DisposeAsync();
}

internal static class PackNames
{
    public const int Format = 1;
    public const string Head = "begin.json";
    public const string End = "end.json";
    public const string Tables = "tables/";
    public const string Files = "files/";
    public const string Keys = "keys.sealed";
}

/// <summary>What is read through it is counted into a digest.</summary>
internal sealed class DigestStream(Stream from) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => true;

    public override bool CanSeek => from.CanSeek;

    public override bool CanWrite => false;

    public override long Length => from.Length;

    public override long Position
    {
        get => from.Position;
        set => from.Position = value == from.Position ? value : throw new NotSupportedException();
    }

    public string Digest() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await from.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = from.Read(buffer, offset, count);
        _hash.AppendData(buffer, offset, read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
