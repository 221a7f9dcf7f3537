namespace Entente.SignIn;

/// <summary>How many tries somebody has within a while, and how long the pause is after them; each further pause is twice the last.</summary>
public sealed record Allowance(string Name, int Tries, TimeSpan Within, TimeSpan Pause, TimeSpan LongestPause)
{
    /// <summary>Wrong passwords and codes for one e-mail address, known here or not: the answer must not tell which.</summary>
    public static readonly Allowance Address = new("address", 5, TimeSpan.FromHours(24), TimeSpan.FromMinutes(15), TimeSpan.FromHours(24));

    /// <summary>Everything refused from one network. A whole ministry may sit behind one address.</summary>
    public static readonly Allowance Network = new("network", 100, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), TimeSpan.FromHours(2));

    /// <summary>Requests to be let in again, for one e-mail address.</summary>
    public static readonly Allowance Recovery = new("recovery", 3, TimeSpan.FromHours(24), TimeSpan.FromHours(1), TimeSpan.FromHours(24));

    private static readonly TimeSpan PausesRemembered = TimeSpan.FromHours(24);

    /// <summary>Counts one more try, before anybody looks whether it is right. With a wait it may not be looked at.</summary>
    public (Tried Next, TimeSpan? Wait) Take(Tried before, DateTimeOffset now)
    {
        if (before.PausedUntil > now)
            return (before, before.PausedUntil - now);
        var counted = before.PausedUntil is null && before.Since > now - Within;
        var tries = counted ? before.Tries + 1 : 1;
        var pauses = before.LastAt > now - PausesRemembered ? before.Pauses : 0;
        var next = new Tried(tries, pauses, counted ? before.Since : now, now, PausedUntil: null);
        return (tries < Tries ? next : next with { Pauses = pauses + 1, PausedUntil = now + PauseAfter(pauses) }, null);
    }

    /// <summary>The try was good, and does not count.</summary>
    public Tried Forgive(Tried before) =>
        before with { Tries = Math.Max(0, before.Tries - 1), PausedUntil = null, Pauses = before.PausedUntil is null ? before.Pauses : Math.Max(0, before.Pauses - 1) };

    public TimeSpan PauseAfter(int earlierPauses) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, Pause.Ticks << Math.Min(earlierPauses, 16)));
}

/// <summary>What was counted so far for one address or network.</summary>
public sealed record Tried(int Tries, int Pauses, DateTimeOffset Since, DateTimeOffset LastAt, DateTimeOffset? PausedUntil);
