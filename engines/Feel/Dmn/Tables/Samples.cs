using Entente.Feel.Values;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Finds a value that lies between two others, plain ones first; null when there is none at all.</summary>
internal static class Samples
{
    private const int MostDigits = 40;

    /// <summary>Strictly between; a bound that is null is not one. The successor of the lower bound comes last, so that nothing is missed.</summary>
    public static Value? Between(Kind kind, Value? low, Value? high)
    {
        foreach (var candidate in Candidates(kind, low, high))
            if ((low is not { } above || Value.Order(candidate, above) > 0) && (high is not { } below || Value.Order(candidate, below) < 0))
                return candidate;
        return null;
    }

    private static IEnumerable<Value> Candidates(Kind kind, Value? low, Value? high) => kind switch
    {
        Kind.Number => Numbers(low?.AsNumber, high?.AsNumber),
        Kind.Text => Texts(low?.AsText),
        Kind.Date => Dates(low?.AsDate, high?.AsDate),
        Kind.DateAndTime => Instants(low?.AsDateAndTime, high?.AsDateAndTime),
        Kind.Time => Times(low?.AsTime, high?.AsTime),
        Kind.DaysDuration => Lengths(low?.AsDaysDuration.Nanoseconds, high?.AsDaysDuration.Nanoseconds),
        Kind.YearsDuration => Months(low?.AsYearsDuration.Months, high?.AsYearsDuration.Months),
        _ => [],
    };

    private static IEnumerable<Value> Numbers(Number? low, Number? high)
    {
        if (low is { } above && high is { } below)
        {
            if (!Number.TrySubtract(below, above, out var width) || !Number.TryDivide(width, 2, out var half) || !Number.TryAdd(above, half, out var middle))
                return [Value.Of(0)];
            return [.. Enumerable.Range(0, MostDigits).Select(digits => Value.Of(middle.Round(digits))), Value.Of(middle)];
        }
        if ((low ?? high) is not { } only)
            return [Value.Of(0)];
        var step = low is null ? Number.One.Negate() : Number.One;
        return [.. Outside(only, step)];
    }

    // A step of one says nothing beside a number of forty digits; then it is doubled or crosses zero.
    private static IEnumerable<Value> Outside(Number from, Number step)
    {
        if (Number.TryAdd(from.Round(0), step, out var next))
            yield return Value.Of(next);
        if (Number.TryAdd(from, step, out next))
            yield return Value.Of(next);
        if (Number.TryMultiply(from, 2, out next))
            yield return Value.Of(next);
        if (Number.TryDivide(from, 2, out next))
            yield return Value.Of(next);
    }

    private static IEnumerable<Value> Texts(string? low) =>
        low is null ? [Value.Of("")] : [Value.Of(low + "m"), Value.Of(low + "!"), Value.Of(low + "\0")];

    private static IEnumerable<Value> Dates(Date? low, Date? high)
    {
        if (low is null && high is null)
            yield return Value.Of(new Date(2026, 1, 1));
        if (low is { } above && above.TryAddDays(1, out var later))
            yield return Value.Of(later);
        if (low is null && high is { } below && below.TryAddDays(-1, out var earlier))
            yield return Value.Of(earlier);
    }

    private static IEnumerable<Value> Instants(DateAndTime? low, DateAndTime? high)
    {
        if ((low ?? high) is not { } start)
            return [Value.Of(new DateAndTime(new Date(2026, 1, 1), new Time(0)))];
        long[] steps = [Time.WholeDay, 3600 * Time.Second, 60 * Time.Second, Time.Second, 1];
        return from step in steps
               let moved = Moved(start, (low is null) ? -step : step)
               where moved is not null
               select Value.Of(moved.Value);
    }

    private static DateAndTime? Moved(DateAndTime from, long step)
    {
        var total = from.Time.Nanoseconds + step;
        var days = total < 0 ? -1 : total / Time.WholeDay;
        return from.Date.TryAddDays(days, out var date) ? new DateAndTime(date, new Time(total - (days * Time.WholeDay), from.Time.Zone)) : null;
    }

    private static IEnumerable<Value> Times(Time? low, Time? high)
    {
        var zone = (low ?? high)?.Zone;
        var from = low?.Nanoseconds ?? 0;
        long[] places = [(low is null) ? 0 : Time.WholeDay - 1, from + (3600 * Time.Second), from + (60 * Time.Second), from + Time.Second, from + 1];
        return places.Where(place => place >= 0 && place < Time.WholeDay).Reverse().OrderByDescending(place => place % Time.Second == 0)
            .Select(place => Value.Of(new Time(place, zone)));
    }

    private static IEnumerable<Value> Lengths(Int128? low, Int128? high)
    {
        if ((low ?? high) is not { } from)
            return [Value.Of(new DaysDuration(0))];
        long[] steps = [Time.WholeDay, 3600 * Time.Second, 60 * Time.Second, Time.Second, 1];
        return steps.Select(step => Value.Of(new DaysDuration(low is null ? from - step : from + step)));
    }

    private static IEnumerable<Value> Months(long? low, long? high)
    {
        if (low is null && high is null)
            yield return Value.Of(new YearsDuration(0));
        if (low is { } above && above < long.MaxValue)
            yield return Value.Of(new YearsDuration(above + 1));
        if (low is null && high is { } below && below > long.MinValue)
            yield return Value.Of(new YearsDuration(below - 1));
    }
}
