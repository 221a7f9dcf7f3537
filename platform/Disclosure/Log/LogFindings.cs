using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>Keeps what monitor and witnesses found, and tells the administrators of what is new.</summary>
public sealed class LogFindings(Database database, People people, Outbox outbox, Site site, TimeProvider time)
{
    private const int MostInLetter = 30;

    /// <summary>A round of the monitor begins; its number.</summary>
    public Task<long> Begin(bool whole, CancellationToken cancel) => database.Write(connection => connection.QuerySingleAsync<long>(new CommandDefinition(
        "insert into ledger.round (whole, began_at) values (@whole, @now) returning id", new { whole, now = time.GetUtcNow() }, cancellationToken: cancel)), cancel);

    /// <summary>How far the last round came; 0: everything is still to do.</summary>
    public Task<long> Reached(CancellationToken cancel) => database.Write(connection => connection.QuerySingleAsync<long>(new CommandDefinition(
        "select coalesce((select size from ledger.round where ended_at is not null order by id desc limit 1), 0)", cancellationToken: cancel)), cancel);

    /// <summary>Ends the round. After a whole one, what was not found again is gone.</summary>
    public Task End(long round, bool whole, long size, long versions, IReadOnlyList<LogFinding> found, CancellationToken cancel) => database.Write(async connection =>
    {
        var now = time.GetUtcNow();
        await Keep(connection, found, now);
        if (whole)
            await connection.ExecuteAsync("update ledger.finding set gone_at = @now where gone_at is null and last_at < @now and code <> 'witness-refuses'", new { now });
        await connection.ExecuteAsync("update ledger.round set ended_at = @now, size = @size, versions = @versions where id = @round", new { now, size, versions, round });
        await connection.ExecuteAsync("delete from ledger.round where began_at < @before", new { before = now.AddDays(-60) });
        // Every state that was signed is in the next one; those of a day are kept for whoever asks about them.
        await connection.ExecuteAsync("delete from ledger.checkpoint c where c.made_at < @before and c.size < (select max(size) from ledger.checkpoint) and not exists (select from ledger.cosignature w where w.size = c.size)", new { before = now.AddDays(-1) });
    }, cancel);

    public Task Keep(LogFinding found, CancellationToken cancel) => database.Write(connection => Keep(connection, [found], time.GetUtcNow()), cancel);

    public Task Gone(string code, string subject, CancellationToken cancel) => database.Write(connection => connection.ExecuteAsync(new CommandDefinition(
        "update ledger.finding set gone_at = @now where code = @code and subject = @subject and gone_at is null", new { now = time.GetUtcNow(), code, subject }, cancellationToken: cancel)), cancel);

    private async Task Keep(NpgsqlConnection connection, IReadOnlyList<LogFinding> found, DateTimeOffset now)
    {
        var fresh = new List<LogFinding>();
        foreach (var one in found)
            if (await connection.QuerySingleAsync<bool>("""
                insert into ledger.finding as f (code, place, subject, detail, found_at, last_at) values (@Code, @Place, @Subject, @Detail, @now, @now)
                on conflict (code, subject) do update set last_at = @now, place = excluded.place, detail = excluded.detail,
                  found_at = case when f.gone_at is null then f.found_at else @now end, gone_at = null
                returning found_at = @now
                """, new { one.Code, one.Place, one.Subject, one.Detail, now }))
                fresh.Add(one);
        if (fresh.Count == 0)
            return;
        // texts: disclosure.log.letter.subject, disclosure.log.letter.body
        var which = string.Join('\n', fresh.Take(MostInLetter).Select(one => $"{one.Code}: {one.Subject}"));
        foreach (var administrator in await people.WhoMay(connection, Places.Installation, person => person.Administers))
            await outbox.Send(connection, administrator, "disclosure.log.letter", ("name", administrator.Name), ("count", fresh.Count), ("which", which), ("link", site.Link("/log")));
    }
}
