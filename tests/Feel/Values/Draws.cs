using System.Numerics;
using Entente.Feel;
using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Values;

/// <summary>Values drawn at random, with what goes wrong more often than chance would have it.</summary>
internal static class Draws
{
    private static readonly string[] places = ["Europe/Paris", "Asia/Dhaka", "Australia/Melbourne", "America/St_Johns", "Africa/Casablanca", "Etc/UTC"];

    /// <summary>Numbers of 1 to 34 digits, near powers of ten and ties, with exponents from small to the end of the range.</summary>
    public static Gen<Number> Numbers { get; } = NumbersWithin(6100);

    /// <summary>Numbers with at most so many places before or after.</summary>
    public static Gen<Number> NumbersWithin(int furthest) =>
        from digits in Gen.Choose(1, 34)
        from near in Gen.Elements(0, 0, 0, 1, 2)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 16)
        from exponent in Gen.OneOf(Gen.Constant(0), Gen.Choose(-4, 4), Gen.Choose(-40, 40), Gen.Choose(-furthest, furthest))
        from negative in Gen.Elements(true, false)
        let any = new BigInteger([.. bytes.Select(part => (byte)part)], isUnsigned: true) % BigInteger.Pow(10, digits)
        let coefficient = near == 0 ? any : near == 1 ? BigInteger.Pow(10, digits - 1) : 5 * BigInteger.Pow(10, digits - 1)
        select Number.Parse($"{(negative ? "-" : "")}{coefficient}e{Math.Clamp(exponent, -furthest, furthest)}");

    public static Gen<Date> Dates { get; } =
        from year in Gen.OneOf(Gen.Choose(1900, 2100), Gen.Choose(-12, 12), Gen.Choose(-Date.LastYear, Date.LastYear))
        from month in Gen.Choose(1, 12)
        from day in Gen.OneOf(Gen.Constant(31), Gen.Choose(1, 31))
        select new Date(year, month, Math.Min(day, Date.DaysInMonth(year, month)));

    public static Gen<Zone?> Zones { get; } = Gen.OneOf(
        Gen.Constant((Zone?)null),
        Gen.Choose(-14 * 60, 14 * 60).Select(minutes => (Zone?)Zone.Offset(minutes * 60)),
        Gen.Elements(places).Select(place => Zone.TryFind(place, out var zone) ? zone : null));

    public static Gen<Time> Times { get; } =
        from second in Gen.Choose(0, 86_399)
        from fraction in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 999_999_999))
        from zone in Zones
        select new Time((second * Time.Second) + fraction, zone);

    public static Gen<DateAndTime> Moments { get; } = from date in Dates from time in Times select new DateAndTime(date, time);

    public static Gen<DaysDuration> DaysDurations { get; } =
        from seconds in Gen.OneOf(Gen.Choose(-100, 100), Gen.Choose(int.MinValue, int.MaxValue))
        from fraction in Gen.OneOf(Gen.Constant(0), Gen.Choose(-999_999_999, 999_999_999))
        select new DaysDuration(((Int128)seconds * Time.Second) + fraction);

    public static Gen<YearsDuration> YearsDurations { get; } = Gen.Choose(int.MinValue, int.MaxValue).Select(months => new YearsDuration(months));

    /// <summary>Values of every kind but functions, lists and contexts nested a little.</summary>
    public static Gen<Value> Values(int depth = 2) => depth == 0 ? Simple : Gen.OneOf(Simple, Lists(depth), Contexts(depth), Ranges);

    private static Gen<Value> Simple => Gen.OneOf(
        Gen.Constant(Value.Null),
        Gen.Elements(Value.True, Value.False),
        NumbersWithin(30).Select(Value.Of),
        Gen.Elements("", "PS", "a \"b\"", "line\nline", "\\", "é𝄞").Select(Value.Of),
        Dates.Select(Value.Of),
        Times.Select(Value.Of),
        Moments.Select(Value.Of),
        DaysDurations.Select(Value.Of),
        YearsDurations.Select(Value.Of));

    private static Gen<Value> Lists(int depth) => Gen.ArrayOf(Values(depth - 1), 3).Select(items => Value.Of(FeelList.Of(items)));

    private static Gen<Value> Contexts(int depth) =>
        from names in Gen.Shuffle(new[] { "gear", "weight kg", "if", "a" })
        from items in Gen.ArrayOf(Values(depth - 1), 3)
        select Value.Of(Context.Of((names[0], items[0]), (names[1], items[1]), (names[2], items[2])));

    private static Gen<Value> Ranges =>
        from start in Gen.OneOf(Gen.Constant(Value.Null), NumbersWithin(5).Select(Value.Of))
        from end in NumbersWithin(5).Select(Value.Of)
        from closed in Gen.Elements(true, false)
        select Value.Of(new FeelRange(closed, start, end, !closed));
}
