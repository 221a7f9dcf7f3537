using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The functions of numbers.</summary>
internal static class Numbers
{
    // A scale beyond these changes nothing, or leaves nothing.
    private const int LeastScale = -6111;
    private const int GreatestScale = 6176;

    public const int CostOfPower = 50;

    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("decimal", Round(Rounding.HalfEven)),
        ("floor", Round(Rounding.Floor)),
        ("ceiling", Round(Rounding.Ceiling)),
        ("round up", Round(Rounding.Up)),
        ("round down", Round(Rounding.Down)),
        ("round half up", Round(Rounding.HalfUp)),
        ("round half down", Round(Rounding.HalfDown)),
        ("abs", Abs),
        ("modulo", static (_, site, a) => Number.TryModulo(a[0].AsNumber, a[1].AsNumber, out var rest) ? Value.Of(rest) : site.Fail("divided-by-zero")),
        ("sqrt", static (e, site, a) => e.Spend(CostOfPower) && a[0].AsNumber.TrySqrt(out var root) ? Value.Of(root) : Undefined(site, a[0])),
        ("log", static (e, site, a) => e.Spend(CostOfPower) && a[0].AsNumber.TryLog(out var log) ? Value.Of(log) : Undefined(site, a[0])),
        ("exp", static (e, site, a) => e.Spend(CostOfPower) && a[0].AsNumber.TryExp(out var power) ? Value.Of(power) : Undefined(site, a[0])),
        ("odd", static (_, _, a) => Value.Of(IsEven(a[0].AsNumber) == false)),
        ("even", static (_, _, a) => Value.Of(IsEven(a[0].AsNumber) == true)),
    ];

    private static Native Round(Rounding mode) => (_, site, a) =>
    {
        if (a.Length < 2)
            return Value.Of(a[0].AsNumber.Round(0, mode));
        if (!a[1].AsNumber.Round(0, Rounding.Down).TryToInt32(out var scale) || scale is < LeastScale or > GreatestScale)
            return site.Fail("out-of-range", site.Name);
        return Value.Of(a[0].AsNumber.Round(scale, mode));
    };

    private static Value Abs(Evaluation e, Site site, ReadOnlySpan<Value> a) => a[0].Kind switch
    {
        Kind.Number => Value.Of(a[0].AsNumber.Abs()),
        Kind.DaysDuration when a[0].AsDaysDuration.Nanoseconds < 0 => Moments.Negate(a[0]) ?? a[0],
        Kind.YearsDuration when a[0].AsYearsDuration.Months < 0 => Moments.Negate(a[0]) ?? a[0],
        _ => a[0],
    };

    private static bool? IsEven(Number number) =>
        !number.IsInteger ? null : Number.TryModulo(number, 2, out var rest) ? rest.Sign == 0 : null;

    private static Value Undefined(Site site, in Value argument) => site.Fail("undefined", site.Name, argument.Text());
}
