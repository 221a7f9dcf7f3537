using Dapper;
using Entente.Shared.Data;

namespace Entente.SignIn;

/// <summary>What is over is forgotten: half-finished steps at once, sessions after a season, so that a familiar browser is known again.</summary>
internal sealed class Tidy(Database database, TimeProvider time)
{
    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(180);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(2);

    // Longer than a job that fails is tried; what nobody could pass on by then is asked again.
    private static readonly TimeSpan AsksKept = TimeSpan.FromDays(7);

    public Task Forget(CancellationToken stop) => database.Write(connection => connection.ExecuteAsync("""
        delete from sign_in.unfinished where until < @now;
        delete from sign_in.kept_form where until < @now;
        delete from sign_in.attempt where last_at < @attempts and (paused_until is null or paused_until < @now);
        delete from sign_in.recovery_ask where asked_at < @asks;
        delete from sign_in.session where ends_at < @sessions
        """, new { now = time.GetUtcNow(), attempts = time.GetUtcNow() - AttemptsKept, asks = time.GetUtcNow() - AsksKept, sessions = time.GetUtcNow() - SessionsKept }), stop);
}
