namespace Entente.Feel.Values;

public readonly partial record struct DateAndTime
{
    /// <summary>Seconds ahead of UTC; null without a zone.</summary>
    public int? OffsetSeconds => Time.Zone?.SecondsAt(this);

    // As for times, a fraction of a second does not count.
    internal long Instant => (Date.DayNumber * 86_400) + (Time.Nanoseconds / Time.Second) - (OffsetSeconds ?? 0);

    /// <summary>Same second in UTC; null when one has a zone and the other has none.</summary>
    public bool? Same(DateAndTime other) => Order(other) is { } order ? order == 0 : null;

    /// <summary>Earlier or later in UTC; null when one has a zone and the other has none.</summary>
    public int? Order(DateAndTime other) =>
        Time.Zone is null != other.Time.Zone is null ? null : Instant.CompareTo(other.Instant);

    internal int HashOfInstant() => HashCode.Combine(Kind.DateAndTime, Instant, Time.Zone is null);
}
