using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Shared.Localisation;
using static Entente.Records.Interchange.CellReading;

namespace Entente.Records.Interchange;

/// <summary>
/// Places: 12.5 S 30.1 E, 12°30'S 30°06'E, -12.5; 30.1. With letters in either order, in the five languages; without them the
/// latitude comes first. Written with letters, which no spreadsheet takes for a formula or a number.
/// </summary>
internal static partial class CellPlaces
{
    // A ten-millionth of a degree is a centimetre.
    private const int Places = 7;

    private static readonly Dictionary<string, char> Directions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["N"] = 'N', ["S"] = 'S', ["E"] = 'E', ["W"] = 'W', ["O"] = 'W', ["L"] = 'E', ["ش"] = 'N', ["ج"] = 'S', ["ق"] = 'E', ["غ"] = 'W',
        ["شمال"] = 'N', ["جنوب"] = 'S', ["شرق"] = 'E', ["غرب"] = 'W', ["شمالا"] = 'N', ["جنوبا"] = 'S', ["شرقا"] = 'E', ["غربا"] = 'W',
    };

    public static CellReading Read(string text)
    {
        var plain = Typed.Plain(text).Replace('′', '\'').Replace("''", "\"", StringComparison.Ordinal).Replace('″', '"').Replace('”', '"').Replace('º', '°');
        return (Lettered().Match(plain), Bare().Match(plain)) switch
        {
            ({ Success: true } lettered, _) => WithLetters(lettered, text),
            (_, { Success: true } bare) => InOrder(bare, text),
            _ => Wrong("cell.place", CellText.Short(text)),
        };
    }

    public static Value Of(decimal latitude, decimal longitude) =>
        Value.Of(Context.Of(("latitude", Value.Of(latitude)), ("longitude", Value.Of(longitude))));

    public static string Write(Value value, Language language) => Said(value, number => NumberReader.Print(number, language));

    public static string Show(Value value, Language language) => Said(value, number => Formats.Of(language).Number(number) + "°");

    public static (decimal Latitude, decimal Longitude)? Parts(Value value) =>
        value.Kind == Kind.Context && value.AsContext.TryGet("latitude", out var latitude) && value.AsContext.TryGet("longitude", out var longitude)
        && latitude.AsNumber.TryToDecimal(out var north) && longitude.AsNumber.TryToDecimal(out var east)
            ? (north, east)
            : null;

    private static string Said(Value value, Func<decimal, string> print) =>
        Parts(value) is var (latitude, longitude)
            ? $"{print(Math.Abs(latitude))} {(latitude < 0 ? 'S' : 'N')} {print(Math.Abs(longitude))} {(longitude < 0 ? 'W' : 'E')}"
            : value.Text();

    private static CellReading WithLetters(Match match, string text)
    {
        var (one, other) = (Angle(match, "a"), Angle(match, "b"));
        var (first, second) = (Letter(match, "a"), Letter(match, "b"));
        if (one is not { } a || other is not { } b || first is 'N' or 'S' == second is 'N' or 'S')
            return Wrong("cell.place", CellText.Short(text));
        var (signedA, signedB) = (first is 'S' or 'W' ? -a : a, second is 'S' or 'W' ? -b : b);
        return first is 'N' or 'S' ? Within(signedA, signedB) : Within(signedB, signedA);
    }

    private static CellReading InOrder(Match match, string text) =>
        Decimal(match.Groups["lat"].Value) is { } latitude && Decimal(match.Groups["long"].Value) is { } longitude
            ? Within(latitude, longitude)
            : Wrong("cell.place", CellText.Short(text));

    public static CellReading Within(decimal latitude, decimal longitude) => (Math.Abs(latitude), Math.Abs(longitude)) switch
    {
        ( > 90, _) => Wrong("cell.latitude", NumberReader.Canonical(latitude)),
        (_, > 180) => Wrong("cell.longitude", NumberReader.Canonical(longitude)),
        _ => CellReading.Of(Answer.Of(Of(latitude, longitude))),
    };

    private static char? Letter(Match match, string which)
    {
        var said = match.Groups[which + "dir"].Value;
        return Directions.TryGetValue(said, out var direction) ? direction : null;
    }

    private static decimal? Angle(Match match, string which)
    {
        var (degrees, minutes, seconds) = (Decimal(match.Groups[which + "deg"].Value), Part(match, which + "min"), Part(match, which + "sec"));
        if (degrees is not { } whole || minutes is null or >= 60 || seconds is null or >= 60)
            return null;
        return minutes == 0 && seconds == 0 ? whole : decimal.Round(whole + (minutes.Value / 60) + (seconds.Value / 3600), Places);
    }

    private static decimal? Part(Match match, string group) => match.Groups[group].Success ? Decimal(match.Groups[group].Value) : 0;

    // Between noughts and 180 degrees a comma cannot group.
    private static decimal? Decimal(string text) =>
        decimal.TryParse(text.Replace(',', '.').Replace(Typed.ArabicDecimal, '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private const string Figures = @"[0-9]{1,3}(?:[.,\u066B][0-9]{1,25})?";
    private const string Words = @"[NSEWOL]|ش|ج|ق|غ|شمالا?|جنوبا?|شرقا?|غربا?";

    [GeneratedRegex(
        "^(?<adeg>" + Figures + ")\\s*°?\\s*(?:(?<amin>" + Figures + ")\\s*'?\\s*(?:(?<asec>" + Figures + ")\\s*\"?)?)?\\s*(?<adir>" + Words + ")\\s*[,;،؛/]?\\s*" +
        "(?<bdeg>" + Figures + ")\\s*°?\\s*(?:(?<bmin>" + Figures + ")\\s*'?\\s*(?:(?<bsec>" + Figures + ")\\s*\"?)?)?\\s*(?<bdir>" + Words + ")$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Lettered();

    // Two numbers apart by a semicolon or a space; by a comma where the decimals have points.
    [GeneratedRegex(@"^(?:(?<lat>[+-]?[0-9]{1,3}(?:[.,\u066B][0-9]{1,25})?)\s*°?(?:\s*[;؛/]\s*|\s+)(?<long>[+-]?[0-9]{1,3}(?:[.,\u066B][0-9]{1,25})?)\s*°?|(?<lat>[+-]?[0-9]{1,3}(?:\.[0-9]{1,25})?)\s*°?\s*(?:,\s+|,(?=[+-]))(?<long>[+-]?[0-9]{1,3}(?:\.[0-9]{1,25})?)\s*°?|(?<lat>[+-]?[0-9]{1,3}\.[0-9]{1,25})\s*°?\s*,\s*(?<long>[+-]?[0-9]{1,3}\.[0-9]{1,25})\s*°?)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bare();
}
