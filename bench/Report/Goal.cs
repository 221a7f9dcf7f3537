using System.Globalization;

namespace Entente.Bench.Report;

/// <summary>
/// One promise with what was measured and the floor of the same run beside it. The limit is part of the name.
/// </summary>
public sealed record Goal(string Name, double Measured, double? Floor, string Unit, bool Ok)
{
    public double? Ratio => Floor is { } floor && floor != 0 ? Measured / floor : null;

    public static Goal AtMost(string name, double limit, double measured, string unit, double? floor = null) =>
        new($"{name}, at most {Figure.Of(limit)} {unit}", measured, floor, unit, measured <= limit);

    public static Goal AtLeast(string name, double limit, double measured, string unit) =>
        new($"{name}, at least {Figure.Of(limit)} {unit}", measured, null, unit, measured >= limit);

    public static Goal RatioAtLeast(string name, double limit, double measured, double floor, string unit) =>
        new($"{name}, at least {Figure.Of(limit)} of the floor", measured, floor, unit, floor > 0 && measured / floor >= limit);

    /// <summary>For figures of the bench's own tools: the set value is the floor.</summary>
    public static Goal Within(string name, double tolerance, double measured, double set, string unit) =>
        new($"{name}, within {Figure.Of(tolerance)} {unit} of the set value", measured, set, unit, Math.Abs(measured - set) <= tolerance);

    public override string ToString() => string.Join(" | ",
        Name,
        $"{Figure.Of(Measured)} {Unit}",
        Floor is { } floor ? $"{Figure.Of(floor)} {Unit}" : "-",
        Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-",
        Ok ? "ok" : "short");
}

public static class Figure
{
    /// <summary>Three significant digits, never an exponent: what a person compares at a glance.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "-";
        var decimals = Math.Abs(value) switch { >= 100 => 0, >= 10 => 1, _ => 2 };
        var text = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>The middle of several runs: one slow run on a shared machine must not decide.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return double.NaN;
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
