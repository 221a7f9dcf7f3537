namespace Entente.Shared.Jobs;

/// <summary>When recurring work falls due, as a pure function of time: the same on every node.</summary>
public abstract class Schedule
{
    /// <summary>The first slot strictly after this instant.</summary>
    public abstract DateTimeOffset NextAfter(DateTimeOffset instant);

    /// <summary>Every so often, counted from the same beginning everywhere.</summary>
    public static Schedule Every(TimeSpan length) => new Interval(length);

    /// <summary>
    /// Five fields as in cron: minute, hour, day of the month, month, day of the week (<c>*</c>, lists, ranges,
    /// steps, names of days and months), by the clock of a zone. When that clock skips a time, the slot is the
    /// moment it jumps; when it repeats one, the first counts.
    /// </summary>
    /// <exception cref="FormatException">With the field that cannot be read.</exception>
    public static Schedule At(string fields, string zone = "UTC") => new Calendar(fields, TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>The last slot that is not after <paramref name="now"/>, if there is one after <paramref name="last"/>: however many were missed, one is left.</summary>
    public DateTimeOffset? DueSlot(DateTimeOffset last, DateTimeOffset now)
    {
        var slot = NextAfter(last);
        if (slot > now)
            return null;
        for (var back = TimeSpan.FromHours(1); now - back > slot; back *= 2)
        {
            if (NextAfter(now - back) is var later && later <= now)
            {
                slot = later;
                break;
            }
        }
        while (NextAfter(slot) is var next && next <= now)
            slot = next;
        return slot;
    }

    private sealed class Interval(TimeSpan length) : Schedule
    {
        private readonly long _ticks = length >= TimeSpan.FromSeconds(1) ? length.Ticks : throw new FormatException("The shortest interval is a second.");

        public override DateTimeOffset NextAfter(DateTimeOffset instant)
        {
            var since = instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
            var steps = Math.DivRem(since, _ticks, out var rest) - (rest < 0 ? 1 : 0);
            return new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (steps + 1) * _ticks, TimeSpan.Zero);
        }

        public override string ToString() => $"every {length:c}";
    }

    private sealed class Calendar(string fields, TimeZoneInfo zone) : Schedule
    {
        // Every pair of a day and a month comes round within eight years: 29 February, and 1900 is the odd one out.
        private const int LongestWait = 366 * 9;
        private readonly CronFields _fields = CronFields.Parse(fields);

        public override DateTimeOffset NextAfter(DateTimeOffset instant)
        {
            var local = Shown(instant);
            // From the day before: where a clock is set back across midnight, yesterday comes again.
            var first = DateOnly.FromDateTime(local).AddDays(-1);
            for (var days = 0; days < LongestWait; days++)
                foreach (var time in _fields.TimesOn(first.AddDays(days)))
                    if (Instant(first.AddDays(days).ToDateTime(time)) is var slot && slot > instant)
                        return slot;
            throw new FormatException($"“{fields}” never comes.");
        }

        // Asked of the zone by instants only: its own notion of skipped local times is wrong where a country
        // counts its winter as the exception, as Morocco does.
        private DateTimeOffset Instant(DateTime wall)
        {
            var asUtc = new DateTimeOffset(wall, TimeSpan.Zero);
            var early = asUtc - Offset(asUtc.AddDays(-1));
            var late = asUtc - Offset(asUtc.AddDays(1));
            var (first, second) = early < late ? (early, late) : (late, early);
            if (Shown(first) == wall)
                return first;
            return Shown(second) == wall ? second : FirstPast(wall, first, second);
        }

        // The clock skips this time somewhere between the two; zones change on whole minutes.
        private DateTimeOffset FirstPast(DateTime wall, DateTimeOffset before, DateTimeOffset after)
        {
            while (after - before > TimeSpan.FromMinutes(1))
            {
                var middle = before.AddMinutes(Math.Floor((after - before).TotalMinutes / 2));
                (before, after) = Shown(middle) > wall ? (before, middle) : (middle, after);
            }
            return after;
        }

        private TimeSpan Offset(DateTimeOffset instant) => zone.GetUtcOffset(instant);

        private DateTime Shown(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

        public override string ToString() => $"{fields} ({zone.Id})";
    }
}
