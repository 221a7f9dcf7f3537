using Dapper;
using Npgsql;

namespace Entente.Shared.Jobs;

/// <summary>
/// Taking jobs and giving them back. Whoever takes a job holds it for the length of a lease and has to renew it;
/// every later change names the holder and the attempt, so that somebody who lost the lease changes nothing.
/// </summary>
internal static class Claims
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    public static async Task<Job?> Take(NpgsqlConnection connection, Lane lane, string[] kinds, string worker, DateTimeOffset now)
    {
        try
        {
            return await connection.QuerySingleOrDefaultAsync<Job>("""
                update jobs.job set locked_by = @worker, locked_until = @until, attempts = attempts + 1
                where id = (
                  select id from jobs.job waiting
                  where lane = @lane and run_at <= @now and kind = any(@kinds)
                    and locked_by is null and done_at is null and dead_at is null
                    and not exists (
                      select from jobs.job running
                      where running.kind = waiting.kind and running.key = waiting.key and running.locked_by is not null)
                  order by run_at, id
                  limit 1
                  for update skip locked)
                returning id, kind, payload::text as payload, key, trace, attempts as attempt, max_attempts as "maxAttempts",
                  added_at as "addedAt", locked_by as "lockedBy"
                """, new { worker, until = now + Lease, lane = Queue.Name(lane), now, kinds });
        }
        catch (PostgresException error) when (error.ConstraintName == "job_running_key")
        {
            // Another worker took a job with this key in the same instant.
            return null;
        }
    }

    public static async Task<bool> MarkDone(NpgsqlConnection connection, Job job, DateTimeOffset now) =>
        await connection.ExecuteAsync("""
            update jobs.job set done_at = @now, locked_by = null, locked_until = null, last_error = null
            where id = @id and locked_by = @worker and attempts = @attempt
            """, new { now, id = job.Id, worker = job.LockedBy, attempt = job.Attempt }) == 1;

    public static Task MarkFailed(NpgsqlConnection connection, Job job, string error, DateTimeOffset again) =>
        connection.ExecuteAsync("""
            update jobs.job set run_at = @again, locked_by = null, locked_until = null, last_error = @error
            where id = @id and locked_by = @worker and attempts = @attempt
            """, new { again, error, id = job.Id, worker = job.LockedBy, attempt = job.Attempt });

    public static Task MarkDead(NpgsqlConnection connection, Job job, string error, DateTimeOffset now) =>
        connection.ExecuteAsync("""
            update jobs.job set dead_at = @now, locked_by = null, locked_until = null, last_error = @error
            where id = @id and locked_by = @worker and attempts = @attempt
            """, new { now, error, id = job.Id, worker = job.LockedBy, attempt = job.Attempt });

    /// <summary>Given back when the process stops: being interrupted does not count against the job.</summary>
    public static Task GiveBack(NpgsqlConnection connection, Job job, DateTimeOffset now) =>
        connection.ExecuteAsync("""
            update jobs.job set run_at = @now, locked_by = null, locked_until = null, max_attempts = max_attempts + 1
            where id = @id and locked_by = @worker and attempts = @attempt
            returning pg_notify(@channel, lane)
            """, new { now, id = job.Id, worker = job.LockedBy, attempt = job.Attempt, channel = Queue.Channel });

    /// <summary>Those of the jobs that this worker still holds, for another lease.</summary>
    public static async Task<IReadOnlySet<Guid>> Renew(NpgsqlConnection connection, string worker, Guid[] jobs, DateTimeOffset now) =>
        (await connection.QueryAsync<Guid>("""
            update jobs.job set locked_until = @until
            where id = any(@jobs) and locked_by = @worker
            returning id
            """, new { until = now + Lease, jobs, worker })).ToHashSet();

    /// <summary>
    /// Takes back what a dead or silent worker held. A job that has brought down its worker each time it was
    /// tried becomes a dead letter like any other that fails.
    /// </summary>
    public static Task<int> Reclaim(NpgsqlConnection connection, Lane lane, DateTimeOffset now) =>
        connection.ExecuteAsync("""
            with lapsed as (
              select id from jobs.job
              where locked_by is not null and locked_until <= @now and lane = @lane
              for update skip locked),
            back as (
              update jobs.job set locked_by = null, locked_until = null,
                dead_at = case when attempts >= max_attempts then @now end,
                last_error = 'The worker ' || locked_by || ' ended or fell silent during attempt ' || attempts || '.'
              where id in (select id from lapsed)
              returning id)
            select pg_notify(@channel, @lane) from back limit 1
            """, new { now, lane = Queue.Name(lane), channel = Queue.Channel });

    /// <summary>When the next job of these kinds falls due.</summary>
    public static Task<DateTimeOffset?> NextDue(NpgsqlConnection connection, Lane lane, string[] kinds) =>
        connection.QuerySingleAsync<DateTimeOffset?>("""
            select min(run_at) from jobs.job
            where lane = @lane and kind = any(@kinds) and locked_by is null and done_at is null and dead_at is null
            """, new { lane = Queue.Name(lane), kinds });
}
