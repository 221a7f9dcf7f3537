using System.Data;
using System.Text.Json;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Confidential;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Receipts;

/// <summary>A version of a statement as it was received.</summary>
/// <param name="Place">In the log; null where it has none yet.</param>
/// <param name="Receipt">What proves it, with the salts of what its reader may read. Null as long as it has no place, and where nothing is left to prove.</param>
/// <param name="State">Of the log that the receipt is about.</param>
public sealed record Received(StatementHead Head, DateTimeOffset At, Guid? By, string Commitment, long? Place, Receipt? Receipt, LogState? State);

/// <summary>Gives receipts of what its reader may read, and the statement that goes with them.</summary>
public sealed class ReceiptReading(DefinitionCatalogue definitions, Readings readings)
{
    private const string Version = """
        select s.party, v.number, v.definition_version, v.made_at, v.made_by, v.commitment, l.position, l.signed::text
        from records.statement s join records.version v on v.statement = s.id
        left join records.leaf l on l.statement = v.statement and l.version = v.number
        where s.id = $1 and s.body = $2 and s.definition = $3 and v.number = coalesce($4, s.version)
        """;

    private const string Shown = "from records.segment where statement = $1 and since <= $2 and (until is null or until > $2) order by section, block, aud";

    /// <param name="version">Null: the last.</param>
    public Task<Received?> Read(Person? reader, string body, string definition, Guid id, int? version, CancellationToken cancel) =>
        readings.As(reader, Showing.At(id), connection => Read(connection, body, definition, id, version, cancel), cancel);

    /// <summary>Writes the file of the statement, one segment after the other: false where there is none. Nothing is written before it is known.</summary>
    public Task<bool> Write(Person? reader, string body, string definition, Guid id, int? version, Func<Task<Stream>> open, CancellationToken cancel) => readings.As(reader, (version is { } shown ? Showing.Versions(id, shown) : Showing.Versions(id)).Taken(), async connection =>
    {
        if (await Found(connection, body, definition, id, version, cancel) is not { } found)
            return false;
        var file = await open();
        await file.WriteAsync("{\"format\":\"entente statement 1\",\"segments\":["u8.ToArray(), cancel);
        await using var command = new NpgsqlCommand("select section, block, aud, since, bytes " + Shown, connection) { Parameters = { new() { Value = id }, new() { Value = found.Head.Version } } };
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        for (var first = true; await rows.ReadAsync(cancel);)
        {
            var place = Boxed.Segment(id, rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3));
            // What was erased is no longer there to be verified; its commitment stays in the receipt.
            if (Boxed.Open(connection, place, rows.GetFieldValue<byte[]>(4)) is not { } kept)
                continue;
            if (!first)
                await file.WriteAsync(","u8.ToArray(), cancel);
            await file.WriteAsync(Packed.Open(kept), cancel);
            first = false;
        }
        await file.WriteAsync("]}\n"u8.ToArray(), cancel);
        return true;
    }, cancel);

    private async Task<Received?> Read(NpgsqlConnection connection, string body, string definition, Guid id, int? version, CancellationToken cancel)
    {
        if (await Found(connection, body, definition, id, version, cancel) is not { } found)
            return null;
        if (found.Place is not { } place || await Segments(connection, id, found.Head.Version, cancel) is var segments && Commitments.OfStatement(found.Head, segments.Select(segment => segment.Commitment)) != found.Commitment)
            return found.Received;
        return await LogReading.Proof(connection, place, cancel) is var (proof, state)
            ? found.Received with { Receipt = new Receipt(found.Head, segments, found.Signed, proof), State = state }
            : found.Received;
    }

    private async Task<Kept?> Found(NpgsqlConnection connection, string body, string definition, Guid id, int? version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Version, connection)
        {
            Parameters = { new() { Value = id }, new() { Value = body }, new() { Value = definition }, new() { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel) || await definitions.Find(body, definition, row.GetInt32(2), cancel) is not { } published)
            return null;
        var head = new StatementHead(id, body, definition, published.Digest, row.IsDBNull(0) ? null : row.GetString(0), row.GetInt32(1));
        var (commitment, place) = (Hash.Of(row.GetFieldValue<byte[]>(5)), row.IsDBNull(6) ? (long?)null : row.GetInt64(6));
        return new Kept(head, commitment, place, row.IsDBNull(7) ? null : Signature(row.GetString(7)),
            new Received(head, row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetGuid(4), commitment.ToHex(), place, null, null));
    }

    // Those that the reader may read with their salts, of the others the commitment alone.
    private static async Task<List<ReceiptSegment>> Segments(NpgsqlConnection connection, Guid id, int version, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select section, block, salt, commitment " + Shown) { Parameters = { new() { Value = id }, new() { Value = version } } },
                new("select records.commitments_of($1, $2)") { Parameters = { new() { Value = id }, new() { Value = version } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var shown = new Dictionary<Hash, SegmentSalt>();
        while (await rows.ReadAsync(cancel))
            shown[Hash.Of(rows.GetFieldValue<byte[]>(3))] = new SegmentSalt(rows.GetString(0), rows.GetInt32(1), rows.GetFieldValue<byte[]>(2));
        await rows.NextResultAsync(cancel);
        var segments = new List<ReceiptSegment>();
        while (await rows.ReadAsync(cancel))
            segments.Add(Hash.Of(rows.GetFieldValue<byte[]>(0)) is var commitment && shown.TryGetValue(commitment, out var salt) ? new(commitment, salt) : new(commitment, null));
        return segments;
    }

    private static Assertion Signature(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Assertion.Of(document.RootElement);
    }

    private sealed record Kept(StatementHead Head, Hash Commitment, long? Place, Assertion? Signed, Received Received);
}
