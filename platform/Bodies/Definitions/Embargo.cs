using System.Globalization;

namespace Entente.Bodies.Definitions;

/// <summary>How long something may stay closed: <c>2 years</c>, <c>18 months</c>, <c>90 days</c>.</summary>
public sealed record Embargo(int Number, string Unit)
{
    public const int MostYears = 100;

    private static readonly Dictionary<string, int> Days = new(StringComparer.Ordinal) { ["days"] = 366, ["months"] = 12, ["years"] = 1 };

    /// <summary>Null where it is no such length.</summary>
    public static Embargo? Read(string text)
    {
        var parts = text.Split(' ');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            return null;
        var unit = parts[1].EndsWith('s') ? parts[1] : parts[1] + "s";
        return Days.TryGetValue(unit, out var each) && number <= MostYears * each ? new Embargo(number, unit) : null;
    }

    /// <summary>The last day on which something that counts from this one may open.</summary>
    public DateOnly Last(DateOnly from) => Unit switch
    {
        "days" => from.AddDays(Number),
        "months" => from.AddMonths(Number),
        _ => from.AddYears(Number),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Unit}");
}
