using Dapper;
using Entente.Shared.Data;

namespace Entente.Disclosure.Protection;

/// <summary>Who reads what is closed at this moment, when a backup was made last, and when one was last restored to see whether it can be.</summary>
internal sealed class CareFacts(Database database, TimeProvider time)
{
    private static readonly TimeSpan FreshBackup = TimeSpan.FromDays(8);
    private static readonly TimeSpan FreshDrill = TimeSpan.FromDays(100);

    private const string Last = "select distinct on (what) what, at, as_of, seconds from disclosure.kept_copy where body is null order by what, at desc";

    public async ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel) => await database.Read<IReadOnlyList<ProtectionFact>>(null, async connection =>
    {
        var now = time.GetUtcNow();
        var inForce = await connection.QuerySingleAsync<long>("select disclosure.grants_in_force(@now)", new { now });
        var copies = (await connection.QueryAsync<(string What, DateTime At, DateTime AsOf, int Seconds)>(Last)).ToDictionary(copy => copy.What, StringComparer.Ordinal);
        var facts = new List<ProtectionFact>
        {
            new(ProtectionQuestion.Grants, Protected.Yes, "protection.grants.two"),
            new(ProtectionQuestion.Grants, Protected.Plain, "protection.grants.in-force", ("count", inForce)),
        };
        if (copies.TryGetValue("backup", out var backup))
            facts.Add(new(ProtectionQuestion.Backup, Is(now, backup.At, FreshBackup), "protection.backup.last", ("at", At(backup.At))));
        if (copies.TryGetValue("drill", out var drill))
            facts.Add(new(ProtectionQuestion.RestoreDrill, Is(now, drill.At, FreshDrill), "protection.restore-drill.last", ("at", At(drill.At)), ("of", At(drill.AsOf)), ("minutes", Math.Max(1, (drill.Seconds + 59) / 60))));
        return facts;
    }, cancel);

    private static Protected Is(DateTimeOffset now, DateTime at, TimeSpan fresh) => now - At(at) <= fresh ? Protected.Yes : Protected.Partly;

    private static DateTimeOffset At(DateTime utc) => new(utc, TimeSpan.Zero);
}
