using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Sent;

/// <summary>What became of a file that was sent.</summary>
/// <param name="Id">Under which it is kept; null where it was refused.</param>
/// <param name="Ended">The draft ended while it was read.</param>
public sealed record Reception(Guid? Id, Understood Understood, bool Ended);

/// <summary>A file that was read into a draft.</summary>
public sealed record KeptFile(Guid Id, Arrived Arrived, DateTimeOffset At, int Changes, int Aside);

/// <summary>Takes files into drafts, by the same operations as forms and programs, and keeps them for a while.</summary>
public sealed class Sending(Understanding understanding, Drafting drafting, Readings readings, Database database, TimeProvider time)
{
    private const int Batch = 5_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<Reception> Take(Person author, Body body, Desk desk, CellText cells, Arrived arrived, CancellationToken cancel)
    {
        var understood = await understanding.Of(author, body, desk, cells, arrived, cancel);
        if (understood.Refused)
            return new Reception(null, understood, Ended: false);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        foreach (var changes in understood.Changes.Chunk(Batch))
            if (await drafting.Append(desk.Head.Id, desk.Open.Generation, desk.Head.State, author.Id, $"file {id}", changes, cancel) is null)
                return new Reception(null, understood, Ended: true);
        await Keep(id, desk.Head.Id, arrived, author.Id, understood, cancel);
        return new Reception(id, understood, Ended: false);
    }

    /// <summary>Null where there is none, or none that the reader may see.</summary>
    public Task<KeptFile?> Find(Person reader, Guid statement, Guid id, CancellationToken cancel) =>
        readings.As(reader, Showing.Draft(statement), async connection =>
        {
            await using var command = new NpgsqlCommand("select name, kind, section, language, bytes, sent_at, changes, aside from records.sent_file where id = $1 and statement = $2", connection) { Parameters = { new() { Value = id }, new() { Value = statement } } };
            await using var row = await command.ExecuteReaderAsync(cancel);
            if (!await row.ReadAsync(cancel))
                return null;
            if (Boxed.Open(connection, Boxed.Of("sent", id), row.GetFieldValue<byte[]>(4)) is not { } bytes)
                return null;
            return new KeptFile(id, new Arrived(row.GetString(0), Enum.Parse<SentKind>(row.GetString(1), ignoreCase: true), row.IsDBNull(2) ? null : row.GetString(2), Language.Find(row.GetString(3)) ?? Language.English, () => new MemoryStream(bytes, writable: false)),
                row.GetFieldValue<DateTimeOffset>(5), row.GetInt32(6), row.GetInt32(7));
        }, cancel);

    internal Task Tidy(CancellationToken cancel) => database.Write(async connection =>
    {
        await using var command = new NpgsqlCommand("delete from records.sent_file where sent_at < $1", connection) { Parameters = { new() { Value = time.GetUtcNow() - Kept } } };
        await command.ExecuteNonQueryAsync(cancel);
    }, cancel);

    private async Task Keep(Guid id, Guid statement, Arrived arrived, Guid by, Understood understood, CancellationToken cancel)
    {
        await using var stream = arrived.Open();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        await database.Write(async connection =>
        {
            var seal = await DraftSeal.Of(connection, statement, cancel);
            await using var command = new NpgsqlCommand("insert into records.sent_file (id, statement, name, kind, section, language, bytes, sent_by, sent_at, changes, aside) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", connection)
            {
                Parameters =
                {
                    new() { Value = id }, new() { Value = statement }, new() { Value = arrived.Name }, new() { Value = arrived.Kind.ToString().ToLowerInvariant() },
                    new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)arrived.Section ?? DBNull.Value }, new() { Value = arrived.Language.Code }, new() { Value = Boxed.Close(seal?.Key, Boxed.Of("sent", id), bytes.ToArray()) },
                    new() { Value = by }, new() { Value = time.GetUtcNow() }, new() { Value = understood.Changes.Count }, new() { Value = understood.Aside },
                },
            };
            await command.ExecuteNonQueryAsync(cancel);
        }, cancel);
    }

    /// <summary>What is wrong with the draft, at the places of the file that was read into it: what could not be read, and what the rules say.</summary>
    public static IReadOnlyList<Fault> Faults(Understood understood, Desk desk)
    {
        var unread = understood.Faults.Where(fault => fault.Field is not null && fault.Blocks).Select(fault => (fault.Section, fault.RowNumber, fault.Field)).ToHashSet();
        var numbers = understood.Rows.ToDictionary(rows => rows.Key, rows => rows.Value.Index().DistinctBy(row => row.Item).ToDictionary(row => row.Item, row => (long)row.Index + 1), StringComparer.Ordinal);
        var judged = desk.Faults.Select(fault => fault.Row is { } row && fault.Section is { } section
            ? fault with { RowNumber = numbers.TryGetValue(section, out var known) && known.TryGetValue(row, out var number) ? number : null }
            : fault);
        return [.. understood.Faults, .. judged.Where(fault => !unread.Contains((fault.Section, fault.RowNumber, fault.Field)))];
    }
}
