using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Entente.Disclosure;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Files;

/// <summary>Asks ClamAV about a file, over its socket, by its INSTREAM command.</summary>
public sealed class Scanner(Database database, FileFolder folder, FileSettings settings)
{
    private const int Piece = 64 * 1024;

    /// <summary>Looks at a file that waits. A scanner that does not answer is asked again later; the file waits meanwhile.</summary>
    internal async Task Scan(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        if (await StoredFile.Find(connection, id, cancel) is not { State: FileState.Waiting, Sha256: { } content } file)
            return;
        var key = file.Key is { } closed ? PartyKeys.Of(connection).Find(closed) : null;
        var (state, why) = key?.ErasedAt is not null ? (FileState.NotScanned, null) : await Look(file, content, key, cancel);
        if (key is not null && state == FileState.Refused)
            folder.Drop(id);
        await using var update = new NpgsqlCommand("update records.file set state = $2, why = $3 where id = $1 and state = 'waiting'", connection)
        {
            Parameters = { new() { Value = id }, new() { Value = StoredFile.Word(state) }, new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)why ?? DBNull.Value } },
        };
        await update.ExecuteNonQueryAsync(cancel);
    }

    // What is encrypted is opened on its way to the scanner, and lies in plain words nowhere meanwhile.
    private async Task<(FileState State, string? Why)> Look(StoredFile file, byte[] content, DataKey? key, CancellationToken cancel)
    {
        // What came with an earlier version waits as it arrived.
        if (key is not null && !File.Exists(folder.Sealed(file.Id)))
        {
            await folder.Close(file.Id, key, cancel);
            folder.Arrived(file.Id);
        }
        await using var bytes = key is null ? File.OpenRead(folder.Kept(content)) : folder.Open(file.Id, key, file.Size);
        return Read(await Ask(bytes, cancel));
    }

    /// <exception cref="IOException">It said something else: it is asked again.</exception>
    internal static (FileState State, string? Why) Read(string answer) => answer.TrimEnd('\0', '\n', ' ') switch
    {
        "stream: OK" => (FileState.Clean, null),
        var found when found.EndsWith(" FOUND", StringComparison.Ordinal) => (FileState.Refused, found["stream: ".Length..^" FOUND".Length]),
        var large when large.Contains("size limit exceeded", StringComparison.Ordinal) => (FileState.NotScanned, "too-large"),
        var other => throw new IOException($"ClamAV answered “{other}”."),
    };

    private async Task<string> Ask(Stream file, CancellationToken cancel)
    {
        using var socket = await Connect(settings.Scanner!, cancel);
        await using var stream = new NetworkStream(socket);
        var piece = new byte[4 + Piece];
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
            for (int read; (read = await file.ReadAsync(piece.AsMemory(4), cancel)) > 0;)
            {
                BinaryPrimitives.WriteInt32BigEndian(piece, read);
                await stream.WriteAsync(piece.AsMemory(0, 4 + read), cancel);
            }
            await stream.WriteAsync(new byte[4], cancel);
        }
        catch (IOException)
        {
            // It hangs up on a file larger than its limit, after saying so.
        }
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(cancel);
    }

    private static async Task<Socket> Connect(string where, CancellationToken cancel)
    {
        if (where.StartsWith('/'))
        {
            var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await local.ConnectAsync(new UnixDomainSocketEndPoint(where), cancel);
            return local;
        }
        var (host, port) = where.LastIndexOf(':') is var colon and > 0 ? (where[..colon], int.Parse(where[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture)) : (where, 3310);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host, port, cancel);
        return socket;
    }
}
