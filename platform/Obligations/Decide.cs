using System.Text.Json;
using Entente.Records;

namespace Entente.Obligations;

/// <summary>
/// What becomes known about one thing that is owed, from what is wanted now, what was declared and what is kept. Pure. The state in
/// which it ends follows from these two alone, in whatever order they came; what was known before is never touched.
/// </summary>
public static class Decide
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <param name="kept">What is kept of it; null: nothing yet.</param>
    /// <param name="wanted">What is to be owed; null: nothing.</param>
    /// <param name="done">What meets it or excuses from it; null: nothing.</param>
    /// <param name="clock">The time, and the zone of the body, in which days end.</param>
    /// <param name="followedFrom">For a period that had ended before anybody counted: when it would have become known; null: now.</param>
    public static IReadOnlyList<Happening> On(Kept? kept, Wanted? wanted, Fulfilment? done, Clock clock, DateTimeOffset? followedFrom = null)
    {
        if (kept is null && wanted is null)
            return [];
        var events = new List<Happening>();
        var writing = new Writing(events, kept, clock.Now, followedFrom);
        if (wanted is null)
        {
            if (kept!.Status.State != State.Lifted)
                writing.Add(EventKind.Lifted, Bare(kept.Status) with { State = State.Lifted });
            return events;
        }
        Open(writing, kept?.Status, wanted, clock);
        Fulfil(writing, done);
        return events;
    }

    /// <summary>What is kept after these, one after the other.</summary>
    public static Kept? Replay(Kept? kept, Guid id, ObligationKey key, string periodCode, IEnumerable<Happening> events)
    {
        foreach (var happening in events)
            kept = kept is null
                ? new Kept(id, key, periodCode, happening.Seq, happening.At, happening.At, happening.Status)
                : kept with { Seq = happening.Seq, ChangedAt = happening.At, Status = happening.Status };
        return kept;
    }

    private static void Open(Writing writing, Status? before, Wanted wanted, Clock clock)
    {
        var live = before is { State: not State.Lifted } ? before : null;
        var (dueOn, sum) = Due(wanted, live, clock);
        var dueAt = dueOn is { } day ? clock.EndOf(day) : (DateTimeOffset?)null;
        if (live is null)
        {
            writing.Add(before is null ? EventKind.Opened : EventKind.Reopened, new Status(State.Owed, dueOn, dueAt, Nil: false, null, wanted.Called, wanted.Reason, sum, null, null, null));
            return;
        }
        var now = live;
        if (live.DueOn != dueOn || live.DueAt != dueAt)
            writing.Add(EventKind.DueMoved, now = now with { DueOn = dueOn, DueAt = dueAt, Sum = sum });
        if (!Same(now.Reason, wanted.Reason) || !Same(now.Called, wanted.Called) || !Same(now.Sum, sum))
            writing.Add(EventKind.ReasonChanged, now with { Reason = wanted.Reason, Called = wanted.Called, Sum = sum });
    }

    // What a rule asks for in the middle of a week is not late before it was asked for, and is not made earlier afterwards.
    private static (DateOnly? DueOn, IReadOnlyList<DutyStep> Sum) Due(Wanted wanted, Status? live, Clock clock)
    {
        if (!wanted.OnlyFromNow || wanted.DueOn is not { } due)
            return (wanted.DueOn, wanted.Sum);
        if (live?.DueOn is { } known)
            return known > due ? (known, live.Sum) : (due, wanted.Sum);
        var patience = due.DayNumber - wanted.Key.End.AddDays(-1).DayNumber;
        var earliest = clock.Today.AddDays(Math.Max(patience, 0));
        return due >= earliest ? (due, wanted.Sum) : (earliest, [.. wanted.Sum, new DutyStep("known", null, null, earliest)]);
    }

    private static void Fulfil(Writing writing, Fulfilment? done)
    {
        var now = writing.Status;
        var then = done switch
        {
            null => Bare(now),
            { Excuses: true } => Bare(now) with { State = State.Excused, Statement = done.Statement, Version = done.Version, Note = done.Note },
            _ => Bare(now) with { State = State.Met, Statement = done.Statement, Version = done.Version, MetAt = done.At, Nil = done.Nil },
        };
        if (Done(now) == Done(then))
            return;
        writing.Add(then.State switch { State.Met => EventKind.Met, State.Excused => EventKind.Excused, _ => EventKind.Unmet }, then, done?.At);
    }

    private static (State, Guid?, int?, DateTimeOffset?, bool, string?) Done(Status status) => (status.State, status.Statement, status.Version, status.MetAt, status.Nil, status.Note);

    private static Status Bare(Status status) => status with { State = State.Owed, Nil = false, MetAt = null, Statement = null, Version = null, Note = null };

    private static bool Same<T>(T one, T other) => JsonSerializer.Serialize(one, Json) == JsonSerializer.Serialize(other, Json);

    /// <summary>Numbers events and keeps them in the order of time.</summary>
    private sealed class Writing(List<Happening> events, Kept? kept, DateTimeOffset now, DateTimeOffset? followedFrom)
    {
        private int _seq = kept?.Seq ?? 0;
        private DateTimeOffset _last = kept?.ChangedAt ?? DateTimeOffset.MinValue;

        public Status Status { get; private set; } = kept?.Status!;

        /// <param name="happened">When it happened, where that is what counts for a period nobody counted then.</param>
        public void Add(EventKind kind, Status status, DateTimeOffset? happened = null)
        {
            var derived = followedFrom is not null;
            var at = derived ? happened ?? followedFrom!.Value : now;
            if (at > now)
                at = now;
            if (at < _last)
                at = _last;
            (_seq, _last, Status) = (_seq + 1, at, status);
            events.Add(new Happening(_seq, kind, at, derived, status));
        }
    }
}

/// <summary>The time, and the zone in which days end.</summary>
public sealed record Clock(DateTimeOffset Now, TimeZoneInfo Zone)
{
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);

    /// <summary>The first instant after a day. Where summer time begins at midnight, the next day begins an hour later.</summary>
    public DateTimeOffset EndOf(DateOnly day) => BeginningOf(day.AddDays(1));

    public DateTimeOffset BeginningOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
