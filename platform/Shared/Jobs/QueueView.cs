using Dapper;
using Npgsql;

namespace Entente.Shared.Jobs;

/// <summary>How much work there is. <paramref name="OldestDue"/> is since when the longest waiting job could have run.</summary>
public sealed record QueueState(int Waiting, int Later, int Running, int Dead, DateTimeOffset? OldestDue);

/// <summary>A job as an administrator sees it.</summary>
public sealed record JobRow(Guid Id, string Kind, string Lane, string? Key, string Payload, string? Trace, int Attempts, int MaxAttempts, DateTimeOffset AddedAt, DateTimeOffset RunAt, string? LockedBy, string? LastError, DateTimeOffset? DoneAt, DateTimeOffset? DeadAt)
{
    /// <summary>The reference of the request that asked for it.</summary>
    public string? Reference => Trace?.Split('-') is [_, var id, ..] ? id : null;

    public JobsShown Is => DeadAt is not null ? JobsShown.Dead : DoneAt is not null ? JobsShown.Done : LockedBy is not null ? JobsShown.Running : JobsShown.Waiting;
}

public enum JobsShown
{
    Dead,
    Waiting,
    Running,
    Done,
}

/// <summary>Looking at the queue, and putting right what failed.</summary>
public static class QueueView
{
    private const string Columns = """
        id, kind, lane, key, payload::text as "Payload", trace, attempts, max_attempts as "MaxAttempts", added_at as "AddedAt", run_at as "RunAt",
        locked_by as "LockedBy", last_error as "LastError", done_at as "DoneAt", dead_at as "DeadAt"
        """;

    /// <summary>The columns a list of jobs can be sorted by, the usual one first.</summary>
    public static readonly string[] Sortable = ["added_at", "kind", "run_at", "attempts"];

    public static Task<QueueState> State(NpgsqlConnection connection, DateTimeOffset now) =>
        connection.QuerySingleAsync<QueueState>("""
            select count(*) filter (where locked_by is null and dead_at is null and run_at <= @now)::int as "Waiting",
              count(*) filter (where locked_by is null and dead_at is null and run_at > @now)::int as "Later",
              count(*) filter (where locked_by is not null)::int as "Running",
              count(*) filter (where dead_at is not null)::int as "Dead",
              min(run_at) filter (where locked_by is null and dead_at is null and run_at <= @now) as "OldestDue"
            from jobs.job where done_at is null
            """, new { now });

    public static async Task<(IReadOnlyList<JobRow> Rows, int Total)> List(NpgsqlConnection connection, JobsShown shown, string sort, bool descending, int offset, int count)
    {
        if (!Sortable.Contains(sort))
            throw new ArgumentOutOfRangeException(nameof(sort));
        var where = shown switch
        {
            JobsShown.Dead => "dead_at is not null",
            JobsShown.Done => "done_at is not null",
            JobsShown.Running => "locked_by is not null",
            _ => "locked_by is null and done_at is null and dead_at is null",
        };
        var order = descending ? "desc" : "asc";
        var rows = await connection.QueryAsync<JobRow>($"select {Columns} from jobs.job where {where} order by {sort} {order}, id {order} offset @offset limit @count", new { offset, count });
        return ([.. rows], await connection.QuerySingleAsync<int>($"select count(*)::int from jobs.job where {where}"));
    }

    public static Task<JobRow?> Find(NpgsqlConnection connection, Guid id) =>
        connection.QuerySingleOrDefaultAsync<JobRow>($"select {Columns} from jobs.job where id = @id", new { id });

    /// <summary>Gives a dead letter as many tries again as it had; false when it is none.</summary>
    public static async Task<bool> Retry(NpgsqlConnection connection, Guid id, DateTimeOffset now) =>
        await connection.QuerySingleOrDefaultAsync<Guid?>("""
            update jobs.job set dead_at = null, run_at = @now, max_attempts = attempts + max_attempts
            where id = @id and dead_at is not null
            returning id, pg_notify(@channel, lane)
            """, new { id, now, channel = Queue.Channel }) is not null;

    /// <summary>Takes a dead letter away for good; false when it is none.</summary>
    public static async Task<bool> Discard(NpgsqlConnection connection, Guid id) =>
        await connection.ExecuteAsync("delete from jobs.job where id = @id and dead_at is not null", new { id }) == 1;

    /// <summary>Takes away the dead letters of this kind and key, which other work replaces.</summary>
    internal static Task Supersede(NpgsqlConnection connection, string kind, string key) =>
        connection.ExecuteAsync("delete from jobs.job where kind = @kind and key = @key and dead_at is not null", new { kind, key });
}
