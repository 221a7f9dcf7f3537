namespace Entente.Bench.Link;

/// <summary>What the link does to packets, the same in both directions.</summary>
/// <param name="Name">How tables call it.</param>
/// <param name="BitsPerSecond">Rate at which IP packets, headers included, leave the queue.</param>
/// <param name="RoundTrip">Time on the way there and back, without the time a packet's own bits take.</param>
/// <param name="QueueBytes">What may wait for the line; a packet that does not fit is dropped.</param>
/// <param name="Loss">Share of packets of each direction that vanish on the way.</param>
public sealed record Profile(string Name, double BitsPerSecond, TimeSpan RoundTrip, int QueueBytes, double Loss)
{
    /// <summary>A poor but clean link, as in many capitals and on ships.</summary>
    public static Profile A { get; } = new("A", 64_000, TimeSpan.FromMilliseconds(600), 48_000, 0);

    /// <summary>The same link in bad weather.</summary>
    public static Profile B { get; } = A with { Name = "B", Loss = 0.02 };

    /// <summary>Fast enough to show only what the emulator itself costs; also used to warm up.</summary>
    public static Profile Open { get; } = new("open", 1e9, TimeSpan.Zero, 16_000_000, 0);

    public TimeSpan TimeOnLine(int bytes) => TimeSpan.FromSeconds(bytes * 8 / BitsPerSecond);
}

public enum Fate { Carried, Lost, Overflowed }

/// <summary>
/// One direction of the link as arithmetic: a packet waits until the line is free, takes its own bits' time on it
/// and arrives half a round trip later. No threads and no clock, so that it can be proved by examples.
/// </summary>
public sealed class Line(Profile profile, int seed)
{
    private readonly Random _weather = new(seed);
    private TimeSpan _freeAt;

    public (Fate Fate, TimeSpan ArrivesAt) Offer(int bytes, TimeSpan now)
    {
        var starts = _freeAt > now ? _freeAt : now;
        if (Waiting(now) + bytes > profile.QueueBytes)
            return (Fate.Overflowed, default);
        _freeAt = starts + profile.TimeOnLine(bytes);
        // A lost packet has used the line all the same: it vanishes on the way, not before.
        return _weather.NextDouble() < profile.Loss
            ? (Fate.Lost, default)
            : (Fate.Carried, _freeAt + (profile.RoundTrip / 2));
    }

    /// <summary>Bytes that have not left the queue yet.</summary>
    public double Waiting(TimeSpan now) =>
        _freeAt > now ? (_freeAt - now).TotalSeconds * profile.BitsPerSecond / 8 : 0;
}
