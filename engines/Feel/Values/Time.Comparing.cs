namespace Entente.Feel.Values;

public readonly partial record struct Time
{
    // The specification compares times by their value in seconds, so a fraction does not count: 10:30:00.2 = 10:30:00.1.
    internal long Instant => (Nanoseconds / Second) - (Zone?.StandardSeconds ?? 0);

    /// <summary>Same second of the day in UTC; null when one has a zone and the other has none.</summary>
    public bool? Same(Time other) => Order(other) is { } order ? order == 0 : null;

    /// <summary>Earlier or later in UTC; null when one has a zone and the other has none.</summary>
    public int? Order(Time other) =>
        Zone is null != other.Zone is null ? null
        : Equals(Zone, other.Zone) ? (Nanoseconds / Second).CompareTo(other.Nanoseconds / Second)
        : Instant.CompareTo(other.Instant);

    internal int HashOfInstant() => HashCode.Combine(Kind.Time, Instant, Zone is null);
}
