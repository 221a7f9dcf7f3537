using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Values;

namespace Entente.Bench.Feel;

/// <summary>A row as a program written by hand would hold it; what may be blank is nullable.</summary>
public sealed record Catch(
    decimal? WeightKg, decimal? Fish, string Gear, decimal? NetKg, decimal? GrossKg, decimal? Value, decimal? Rate,
    DateOnly? CaughtOn, DateOnly? LandedOn, string HsCode, string Vessel)
{
    private static readonly string[] Gears = ["PS", "LL", "BB", "TROL", "GN"];
    private static readonly Shape Shape = Shape.Of(
        "weight_kg", "fish", "gear", "net_kg", "gross_kg", "value", "rate", "caught_on", "landed_on", "hs_code", "vessel");

    /// <summary>The type of such a row, as a record definition would give it.</summary>
    public static FeelType Type { get; } = FeelType.ContextOf(
        ("weight_kg", FeelType.Number), ("fish", FeelType.Number), ("gear", FeelType.Text), ("net_kg", FeelType.Number), ("gross_kg", FeelType.Number),
        ("value", FeelType.Number), ("rate", FeelType.Number), ("caught_on", FeelType.Date), ("landed_on", FeelType.Date), ("hs_code", FeelType.Text), ("vessel", FeelType.Text));

    /// <summary>Rows of which about one field in fifty is blank.</summary>
    public static Catch[] Some(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => One(random))];
    }

    /// <summary>The same row for the rule language.</summary>
    public Value ToValue() => Entente.Feel.Value.Of(new Context(Shape,
    [
        Number(WeightKg), Number(Fish), Entente.Feel.Value.Of(Gear), Number(NetKg), Number(GrossKg), Number(Value), Number(Rate),
        Day(CaughtOn), Day(LandedOn), Entente.Feel.Value.Of(HsCode), Entente.Feel.Value.Of(Vessel),
    ]));

    private static Catch One(Random random)
    {
        decimal? Perhaps(decimal value) => random.Next(50) == 0 ? null : value;
        var caught = new DateOnly(2025, 1, 1).AddDays(random.Next(365));
        var net = random.Next(1, 90_000) / 10m;
        return new(
            Perhaps(random.Next(0, 300_000) / 10m), Perhaps(random.Next(1, 400)), Gears[random.Next(Gears.Length)], Perhaps(net), Perhaps(net + random.Next(0, 20_000) / 10m),
            Perhaps(random.Next(1, 5_000_000) / 100m), Perhaps(random.Next(0, 60) / 2m), random.Next(50) == 0 ? null : caught, caught.AddDays(random.Next(90)),
            $"{random.Next(1, 98):00}{random.Next(10_000):0000}", $"AT{random.Next(10_000_000):0000000}");
    }

    private static Value Number(decimal? value) => value is { } number ? Entente.Feel.Value.Of(number) : default;

    private static Value Day(DateOnly? value) => value is { } day && Date.TryOf(day.Year, day.Month, day.Day, out var date) ? Entente.Feel.Value.Of(date) : default;
}
