using System.Collections.Concurrent;

namespace Entente.Feel.Values;

/// <summary>What a time is counted by: a fixed offset from UTC, or the rules of a place.</summary>
/// <example><c>Zone.Offset(7200)</c> prints as <c>+02:00</c>; <c>Zone.TryFind("Europe/Paris", out var zone)</c> as <c>@Europe/Paris</c>.</example>
public sealed partial class Zone : IEquatable<Zone>
{
    /// <summary>The furthest offset, in seconds.</summary>
    public const int FurthestOffset = 18 * 3600;

    private static readonly ConcurrentDictionary<string, Zone> found = new(StringComparer.Ordinal);

    private readonly TimeZoneInfo? rules;
    private readonly int seconds;

    private Zone(string? id, TimeZoneInfo? rules, int seconds)
    {
        Id = id;
        this.rules = rules;
        this.seconds = seconds;
    }

    /// <summary>UTC as an offset: <c>Z</c>.</summary>
    public static Zone Utc { get; } = new(null, null, 0);

    /// <summary>The name of the place; null for an offset.</summary>
    public string? Id { get; }

    /// <summary>The offset, where it is always the same because it was given as one.</summary>
    public int? FixedSeconds => rules is null ? seconds : null;

    /// <summary>So many seconds ahead of UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Further than 18 hours.</exception>
    public static Zone Offset(int seconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, FurthestOffset);
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, -FurthestOffset);
        return seconds == 0 ? Utc : new(null, null, seconds);
    }

    /// <inheritdoc/>
    public bool Equals(Zone? other) => other is not null && Id == other.Id && seconds == other.seconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Zone);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, seconds);
}
