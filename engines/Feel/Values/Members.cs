namespace Entente.Feel.Values;

/// <summary>What can be asked of a date, time, duration or range with a dot: <c>day.weekday</c>, <c>range.start</c>.</summary>
public static class Members
{
    /// <summary>The member of that name; false when such a value has none. A member that is there may be null: the zone of a time without one.</summary>
    public static bool TryGet(in Value of, string name, out Value member)
    {
        var found = of.Kind switch
        {
            Kind.Date => OfDate(of.AsDate, name),
            Kind.Time => OfTime(of.AsTime, of.AsTime.Zone?.StandardSeconds, name),
            Kind.DateAndTime => OfDate(of.AsDateAndTime.Date, name) ?? OfTime(of.AsDateAndTime.Time, of.AsDateAndTime.OffsetSeconds, name),
            Kind.DaysDuration => OfDays(of.AsDaysDuration, name),
            Kind.YearsDuration => OfYears(of.AsYearsDuration, name),
            Kind.Range => OfRange(of.AsRange, name),
            Kind.Context => of.AsContext.TryGet(name, out var value) ? value : null,
            _ => (Value?)null,
        };
        member = found ?? default;
        return found is not null;
    }

    private static Value? OfDate(Date date, string name) => name switch
    {
        "year" => Value.Of(date.Year),
        "month" => Value.Of(date.Month),
        "day" => Value.Of(date.Day),
        "weekday" => Value.Of(date.Weekday),
        _ => null,
    };

    private static Value? OfTime(Time time, int? offset, string name) => name switch
    {
        "hour" => Value.Of(time.Hour),
        "minute" => Value.Of(time.Minute),
        "second" => Value.Of(time.SecondOfMinute),
        "time offset" => offset is { } seconds ? Value.Of(DaysDuration.OfSeconds(seconds)) : Value.Null,
        "timezone" => Value.Of(time.Zone?.Id),
        _ => null,
    };

    private static Value? OfDays(DaysDuration duration, string name) => name switch
    {
        "days" => Value.Of(duration.Days),
        "hours" => Value.Of(duration.Hours),
        "minutes" => Value.Of(duration.Minutes),
        "seconds" => Value.Of(duration.Seconds),
        _ => null,
    };

    private static Value? OfYears(YearsDuration duration, string name) => name switch
    {
        "years" => Value.Of(duration.Years),
        "months" => Value.Of(duration.MonthsOfYear),
        _ => null,
    };

    private static Value? OfRange(FeelRange range, string name) => name switch
    {
        "start" => range.Start,
        "end" => range.End,
        "start included" => Value.Of(range.ClosedStart),
        "end included" => Value.Of(range.ClosedEnd),
        _ => null,
    };
}
