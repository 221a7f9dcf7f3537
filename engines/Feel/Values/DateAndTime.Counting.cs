namespace Entente.Feel.Values;

public readonly partial record struct DateAndTime
{
    /// <summary>Nanoseconds since 1 January 1970 in UTC; without a zone, as if it were in UTC.</summary>
    internal Int128 Nanoseconds => ((Int128)Date.DayNumber * Time.WholeDay) + Time.Nanoseconds - ((Int128)(OffsetSeconds ?? 0) * Time.Second);

    /// <summary>Later by a duration, or earlier. With the zone of a place time runs through changes of the clock as it does there; false beyond the years that can be written.</summary>
    public bool TryAdd(DaysDuration duration, out DateAndTime later) =>
        Time.Zone is { FixedSeconds: null } zone ? TryAt(Nanoseconds + duration.Nanoseconds, zone, out later)
        : TryLocal(((Int128)Date.DayNumber * Time.WholeDay) + Time.Nanoseconds + duration.Nanoseconds, Time.Zone, out later);

    /// <summary>Later by months, or earlier, at the same time of day.</summary>
    public bool TryAdd(YearsDuration duration, out DateAndTime later)
    {
        var within = Date.TryAddMonths(duration.Months, out var date);
        later = new DateAndTime(date, Time);
        return within;
    }

    /// <summary>How long after another; in UTC when both have a zone, null when only one has.</summary>
    public DaysDuration? Since(DateAndTime other) =>
        Time.Zone is null != other.Time.Zone is null ? null : new DaysDuration(Nanoseconds - other.Nanoseconds);

    /// <summary>Whole months from this day to that of another; the times of day do not count.</summary>
    public YearsDuration MonthsUntil(DateAndTime other) => Date.MonthsUntil(other.Date);

    /// <summary>The midnight that a day begins with in UTC: what a day is beside a date and time with a zone.</summary>
    public static DateAndTime InUtc(Date date) => new(date, new Time(0, Zone.Utc));

    /// <summary>The same instant on the clocks of another zone; false beyond the years that can be written.</summary>
    public bool TryIn(Zone zone, out DateAndTime there) => TryAt(Nanoseconds, zone, out there);

    /// <summary>An instant of .NET, with its offset.</summary>
    public static DateAndTime Of(DateTimeOffset instant)
    {
        var date = new Date(instant.Year, instant.Month, instant.Day);
        return new DateAndTime(date, new Time(instant.TimeOfDay.Ticks * 100, Zone.Offset((int)instant.Offset.TotalSeconds)));
    }

    private static bool TryAt(Int128 nanoseconds, Zone zone, out DateAndTime value) =>
        TryLocal(nanoseconds, Zone.Utc, out value)
        && TryLocal(nanoseconds + ((Int128)zone.SecondsAtUtc(value) * Time.Second), zone, out value);

    private static bool TryLocal(Int128 nanoseconds, Zone? zone, out DateAndTime value)
    {
        var days = nanoseconds / Time.WholeDay;
        if (nanoseconds < days * Time.WholeDay)
            days--;
        var within = Date.TryFromDayNumber(days, out var date);
        value = new DateAndTime(date, new Time((long)(nanoseconds - (days * Time.WholeDay)), zone));
        return within;
    }
}
