using Dapper;
using Entente.Disclosure.Log;
using Entente.Shared.Data;
using Entente.Shared.Web;

namespace Entente.Disclosure.Protection;

/// <summary>How far the log is, who signs and watches it, and what the monitor found.</summary>
internal sealed class LogFacts(Database database, Settings settings)
{
    private const string Watched = """
        select (select count(*) from ledger.witness where refused_at is null) as witnesses,
               (select max(ended_at) from ledger.round) as looked,
               (select count(*) from ledger.finding where gone_at is null) as findings
        """;

    public async ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel) => await database.Read<IReadOnlyList<ProtectionFact>>(null, async connection =>
    {
        var last = await LogReading.Last(connection, cancel);
        var key = (await KnownKeys.Read(connection, cancel)).LastOrDefault(known => known.Ends is null);
        if (last is null || key is null)
            return [];
        var (witnesses, looked, findings) = await connection.QuerySingleAsync<(long, DateTime?, long)>(Watched);
        return
        [
            new(ProtectionQuestion.Log, Protected.Yes, "protection.log.signed", ("entries", last.Size), ("name", key.Key.Name), ("key", key.Key.ToString()), ("address", settings.Root + "/log")),
            witnesses > 0 ? new(ProtectionQuestion.Log, Protected.Yes, "protection.log.witnesses", ("count", witnesses)) : new(ProtectionQuestion.Log, Protected.No, "protection.log.no-witness"),
            looked is not { } at ? new(ProtectionQuestion.Log, Protected.No, "protection.log.never-looked")
                : findings > 0 ? new(ProtectionQuestion.Log, Protected.No, "protection.log.found", ("at", new DateTimeOffset(at, TimeSpan.Zero)), ("count", findings))
                : new(ProtectionQuestion.Log, Protected.Yes, "protection.log.whole", ("at", new DateTimeOffset(at, TimeSpan.Zero))),
        ];
    }, cancel);
}
