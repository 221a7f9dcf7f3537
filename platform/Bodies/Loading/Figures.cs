using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Bodies.Loading;

/// <summary>What a number was probably meant to be that is not written as numbers are here.</summary>
internal static partial class Figures
{
    private const string Rule = "Write digits, with a point before decimals and nothing between thousands: 1234.5";

    public static string Mend(string written) => Meant(written) switch
    {
        [] => Rule,
        [var one] => $"Did you mean {one}? {Rule}",
        [var one, var other, ..] => $"Did you mean {one}, or {other}? {Rule}",
    };

    /// <summary>5,000 is five thousand to some and five to others: both are named.</summary>
    public static IReadOnlyList<string> Meant(string written)
    {
        var close = Between().Replace(written.Trim(), "");
        List<string> meant = Thousands().IsMatch(close) ? [close.Replace(",", "", StringComparison.Ordinal)]
            : ThousandsByPoints().IsMatch(close) ? [close.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')]
            : close == written ? [] : [close];
        if (close.Count(letter => letter == ',') == 1 && !close.Contains('.', StringComparison.Ordinal))
            meant.Add(close.Replace(',', '.'));
        return [.. meant.Where(number => number != written && decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>In <c>{weight: 5,000}</c> the comma begins another key, called 000.</summary>
    public static string? Divided(YamlMap map, YamlText key)
    {
        if (key.Value.Length != 3 || !key.Value.All(char.IsAsciiDigit))
            return null;
        var at = map.Entries.ToList().FindIndex(entry => ReferenceEquals(entry.Key, key));
        return at > 0 && map.Entries[at - 1].Value is YamlText { Value: var before } && before.Length > 0 && before.All(char.IsAsciiDigit)
            ? $"A comma begins another key: write {before}{key.Value}, or {before}.{key.Value} with a point before decimals."
            : null;
    }

    [GeneratedRegex(@"(?<=[0-9])[ \u00A0\u202F'’](?=[0-9]{3})", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Between();

    [GeneratedRegex(@"\A[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\A[+-]?[0-9]{1,3}(\.[0-9]{3})*(\.[0-9]{3}|,[0-9]+)\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ThousandsByPoints();
}
