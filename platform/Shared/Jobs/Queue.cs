using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Entente.Shared.Jobs;

/// <summary>
/// Where rooms put work to be done after the answer. The job is part of the caller's transaction: it exists when
/// that commits, and never did when it is rolled back.
/// </summary>
public sealed class Queue(TimeProvider time)
{
    /// <summary>The channel that wakes the workers.</summary>
    internal const string Channel = "jobs";

    /// <param name="payload">Identifiers of what the work is about, as an object; never content, never a secret.</param>
    /// <param name="key">Work with the same kind and key that has not been started is the same work.</param>
    /// <returns>The job, which may have been there already under this key.</returns>
    public Task<Guid> Add(NpgsqlConnection connection, string kind, object? payload = null, string? key = null, DateTimeOffset? runAt = null, Lane lane = Lane.Application, int attempts = 10)
    {
        var now = time.GetUtcNow();
        // On conflict the row is touched rather than left alone: its lock keeps workers from running the waiting
        // job before this transaction, whose changes it is meant to see, has committed.
        return connection.QuerySingleAsync<Guid>("""
            insert into jobs.job as waiting (id, lane, kind, payload, key, trace, added_at, run_at, max_attempts)
            values (@id, @lane, @kind, @payload::jsonb, @key, @trace, @now, @runAt, @attempts)
            on conflict (kind, key) where attempts = 0 and done_at is null and dead_at is null
            do update set run_at = least(waiting.run_at, excluded.run_at)
            returning id, pg_notify(@channel, @lane)
            """, new
        {
            id = Guid.CreateVersion7(now),
            lane = Name(lane),
            kind,
            payload = JsonSerializer.Serialize(payload ?? new object(), Job.Json),
            key,
            trace = Activity.Current?.Id,
            now,
            runAt = runAt ?? now,
            attempts,
            channel = Channel,
        });
    }

    internal static string Name(Lane lane) => lane switch
    {
        Lane.Application => "application",
        Lane.Owner => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(lane)),
    };
}
