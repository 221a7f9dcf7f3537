using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The functions that make and ask dates, times and durations.</summary>
internal static class Calendars
{
    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("date", MakeDate),
        ("time", MakeTime),
        ("date and time", MakeDateAndTime),
        ("duration", static (_, site, a) => Literals.Duration(a[0].AsText) ?? Unreadable(site, a[0])),
        ("years and months duration", static (_, _, a) => Value.Of(DateOf(a[0]).MonthsUntil(DateOf(a[1])))),
        ("now", static (e, site, _) => e.Limits.Now is { } now ? Value.Of(DateAndTime.Of(now)) : site.Fail("no-clock", site.Name)),
        ("today", static (e, site, _) => e.Limits.Now is { } now ? Value.Of(DateAndTime.Of(now).Date) : site.Fail("no-clock", site.Name)),
        ("day of year", static (_, _, a) => Value.Of(DateOf(a[0]).DayOfYear)),
        ("day of week", static (_, _, a) => Value.Of(DateOf(a[0]).WeekdayName)),
        ("month of year", static (_, _, a) => Value.Of(DateOf(a[0]).MonthName)),
        ("week of year", static (_, _, a) => Value.Of(DateOf(a[0]).WeekOfYear)),
        ("add working days", AddWorkingDays),
        ("is", Is),
    ];

    private static Date DateOf(in Value value) => value.Kind == Kind.Date ? value.AsDate : value.AsDateAndTime.Date;

    private static Value Unreadable(Site site, in Value text) => site.Fail("wrong-literal", text.AsText, site.Name);

    private static Value MakeDate(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (a.Length == 3)
            return DateOf(a) is { } made ? Value.Of(made) : site.Fail("no-such-date", a[0].Text(), a[1].Text(), a[2].Text());
        if (a[0].Kind != Kind.Text)
            return Value.Of(DateOf(a[0]));
        return Date.TryParse(a[0].AsText, out var read) ? Value.Of(read) : Unreadable(site, a[0]);
    }

    private static Date? DateOf(ReadOnlySpan<Value> a) =>
        a[0].AsNumber.TryToInt64(out var year) && a[1].AsNumber.TryToInt64(out var month) && a[2].AsNumber.TryToInt64(out var day)
        && Date.TryOf(year, month, day, out var date) ? date : null;

    private static Value MakeTime(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (a.Length >= 3)
        {
            Zone? zone = null;
            if (a.Length > 3 && !a[3].IsNull && (zone = ZoneOf(a[3].AsDaysDuration.TotalSeconds)) is null)
                return site.Fail("no-such-offset", a[3].Text());
            return TimeOf(a, zone) is { } made ? Value.Of(made) : site.Fail("no-such-time", a[0].Text(), a[1].Text(), a[2].Text());
        }
        return a[0].Kind switch
        {
            Kind.Text => Time.TryParse(a[0].AsText, out var read) ? Value.Of(read) : Unreadable(site, a[0]),
            Kind.Date => Value.Of(DateAndTime.InUtc(a[0].AsDate).Time),
            Kind.DateAndTime => Value.Of(a[0].AsDateAndTime.Time),
            _ => a[0],
        };
    }

    private static Time? TimeOf(ReadOnlySpan<Value> a, Zone? zone) =>
        a[0].AsNumber.TryToInt64(out var hour) && a[1].AsNumber.TryToInt64(out var minute)
        && Time.TryOf(hour, minute, a[2].AsNumber, zone, out var time) ? time : null;

    private static Zone? ZoneOf(Number seconds) =>
        seconds.TryToInt32(out var whole) && Math.Abs((long)whole) <= Zone.FurthestOffset ? Zone.Offset(whole) : null;

    private static Value MakeDateAndTime(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (a.Length >= 6)
            return Parts(site, a);
        if (a.Length == 2)
            return Value.Of(new DateAndTime(DateOf(a[0]), a[1].AsTime));
        return a[0].Kind switch
        {
            Kind.Text => DateAndTime.TryParse(a[0].AsText, out var read) ? Value.Of(read) : Unreadable(site, a[0]),
            Kind.Date => Value.Of(DateAndTime.InUtc(a[0].AsDate)),
            _ => a[0],
        };
    }

    private static Value Parts(Site site, ReadOnlySpan<Value> a)
    {
        Zone? zone = null;
        if (a.Length > 6 && (zone = ZoneOf(a[6])) is null)
            return site.Fail("no-such-offset", a[6].Text());
        if (DateOf(a) is not { } date)
            return site.Fail("no-such-date", a[0].Text(), a[1].Text(), a[2].Text());
        return TimeOf(a[3..], zone) is { } time
            ? Value.Of(new DateAndTime(date, time))
            : site.Fail("no-such-time", a[3].Text(), a[4].Text(), a[5].Text());
    }

    // Hours, or the name of a zone.
    private static Zone? ZoneOf(in Value zone)
    {
        if (zone.Kind == Kind.Text)
            return Zone.TryFind(zone.AsText, out var found) ? found : null;
        return Number.TryMultiply(zone.AsNumber, 3600, out var seconds) ? ZoneOf(seconds) : null;
    }

    // A century of working days; nobody has a deadline beyond it.
    private const int MostWorkingDays = 26_000;

    // As spreadsheets count: from the next day on, or backwards; the day itself is not among them.
    private static Value AddWorkingDays(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (!a[1].AsNumber.TryToInt32(out var days) || Math.Abs((long)days) > MostWorkingDays)
            return site.Fail("wrong-literal", a[1].Text(), site.Name);
        var free = new HashSet<Date>();
        if (a.Length > 2 && !a[2].IsNull)
            foreach (var day in a[2].AsList)
                if (day.Kind == Kind.Date)
                    free.Add(day.AsDate);
        var (at, step) = (a[0].AsDate, Math.Sign(days));
        for (var left = Math.Abs(days); left > 0;)
        {
            if (!e.Spend(1))
                return e.Halted;
            if (!at.TryAddDays(step, out at))
                return site.Fail("no-such-date", a[0].Text(), a[1].Text(), site.Name);
            if (at.Weekday < 6 && !free.Contains(at))
                left--;
        }
        return Value.Of(at);
    }

    // The same in every respect: 12:00 in one zone is not the same instant on the clock of another.
    private static Value Is(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (a.Length < 2 || a[0].Kind != a[1].Kind)
            return Value.False;
        return Value.Of(a[0].Kind switch
        {
            Kind.Time => a[0].AsTime == a[1].AsTime,
            Kind.DateAndTime => a[0].AsDateAndTime == a[1].AsDateAndTime,
            _ => Equality.Same(e, a[0], a[1]) == true,
        });
    }
}
