using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Entente.Shared.Web;

namespace Entente.Shared.Mail;

/// <summary>Carries one message from the outbox to the mail server or into the folder.</summary>
internal sealed class Post(Database database, MailRoute route, Settings settings, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task Send(Job job, CancellationToken stop)
    {
        var id = job.Read<Outbox.Waiting>().Message;
        if (await Read(id, stop) is not { } stored)
            return;
        try
        {
            await route.Deliver(Write(stored), stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            await WriteDown(id, error, lost: job.LastAttempt || error is PermanentFailure);
            throw;
        }
        Telemetry.Mails.Add(1, new KeyValuePair<string, object?>("outcome", "sent"));
        await database.Write(async connection =>
        {
            await connection.ExecuteAsync("""
                update mail.message set sent_at = @now, failed_at = null, tries = tries + 1, last_error = null, body = case when @keep then body end
                where id = @id
                """, new { now = time.GetUtcNow(), keep = route.KeepsText, id });
            await job.Finish(connection, time);
        }, CancellationToken.None);
    }

    /// <summary>The outbox holds addresses of people: what was sent or given up a month ago is forgotten.</summary>
    public Task Forget(CancellationToken stop) => database.Write(connection =>
        connection.ExecuteAsync("delete from mail.message where coalesce(sent_at, failed_at) < @before", new { before = time.GetUtcNow() - Kept }), stop);

    private Task<Stored?> Read(Guid id, CancellationToken stop) => database.Write(connection => connection.QuerySingleOrDefaultAsync<Stored>("""
        select id, to_address as "ToAddress", to_name as "ToName", language, subject, body, added_at as "AddedAt"
        from mail.message where id = @id and sent_at is null
        """, new { id }), stop);

    private Letter Write(Stored stored) => Recipient.IsAddress(stored.ToAddress)
        ? new Letter(stored.Id, settings.MailFrom, new Recipient(stored.ToAddress, stored.ToName), Language.Find(stored.Language)!, stored.Subject, stored.Body!, stored.AddedAt)
        : throw new PermanentFailure("The recipient has no e-mail address that mail can be sent to. Correct it at the person.");

    private async Task WriteDown(Guid id, Exception error, bool lost)
    {
        Telemetry.Mails.Add(1, new KeyValuePair<string, object?>("outcome", lost ? "failed" : "deferred"));
        var now = time.GetUtcNow();
        await database.Write(connection => connection.ExecuteAsync("""
            update mail.message set tries = tries + 1, last_error = @text, failed_at = case when @lost then @now end
            where id = @id and sent_at is null
            """, new { text = Scrub.Text(error.Message), lost, now, id }));
    }

    private sealed record Stored(Guid Id, string ToAddress, string? ToName, string Language, string Subject, string? Body, DateTimeOffset AddedAt);
}
