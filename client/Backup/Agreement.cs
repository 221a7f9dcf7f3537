using System.Globalization;
using Entente.Client.Run;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Confidential;
using Npgsql;

namespace Entente.Client.Backup;

/// <summary>Whether what was restored is what was committed to: each segment, opened where it is encrypted, each version, each leaf.</summary>
internal static class Agreement
{
    private const string Versions = """
        select s.id, s.body, s.definition, d.digest, s.party, v.number, v.commitment, l.commitment,
               array(select encode(g.commitment, 'hex') from records.segment g where g.statement = v.statement and g.since <= v.number and (g.until is null or g.until > v.number))
        from records.version v join records.statement s on s.id = v.statement
        join bodies.definition d on d.body = s.body and d.code = s.definition and d.version = v.definition_version
        left join records.leaf l on l.statement = v.statement and l.version = v.number
        """;

    // In the words of whichever version the backup is of.
    private const string Segments = $"""
        select {LyingSegment.Head}, exists (select from sealing.data_key k where k.id = g.key and k.body = s.body and k.party = coalesce(s.party, '')), {LyingSegment.Tail}
        from records.segment g join records.statement s on s.id = g.statement left join records.version v on v.statement = g.statement and v.number = g.since
        """;

    public static async Task Check(NpgsqlConnection owner, Func<Guid, DataKey> keys, Action<string> say, CancellationToken cancel)
    {
        var (versions, segments, erased, closed) = (0L, 0L, 0L, 0L);
        await using (var command = new NpgsqlCommand(Segments, owner) { CommandTimeout = 0 })
        await using (var row = await command.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
            {
                var kept = LyingSegment.Read(row);
                switch (kept.Look(keys))
                {
                    case Looked.Erased: erased++; break;
                    case Looked.Closed: closed++; break;
                    case Looked.Differs: throw Wrong($"the segment {kept.Section} of {kept.Statement}");
                }
                segments++;
            }
        await using (var command = new NpgsqlCommand(Versions, owner) { CommandTimeout = 0 })
        await using (var row = await command.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
            {
                var head = new StatementHead(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt32(5));
                var said = Commitments.OfStatement(head, row.GetFieldValue<string[]>(8).Select(one => Hash.Of(Convert.FromHexString(one))));
                if (!said.Bytes.SequenceEqual(row.GetFieldValue<byte[]>(6)) || row.IsDBNull(7) || !said.Bytes.SequenceEqual(row.GetFieldValue<byte[]>(7)))
                    throw Wrong(string.Create(CultureInfo.InvariantCulture, $"version {head.Version} of {head.Statement}"));
                versions++;
            }
        say(string.Create(CultureInfo.InvariantCulture, $"{versions} versions and {segments - erased - closed} segments are what was committed to."));
        if (erased > 0)
            say(string.Create(CultureInfo.InvariantCulture, $"{erased} segments were not checked: key destroyed."));
        if (closed > 0)
            say(string.Create(CultureInfo.InvariantCulture, $"{closed} segments were not checked: the key is not here."));
    }

    private static Refusal Wrong(string what) => new($"The backup does not agree with its own ledger: {what} is not what was committed to. Nothing was restored.");
}
