using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Shared.Localisation;
using static Entente.Records.Interchange.CellReading;

namespace Entente.Records.Interchange;

/// <summary>
/// Dates, instants and periods. An instant without an offset is one of the body's own zone. Periods are typed and written with
/// their last day, as people say them, and kept half-open.
/// </summary>
internal sealed partial class CellDates(TimeZoneInfo zone)
{
    private const int FirstYear = 1800;
    private const int LastYear = 2199;
    private const string Open = "..";

    public static CellReading Read(string text) =>
        DateReader.Read(text) is DateReading.Understood day ? Of(Answer.Of(Value.Of((Date)day.Value))) : Wrong(DateReader.Read(text));

    public CellReading ReadInstant(string text)
    {
        var parts = Timed().Match(Typed.Plain(text));
        if (!parts.Success)
            return DateReader.Read(text) is DateReading.Understood ? CellReading.Wrong("cell.time-missing") : CellReading.Wrong("cell.time", CellText.Short(text));
        if (DateReader.Read(parts.Groups["day"].Value) is not DateReading.Understood day)
            return Wrong(DateReader.Read(parts.Groups["day"].Value));
        if (!TimeSpan.TryParse(parts.Groups["time"].Value.Contains(':') ? Padded(parts.Groups["time"].Value) : "", CultureInfo.InvariantCulture, out var time) || time >= TimeSpan.FromDays(1))
            return CellReading.Wrong("cell.time", CellText.Short(text));
        var local = day.Value.ToDateTime(TimeOnly.FromTimeSpan(time));
        if (parts.Groups["offset"].Value is { Length: > 0 } offset)
            return Offset(offset) is { } ahead ? Instant(local - ahead) : CellReading.Wrong("cell.time", CellText.Short(text));
        if (zone.IsInvalidTime(local))
            return CellReading.Wrong("cell.time-skipped", zone.Id);
        return zone.IsAmbiguousTime(local) ? CellReading.Wrong("cell.time-twice", zone.Id) : Instant(local - zone.GetUtcOffset(local));
    }

    public static CellReading ReadPeriod(string text)
    {
        var plain = Typed.Plain(text);
        if (Whole(plain) is var (from, until))
            return Of(Answer.Of(Between(from, until)));
        foreach (var apart in Separators().EnumerateMatches(plain))
        {
            var (first, last) = (plain[..apart.Index].Trim(), plain[(apart.Index + apart.Length)..].Trim());
            if (Ends(first, last) is { } reading)
                return reading;
        }
        return DateReader.Read(plain) switch
        {
            DateReading.Understood day => Of(Answer.Of(Between(day.Value, day.Value.AddDays(1)))),
            DateReading.Ambiguous two => Wrong(two),
            _ => CellReading.Wrong("cell.period", CellText.Short(text)),
        };
    }

    public static Value Between(DateOnly? from, DateOnly? until) => Value.Of(new FeelRange(true, Day(from), Day(until), false));

    public static string WritePeriod(Value value) => $"{Text(First(value))}/{Text(Last(value))}";

    public static string Show(Value value, Language language) =>
        value.AsDate.TryToDateOnly(out var day) ? Formats.Of(language).Date(day) : value.Text();

    public static string ShowPeriod(Value value, Language language) =>
        $"{Shown(First(value), language)} – {Shown(Last(value), language)}";

    public string ShowInstant(Value value, Language language)
    {
        if (Moment(value) is not { } instant)
            return value.Text();
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return $"{Formats.Of(language).Date(DateOnly.FromDateTime(local.DateTime))} {Formats.Time(TimeOnly.FromDateTime(local.DateTime))} ({zone.Id})";
    }

    /// <summary>The instant in UTC; null for one without a zone or beyond .NET's calendar.</summary>
    public static DateTimeOffset? Moment(Value value)
    {
        var both = value.AsDateAndTime;
        return both.Date.TryToDateOnly(out var day) && both.Time.Zone?.FixedSeconds is { } ahead
            ? new DateTimeOffset(day.ToDateTime(new TimeOnly(both.Time.Nanoseconds / 100)), TimeSpan.FromSeconds(ahead))
            : null;
    }

    private static DateOnly? First(Value period) => period.AsRange is { Start: { IsNull: false } start } && start.AsDate.TryToDateOnly(out var day) ? day : null;

    private static DateOnly? Last(Value period) => period.AsRange is { End: { IsNull: false } end } range && end.AsDate.TryToDateOnly(out var day) ? range.ClosedEnd ? day : day.AddDays(-1) : null;

    private static Value Day(DateOnly? day) => day is { } known ? Value.Of((Date)known) : default;

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Open;

    private static string Shown(DateOnly? day, Language language) => day is { } known ? Formats.Of(language).Date(known) : "…";

    public static CellReading Instant(DateTime utc) =>
        Of(Answer.Of(Value.Of(new DateAndTime(DateOnly.FromDateTime(utc), new Time(utc.TimeOfDay.Ticks * 100, Feel.Values.Zone.Utc)))));

    private static CellReading Wrong(DateReading reading) => reading switch
    {
        DateReading.Ambiguous two => CellReading.Wrong("cell.date-ambiguous", Text(two.First), Text(two.Second)),
        DateReading.NotADate not => CellReading.Wrong("cell.date", Kebab.Of(not.Fault)),
        _ => CellReading.Wrong("cell.date", Kebab.Of(DateFault.Unreadable)),
    };

    private static string Padded(string time) => time.Split(':') is [{ Length: 1 }, ..] ? "0" + time : time;

    private static TimeSpan? Offset(string offset)
    {
        if (offset is "Z" or "z" or "UTC" or "utc" or "GMT")
            return TimeSpan.Zero;
        var figures = offset[1..].Replace(":", "", StringComparison.Ordinal);
        var (hours, minutes) = (int.Parse(figures[..2], CultureInfo.InvariantCulture), figures.Length > 2 ? int.Parse(figures[2..], CultureInfo.InvariantCulture) : 0);
        return hours > 14 || minutes > 59 ? null : new TimeSpan(hours, minutes, 0) * (offset[0] == '-' ? -1 : 1);
    }

    private static CellReading? Ends(string first, string last)
    {
        var (from, until) = (first is Open or "…" ? null : DateReader.Read(first), last is Open or "…" ? null : DateReader.Read(last));
        if (from is DateReading.NotADate || until is DateReading.NotADate)
            return null;
        if ((from as DateReading.Ambiguous ?? until as DateReading.Ambiguous) is { } two)
            return Wrong(two);
        var (start, end) = ((from as DateReading.Understood)?.Value, (until as DateReading.Understood)?.Value);
        if (start is null && end is null)
            return null;
        return end < start ? CellReading.Wrong("cell.period-backwards", Text(start), Text(end)) : Of(Answer.Of(Between(start, end?.AddDays(1))));
    }

    // 2026, 2026-03, March 2026, 2026-Q1, 2026-T1, 2026-H1, 2026-S1, 2026-W07.
    private static (DateOnly From, DateOnly Until)? Whole(string text)
    {
        var match = Calendar().Match(text);
        if (!match.Success)
            return null;
        if (!int.TryParse(match.Groups["year"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < FirstYear or > LastYear)
            return null;
        var number = match.Groups["number"].Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;
        return char.ToUpperInvariant((match.Groups["what"].Value + "-")[0]) switch
        {
            'Q' or 'T' when number is >= 1 and <= 4 => Months(year, ((number - 1) * 3) + 1, 3),
            'H' or 'S' when number is 1 or 2 => Months(year, ((number - 1) * 6) + 1, 6),
            'W' when number >= 1 && number <= ISOWeek.GetWeeksInYear(year) => Week(year, number),
            '-' when match.Groups["name"].Success => MonthNames.TryFind(MonthNames.Fold(match.Groups["name"].Value).Split(' '), out var month) ? Months(year, month, 1) : null,
            '-' when number is >= 1 and <= 12 => Months(year, number, 1),
            '-' when !match.Groups["number"].Success => Months(year, 1, 12),
            _ => null,
        };
    }

    private static (DateOnly, DateOnly) Months(int year, int first, int many) => (new DateOnly(year, first, 1), new DateOnly(year, first, 1).AddMonths(many));

    private static (DateOnly, DateOnly) Week(int year, int week)
    {
        var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return (monday, monday.AddDays(7));
    }

    [GeneratedRegex(@"^(?:(?<year>[0-9]{4})(?:[-/ ](?<what>[QTHSWqthsw])?(?<number>[0-9]{1,2}))?|(?<what>[QTHSqths])(?<number>[0-9])[-/ ](?<year>[0-9]{4})|(?<name>\p{L}[\p{L}\p{M}. ]{2,20}?) (?:de )?(?<year>[0-9]{4}))$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Calendar();

    [GeneratedRegex(@"^(?<day>.*\S)(?:\s*T\s*|\s+|,\s*)(?<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?)\s*(?<offset>Z|z|UTC|utc|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Timed();

    [GeneratedRegex(@"\s*/\s*|\s+-\s+|\s*—\s*|\s+to\s+|\s+until\s+|\s+au\s+|\s+a\s+|\s+al\s+|\s+até\s+|\s+hasta\s+|\s+إلى\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separators();
}
