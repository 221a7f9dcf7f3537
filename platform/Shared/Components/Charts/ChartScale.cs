namespace Entente.Shared.Components;

/// <summary>An axis of round steps that holds all figures and zero.</summary>
public sealed record ChartScale(decimal Least, decimal Most, decimal Step)
{
    private const int MostSteps = 5;

    public static ChartScale Of(IEnumerable<decimal> values)
    {
        var (least, most) = (0m, 0m);
        foreach (var value in values)
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var step = StepOf((most - least) / MostSteps);
        return new ChartScale(Math.Floor(least / step) * step, most == 0 && least == 0 ? step : Math.Ceiling(most / step) * step, step);
    }

    public IEnumerable<decimal> Marks
    {
        get
        {
            for (var at = Least; at <= Most; at += Step)
                yield return at;
        }
    }

    /// <summary>How far up the axis, from 0 to 1.</summary>
    public double At(decimal value) => (double)((value - Least) / (Most - Least));

    // 1, 2 or 5 times a power of ten; of counts never less than one, and of small weights as small as needed.
    private static decimal StepOf(decimal least)
    {
        if (least <= 0)
            return 1;
        var power = 1m;
        while (power * 10 <= least)
            power *= 10;
        while (power > least)
            power /= 10;
        return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
    }
}
