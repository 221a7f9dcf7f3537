using Entente.Disclosure;
using Entente.Records.Confidential;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Records.Files;

/// <summary>Where a file belongs: a field of a statement, with the party whose room it takes.</summary>
public sealed record FileSubject(Guid Statement, string Body, string? Party, string Section, string Field, IReadOnlyList<string> Accept, bool Confidential = false);

/// <summary>What became of a piece.</summary>
public enum Piece { Taken, Complete, WrongOffset, Busy, Refused, NoRoom }

/// <summary>Files on their way in: begun, sent in as many pieces as the line needs, checked when they are whole.</summary>
public sealed class Uploads(Database database, FileFolder folder, FileSettings settings, Queue queue, TimeProvider time)
{
    internal const string ScanJob = "scan-file";

    // Renewed while bytes come; when a node dies, the sender waits no longer than this.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Begins a file of so many bytes; null where its party has no room left.</summary>
    public Task<Guid?> Begin(FileSubject of, string name, long size, Guid by, CancellationToken cancel = default) => database.Write<Guid?>(async connection =>
    {
        await using var batch = new NpgsqlBatch(connection);
        // One after the other, so that two together do not take more than is left.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))") { Parameters = { new() { Value = $"files {of.Body} {of.Party}" } } });
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var begin = new NpgsqlBatchCommand("""
            insert into records.file (id, statement, body, party, section, field, name, size, sent_by, begun_at, key)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12::uuid
            where $8 + coalesce((select sum(f.size) from records.file f where f.body = $3 and f.party is not distinct from $4), 0) <= $11
            returning id
            """);
        var key = of.Confidential ? PartyKeys.Of(connection).For(of.Body, of.Party) : null;
        foreach (var value in new object[] { id, of.Statement, of.Body, (object?)of.Party ?? DBNull.Value, of.Section, of.Field, Boxed.Close(key, StoredFile.NamePlace(id), FileName.Clean(name)), size, by, time.GetUtcNow(), settings.QuotaOfParty, key?.Id.ToString() ?? (object)DBNull.Value })
            begin.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(begin);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.NextResultAsync(cancel);
        return await rows.ReadAsync(cancel) ? id : null;
    }, cancel);

    /// <summary>Takes a piece that begins at this offset; the last one completes the file.</summary>
    /// <returns>How much has arrived now.</returns>
    public async Task<(Piece Piece, long Received)> Take(StoredFile file, IReadOnlyList<string> accept, long offset, Stream body, CancellationToken cancel = default)
    {
        if (file.State != FileState.Arriving)
            return (file.State == FileState.Refused ? Piece.Refused : offset == file.Size ? Piece.Complete : Piece.WrongOffset, file.Received);
        if (await Claim(file.Id, offset) is { } obstacle)
            return (obstacle, file.Received);
        var received = offset;
        try
        {
            received = await folder.Append(file.Id, offset, file.Size, body, sofar => Told(file.Id, sofar, Lease), time, cancel);
        }
        catch (NoRoom)
        {
            return (Piece.NoRoom, offset);
        }
        finally
        {
            // Even when the sender is gone: the next piece need not wait.
            await Told(file.Id, received, TimeSpan.Zero);
        }
        return received < file.Size ? (Piece.Taken, received) : (await Complete(file, accept, CancellationToken.None), received);
    }

    /// <summary>A whole file in one piece whose length is not known before; <see cref="Piece.WrongOffset"/> where it is larger than a file may be.</summary>
    public async Task<(Piece Piece, Guid? File)> TakeWhole(FileSubject of, string name, Stream body, Guid by, CancellationToken cancel = default)
    {
        if (await Begin(of, name, FileSettings.LargestFile, by, cancel) is not { } id)
            return (Piece.NoRoom, null);
        long received;
        try
        {
            received = await folder.Append(id, 0, FileSettings.LargestFile, body, sofar => Told(id, sofar, Lease), time, cancel);
        }
        catch (NoRoom)
        {
            await GiveUp(id, CancellationToken.None);
            return (Piece.NoRoom, null);
        }
        if (cancel.IsCancellationRequested || received == FileSettings.LargestFile)
        {
            await GiveUp(id, CancellationToken.None);
            return (Piece.WrongOffset, null);
        }
        await using var connection = await database.OpenWriter(CancellationToken.None);
        await using (var sized = new NpgsqlCommand("update records.file set size = $2, received = $2 where id = $1", connection) { Parameters = { new() { Value = id }, new() { Value = received } } })
            await sized.ExecuteNonQueryAsync(CancellationToken.None);
        var file = await StoredFile.Find(connection, id, CancellationToken.None);
        return (await Complete(file!, of.Accept, CancellationToken.None), id);
    }

    /// <summary>Says that an answer names these files, so that they stay; false where one is not this statement's own, or not whole.</summary>
    public async Task<bool> Attach(Guid statement, IReadOnlyCollection<Guid> files, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenWriter(cancel);
        await using var command = new NpgsqlCommand("""
            update records.file set attached_at = coalesce(attached_at, $3)
            where statement = $1 and id = any ($2) and state in ('waiting', 'clean', 'not-scanned')
            """, connection) { Parameters = { new() { Value = statement }, new() { Value = files.ToArray() }, new() { Value = time.GetUtcNow() } } };
        return await command.ExecuteNonQueryAsync(cancel) == files.Distinct().Count();
    }

    /// <summary>In the transaction that submits: whoever reads the answer reads the file.</summary>
    public static async Task Show(NpgsqlConnection connection, Guid statement, Guid file, int audience, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand("update records.file set aud = $3 where statement = $1 and id = $2", connection)
        {
            Parameters = { new() { Value = statement }, new() { Value = file }, new() { Value = audience } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Gives up a file that has not been named by any answer.</summary>
    public async Task GiveUp(Guid id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenWriter(cancel);
        await Remove(connection, "id = $1 and attached_at is null", id, cancel);
    }

    /// <summary>Deletes what no answer named within a day.</summary>
    internal async Task Tidy(CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        await Remove(connection, "begun_at < $1 and attached_at is null and aud is null", time.GetUtcNow() - TimeSpan.FromDays(1), cancel);
        await Sweep(connection, cancel);
    }

    // A node that was killed after it had encrypted a file leaves what arrived.
    private async Task Sweep(NpgsqlConnection connection, CancellationToken cancel)
    {
        var there = folder.AllArriving();
        await using var command = new NpgsqlCommand("select f.id, r.key is not null from unnest($1::uuid[]) f (id) left join records.file r on r.id = f.id where r.state is distinct from 'arriving'", connection) { Parameters = { new() { Value = there.ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (!rows.GetBoolean(1) || File.Exists(folder.Sealed(rows.GetGuid(0))))
                folder.Arrived(rows.GetGuid(0));
    }

    private async Task Remove(NpgsqlConnection connection, string which, object value, CancellationToken cancel)
    {
        var gone = new List<(Guid Id, byte[]? Content)>();
        await using (var delete = new NpgsqlCommand($"delete from records.file where {which} and (busy_until is null or busy_until < $2) returning id, sha256", connection) { Parameters = { new() { Value = value }, new() { Value = time.GetUtcNow() } } })
        await using (var rows = await delete.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                gone.Add((rows.GetGuid(0), rows.IsDBNull(1) ? null : rows.GetFieldValue<byte[]>(1)));
        foreach (var (id, content) in gone)
        {
            folder.Drop(id);
            if (content is not null)
                await DropUnused(content, cancel);
        }
    }

    // The same content may belong to others, and somebody may be bringing it again at this moment.
    private Task DropUnused(byte[] content, CancellationToken cancel) => database.Write(async connection =>
    {
        await Lock(connection, content, cancel);
        await using var used = new NpgsqlCommand("select exists (select from records.file where sha256 = $1 and key is null)", connection) { Parameters = { new() { Value = content } } };
        if (await used.ExecuteScalarAsync(cancel) is false)
            folder.Drop(content);
    }, cancel);

    private static async Task Lock(NpgsqlConnection connection, byte[] content, CancellationToken cancel)
    {
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = Convert.ToHexStringLower(content) } } };
        await turn.ExecuteNonQueryAsync(cancel);
    }

    private async Task<Piece?> Claim(Guid id, long offset)
    {
        await using var connection = await database.OpenWriter();
        await using var claim = new NpgsqlCommand("""
            with asked as (select received, busy_until from records.file where id = $1),
            claimed as (update records.file set busy_until = $4 where id = $1 and received = $2 and state = 'arriving' and (busy_until is null or busy_until <= $3) returning id)
            select case when exists (select from claimed) then null when a.busy_until > $3 then 'busy' else 'offset' end from asked a
            """, connection) { Parameters = { new() { Value = id }, new() { Value = offset }, new() { Value = time.GetUtcNow() }, new() { Value = time.GetUtcNow() + Lease } } };
        return await claim.ExecuteScalarAsync() switch
        {
            "busy" => Piece.Busy,
            "offset" => Piece.WrongOffset,
            _ => null,
        };
    }

    private async Task Told(Guid id, long received, TimeSpan lease)
    {
        await using var connection = await database.OpenWriter();
        await using var update = new NpgsqlCommand("update records.file set received = $2, busy_until = $3 where id = $1 and state = 'arriving'", connection)
        {
            Parameters = { new() { Value = id }, new() { Value = received }, new() { Value = time.GetUtcNow() + lease } },
        };
        await update.ExecuteNonQueryAsync();
    }

    private async Task<Piece> Complete(StoredFile file, IReadOnlyList<string> accept, CancellationToken cancel)
    {
        string type;
        await using (var content = File.OpenRead(folder.Arriving(file.Id)))
            type = FileType.Of(content, file.Name);
        if (!FileType.Accepted(type, accept))
        {
            await Refuse(file.Id, type, cancel);
            folder.Drop(file.Id);
            return Piece.Refused;
        }
        var digest = await folder.Digest(file.Id, cancel);
        await database.Write(async connection =>
        {
            await Lock(connection, digest, cancel);
            if (file.Key is null)
                folder.Keep(file.Id, digest);
            else
                await folder.Close(file.Id, PartyKeys.Of(connection).Find(file.Key.Value), cancel);
            await using var update = new NpgsqlCommand("update records.file set state = $2, type = $3, sha256 = $4, complete_at = $5, busy_until = null where id = $1", connection)
            {
                Parameters = { new() { Value = file.Id }, new() { Value = StoredFile.Word(settings.Scanner is null ? FileState.NotScanned : FileState.Waiting) }, new() { Value = type }, new() { Value = digest }, new() { Value = time.GetUtcNow() } },
            };
            await update.ExecuteNonQueryAsync(cancel);
            if (settings.Scanner is not null)
                await queue.Add(connection, ScanJob, new { file.Id });
        }, cancel);
        if (file.Key is not null)
            folder.Arrived(file.Id);
        return Piece.Complete;
    }

    private async Task Refuse(Guid id, string type, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        // texts: records.file.why.*
        await using var update = new NpgsqlCommand("update records.file set state = 'refused', why = 'type', type = $2, busy_until = null where id = $1", connection) { Parameters = { new() { Value = id }, new() { Value = type } } };
        await update.ExecuteNonQueryAsync(cancel);
    }
}
