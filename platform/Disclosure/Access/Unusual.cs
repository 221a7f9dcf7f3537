namespace Entente.Disclosure.Access;

/// <summary>What somebody read in an hour of the data of one party.</summary>
/// <param name="Hour">As it was where the reader is.</param>
public sealed record HourRead(Guid Person, string Post, DateTime Hour, string Party, int Records, int Exports);

/// <summary>How often somebody was refused in an hour.</summary>
public sealed record HourRefused(Guid Person, DateTime Hour, int Times);

/// <summary>What is watched.</summary>
public enum Watched { RecordsInAnHour, RecordsInADay, Countries, NewCountries, Exports, OddHours, Refused }

/// <summary>One reason, with what is usual: between which numbers nine of ten days lay.</summary>
public sealed record Reason(Watched What, double Measured, double From, double To, double Score);

/// <summary>That what somebody did on a day was unusual, why, and how many records of which party it touched.</summary>
public sealed record UnusualDay(Guid Person, DateOnly Day, double Score, IReadOnlyList<Reason> Reasons, IReadOnlyDictionary<string, int> Parties);

/// <summary>
/// Finds what is unusual, by rules that can be said in words: each day of a person is compared with the person's own days before
/// and with those of the same post, by the median and the median deviation from it, so that a few wild days do not make
/// the wild usual. It is unusual only where it is so by both. Pure.
/// </summary>
public static class Unusual
{
    /// <summary>How many days back are compared with.</summary>
    public const int Days = 60;

    /// <summary>From this score on it is worth a person's attention.</summary>
    public const double Enough = 5;

    // Fewer days of one's own say nothing yet; the post's are then taken alone.
    private const int DaysKnown = 8;
    private const double SigmaOfDeviation = 1.4826;
    private const double RareHour = 0.01;

    // Below these nothing is unusual, however quiet it was before; and the least spread that a measure is granted.
    private static readonly Dictionary<Watched, (double Least, double Spread)> Floors = new()
    {
        [Watched.RecordsInAnHour] = (40, 6),
        [Watched.RecordsInADay] = (120, 18),
        [Watched.Countries] = (8, 1.5),
        [Watched.NewCountries] = (4, 0.7),
        [Watched.Exports] = (5, 1),
        [Watched.OddHours] = (10, 2),
        [Watched.Refused] = (8, 1.2),
    };

    public static IReadOnlyList<UnusualDay> On(DateOnly day, IReadOnlyList<HourRead> read, IReadOnlyList<HourRefused> refused)
    {
        var from = day.AddDays(-Days);
        var days = read.Where(one => Day(one.Hour) >= from && Day(one.Hour) <= day).GroupBy(one => one.Person).SelectMany(person => Measured(person.Key, [.. person], [.. refused.Where(one => one.Person == person.Key && Day(one.Hour) >= from)])).ToList();
        days.AddRange(refused.Where(one => Day(one.Hour) == day && days.TrueForAll(known => known.Person != one.Person || known.Day != day)).GroupBy(one => one.Person)
            .Select(one => new PersonDay(one.Key, "", day, Only(Watched.Refused, one.Sum(hour => hour.Times)), new Dictionary<string, int>(StringComparer.Ordinal))));
        return [.. days.Where(one => one.Day == day).Select(today => Judge(today, days)).OfType<UnusualDay>().OrderByDescending(one => one.Score)];
    }

    /// <summary>How far a number is from what is usual, in deviations; nothing below the usual is unusual.</summary>
    public static double Score(double measured, IReadOnlyList<double> usual, double spread)
    {
        if (usual.Count == 0)
            return 0;
        var median = Median(usual);
        var deviation = Median([.. usual.Select(one => Math.Abs(one - median))]) * SigmaOfDeviation;
        return Math.Max(0, (measured - median) / Math.Max(spread, deviation));
    }

    public static double Median(IReadOnlyList<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static UnusualDay? Judge(PersonDay today, List<PersonDay> days)
    {
        var own = days.Where(one => one.Person == today.Person && one.Day < today.Day).ToList();
        var peers = days.Where(one => one.Post == today.Post && one.Person != today.Person && one.Day < today.Day).ToList();
        var reasons = new List<Reason>();
        foreach (var (what, (least, spread)) in Floors)
        {
            var measured = today.Measures[what];
            if (measured < least)
                continue;
            var (mine, theirs) = (Of(own, what), Of(peers, what));
            var scores = new[] { mine.Count >= DaysKnown ? Score(measured, mine, spread) : (double?)null, theirs.Count >= DaysKnown ? Score(measured, theirs, spread) : null }.OfType<double>().ToList();
            if (scores.Count == 0)
                continue;
            if (scores.Min() >= Enough)
                reasons.Add(new Reason(what, measured, Rank([.. mine, .. theirs], 0.05), Rank([.. mine, .. theirs], 0.95), Math.Round(scores.Min(), 1)));
        }
        return reasons.Count == 0 ? null : new UnusualDay(today.Person, today.Day, reasons.Max(reason => reason.Score), [.. reasons.OrderByDescending(reason => reason.Score)], today.Parties);
    }

    private static List<double> Of(List<PersonDay> days, Watched what) => [.. days.Select(one => one.Measures[what])];

    private static double Rank(List<double> numbers, double share)
    {
        numbers.Sort();
        return numbers[Math.Clamp((int)Math.Round(share * (numbers.Count - 1)), 0, numbers.Count - 1)];
    }

    private static IEnumerable<PersonDay> Measured(Guid person, List<HourRead> read, List<HourRefused> refused)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var (hours, total) = (new int[24], 0);
        foreach (var day in read.GroupBy(one => Day(one.Hour)).OrderBy(group => group.Key))
        {
            var parties = day.GroupBy(one => one.Party, StringComparer.Ordinal).ToDictionary(party => party.Key, party => party.Sum(one => one.Records), StringComparer.Ordinal);
            var fresh = known.Count == 0 ? 0 : parties.Keys.Count(party => !known.Contains(party));
            yield return new PersonDay(person, day.First().Post, day.Key, new Dictionary<Watched, double>
            {
                [Watched.RecordsInAnHour] = day.GroupBy(one => one.Hour).Max(hour => hour.Sum(one => one.Records)),
                [Watched.RecordsInADay] = day.Sum(one => one.Records),
                [Watched.Countries] = parties.Count,
                [Watched.NewCountries] = fresh,
                [Watched.Exports] = day.Sum(one => one.Exports),
                [Watched.OddHours] = total < 100 ? 0 : day.Where(one => Around(hours, one.Hour.Hour) < RareHour * total).Sum(one => one.Records),
                [Watched.Refused] = refused.Where(one => Day(one.Hour) == day.Key).Sum(one => one.Times),
            }, parties);
            known.UnionWith(parties.Keys);
            foreach (var one in day)
                (hours[one.Hour.Hour], total) = (hours[one.Hour.Hour] + one.Records, total + one.Records);
        }
    }

    // With the hour before and after: nobody is unusual by a quarter of an hour.
    private static int Around(int[] hours, int hour) => hours[(hour + 23) % 24] + hours[hour] + hours[(hour + 1) % 24];

    private static DateOnly Day(DateTime hour) => DateOnly.FromDateTime(hour);

    private static Dictionary<Watched, double> Only(Watched what, double measured) => Floors.Keys.ToDictionary(one => one, one => one == what ? measured : 0);

    private sealed record PersonDay(Guid Person, string Post, DateOnly Day, IReadOnlyDictionary<Watched, double> Measures, IReadOnlyDictionary<string, int> Parties);
}
