using System.Text.Json;
using Npgsql;

namespace Entente.Shared.Jobs;

/// <summary>Who does the work: the application's own nodes, or the steward, which holds the owner's login.</summary>
public enum Lane
{
    Application,
    Owner,
}

/// <summary>One piece of work as its handler sees it. It may run more than once; a handler must bear that.</summary>
/// <param name="Attempt">1 the first time.</param>
public sealed record Job(Guid Id, string Kind, string Payload, string? Key, string? Trace, int Attempt, int MaxAttempts, DateTimeOffset AddedAt, string LockedBy)
{
    internal static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    public bool LastAttempt => Attempt >= MaxAttempts;

    internal bool Finished { get; private set; }

    public T Read<T>() =>
        JsonSerializer.Deserialize<T>(Payload, Json) ?? throw new PermanentFailure($"The payload of {Kind} is empty.");

    /// <summary>
    /// Marks the job as done in the handler's own transaction, so that its effect and its end are one: what is
    /// done this way takes effect once. Without it the job is marked after the handler has returned.
    /// </summary>
    public async Task Finish(NpgsqlConnection connection, TimeProvider time)
    {
        if (!await Claims.MarkDone(connection, this, time.GetUtcNow()))
            throw new LeaseLost(this);
        Finished = true;
    }
}

/// <summary>Thrown by a handler when trying again cannot help: the job becomes a dead letter at once.</summary>
public sealed class PermanentFailure(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another worker holds the job now, because this one was silent for longer than its lease.</summary>
public sealed class LeaseLost(Job job) : Exception($"The lease on {job.Kind} {job.Id} was lost.");
