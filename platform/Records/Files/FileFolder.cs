using System.Security.Cryptography;
using Entente.Disclosure;

namespace Entente.Records.Files;

/// <summary>
/// The folder of files, which several nodes may share: what arrives is under its id until it is whole, and is then
/// renamed to its content, so that no other node ever sees half of it.
/// </summary>
public sealed class FileFolder(FileSettings settings)
{
    private const int Piece = 256 * 1024;

    public string Arriving(Guid id) => Path.Combine(settings.Folder, "arriving", id.ToString("N"));

    public string Kept(byte[] sha256)
    {
        var name = Convert.ToHexStringLower(sha256);
        return Path.Combine(settings.Folder, name[..2], name);
    }

    /// <summary>Where a confidential file lies, which is nobody else's even with the same content.</summary>
    public string Sealed(Guid id) => Path.Combine(settings.Folder, "sealed", id.ToString("N"));

    /// <summary>Writes what comes after <paramref name="offset"/> bytes; says now and then, and at the end, how much there is, also when the sender is cut off.</summary>
    /// <exception cref="NoRoom">The disk is full.</exception>
    public async Task<long> Append(Guid id, long offset, long size, Stream body, Func<long, Task> arrived, TimeProvider time, CancellationToken cancel)
    {
        var path = Arriving(id);
        var told = time.GetTimestamp();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 });
            // What a node wrote before it died, and nobody was told of, is written again.
            file.SetLength(offset);
            file.Position = offset;
            var piece = new byte[Piece];
            try
            {
                for (int read; offset < size && (read = await body.ReadAsync(piece.AsMemory(0, (int)Math.Min(Piece, size - offset)), cancel)) > 0;)
                {
                    await file.WriteAsync(piece.AsMemory(0, read), CancellationToken.None);
                    offset += read;
                    if (time.GetElapsedTime(told) > TimeSpan.FromSeconds(3))
                    {
                        file.Flush(flushToDisk: true);
                        await arrived(offset);
                        told = time.GetTimestamp();
                    }
                }
            }
            catch (Exception cut) when (cut is OperationCanceledException or Microsoft.AspNetCore.Connections.ConnectionResetException or BadHttpRequestException)
            {
                // The line was cut: what has come is kept, and the sender goes on from there.
            }
            file.Flush(flushToDisk: true);
        }
        catch (IOException full) when (IsFull(full))
        {
            throw new NoRoom(full);
        }
        return offset;
    }

    public async Task<byte[]> Digest(Guid id, CancellationToken cancel)
    {
        await using var file = File.OpenRead(Arriving(id));
        return await SHA256.HashDataAsync(file, cancel);
    }

    public void Keep(Guid id, byte[] sha256)
    {
        var kept = Kept(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        if (File.Exists(Arriving(id)))
            File.Move(Arriving(id), kept, overwrite: true);
    }

    /// <summary>What arrived, encrypted; the plain file goes with <see cref="Arrived"/>.</summary>
    internal Task Close(Guid id, DataKey key, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(settings.Folder, "sealed"));
        return SealedFile.Write(Arriving(id), Sealed(id), key, id, cancel);
    }

    internal Stream Open(Guid id, DataKey key, long length) => SealedFile.Open(Sealed(id), key, id, length);

    internal void Arrived(Guid id) => Wipe(Arriving(id));

    public void Drop(Guid id)
    {
        Wipe(Arriving(id));
        Delete(Sealed(id));
    }

    /// <summary>Whatever lies in the folder of what arrives.</summary>
    internal IReadOnlyList<Guid> AllArriving()
    {
        var arriving = new DirectoryInfo(Path.Combine(settings.Folder, "arriving"));
        return arriving.Exists ? [.. arriving.EnumerateFiles().Select(file => Guid.TryParseExact(file.Name, "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)] : [];
    }

    public void Drop(byte[] sha256) => Delete(Kept(sha256));

    // It may be confidential: written over in its place before it goes, as far as the disk goes along.
    private static void Wipe(string path)
    {
        if (!File.Exists(path))
            return;
        using (var over = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            var blank = new byte[Piece];
            for (var left = over.Length; left > 0; left -= Piece)
                over.Write(blank, 0, (int)Math.Min(Piece, left));
            over.Flush(flushToDisk: true);
        }
        File.Delete(path);
    }

    private static void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
    }

    // ENOSPC and EDQUOT; on Windows "disk full" and "handle disk full".
    private static bool IsFull(IOException problem) => (problem.HResult & 0xFFFF) is 28 or 122 or 112 or 39;
}

/// <summary>The disk of the files is full.</summary>
public sealed class NoRoom(Exception inner) : IOException("The disk of the files is full.", inner);
