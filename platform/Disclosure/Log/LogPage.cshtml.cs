using Entente.Ledger;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Npgsql;

namespace Entente.Disclosure.Log;

/// <summary>What the log is, how far it is, who watches it and what the monitor found: open to everybody.</summary>
[AllowAnonymous]
public sealed class LogPage : RoomPage
{
    private const int MostFindings = 200;

    public LogState? Last { get; private set; }

    public Checkpoint? Checkpoint { get; private set; }

    internal IReadOnlyList<KnownKey> Keys { get; private set; } = [];

    internal IReadOnlyList<WitnessRow> Witnesses { get; private set; } = [];

    internal RoundRow? Round { get; private set; }

    internal IReadOnlyList<FindingRow> Findings { get; private set; } = [];

    /// <summary>Which record a finding is about, for those who serve its body.</summary>
    internal IReadOnlyDictionary<long, string> Named { get; private set; } = new Dictionary<long, string>();

    public async Task OnGetAsync() =>
        await HttpContext.RequestServices.GetRequiredService<Database>().Read(Me?.Id, async connection =>
        {
            Last = await LogReading.Last(connection, Cancelled);
            Checkpoint = Last is null ? null : Checkpoint.Parse(Last.Note);
            Keys = await KnownKeys.Read(connection, Cancelled);
            Witnesses = await Rows(connection, "select vkey, size, seen_at, refused_at is not null from ledger.witness order by vkey", row => new WitnessRow(VerifierKey.Parse(row.GetString(0)), row.GetInt64(1), At(row, 2), row.GetBoolean(3)));
            Round = (await Rows(connection, "select ended_at, whole, size, versions from ledger.round where ended_at is not null order by id desc limit 1", row => new RoundRow(row.GetFieldValue<DateTimeOffset>(0), row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3)))).FirstOrDefault();
            Named = (await Rows(connection, "select id, subject from ledger.named_findings()", row => (Id: row.GetInt64(0), Subject: row.GetString(1)))).ToDictionary(one => one.Id, one => one.Subject);
            Findings = await Rows(connection, $"select id, code, place, found_at from ledger.finding where gone_at is null order by id limit {MostFindings}", row => new FindingRow(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3)));
            return true;
        }, Cancelled);

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private async Task<List<T>> Rows<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(Cancelled);
        var all = new List<T>();
        while (await row.ReadAsync(Cancelled))
            all.Add(read(row));
        return all;
    }
}

internal sealed record WitnessRow(VerifierKey Key, long Size, DateTimeOffset? SeenAt, bool Refuses);

internal sealed record RoundRow(DateTimeOffset EndedAt, bool Whole, long Size, long Versions);

internal sealed record FindingRow(long Id, string Code, long? Place, DateTimeOffset FoundAt);
