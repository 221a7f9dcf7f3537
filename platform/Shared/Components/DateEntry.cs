using System.Globalization;
using Entente.Shared.Localisation;

namespace Entente.Shared.Components;

/// <summary>A date as somebody typed it in three fields, or pasted it whole into one of them.</summary>
public sealed class DateEntry
{
    public string? Day { get; set; }
    public string? Month { get; set; }
    public string? Year { get; set; }

    private static readonly string[] Whole =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d M yyyy", "yyyyMMdd"];

    public static DateEntry From(DateOnly? date) => date is not { } given ? new() : new()
    {
        Day = given.Day.ToString(CultureInfo.InvariantCulture),
        Month = given.Month.ToString(CultureInfo.InvariantCulture),
        Year = given.Year.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A date that stands, or what is missing from it. Month names are read in the language of the page.</summary>
    public DateReading Read(Language language)
    {
        var (day, month, year) = (Plain(Day), Plain(Month), Plain(Year));
        var filled = new[] { day, month, year }.Where(part => part.Length > 0).ToList();
        if (filled.Count == 0)
            return new(null, DateFault.Blank);
        if (filled.Count == 1 && DateOnly.TryParseExact(filled[0], Whole, CultureInfo.InvariantCulture, DateTimeStyles.None, out var pasted))
            return new(pasted, DateFault.None);
        if (day.Length == 0)
            return new(null, DateFault.NoDay);
        if (month.Length == 0)
            return new(null, DateFault.NoMonth, nameof(Month));
        if (year.Length == 0)
            return new(null, DateFault.NoYear, nameof(Year));
        return Together(day, MonthNumber(month, language), year);
    }

    private static DateReading Together(string day, string month, string year)
    {
        if (year.Length != 4 && year.All(char.IsAsciiDigit))
            return new(null, DateFault.ShortYear, nameof(Year));
        return DateOnly.TryParseExact($"{year}-{month}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new(date, DateFault.None)
            : new(null, DateFault.NotReal);
    }

    private static string MonthNumber(string typed, Language language)
    {
        var names = CultureInfo.GetCultureInfo(language.Code).DateTimeFormat;
        for (var month = 1; month <= 12; month++)
            if (Same(typed, names.GetMonthName(month)) || Same(typed, names.GetAbbreviatedMonthName(month)))
                return month.ToString(CultureInfo.InvariantCulture);
        return typed;

        static bool Same(string one, string other) =>
            CultureInfo.InvariantCulture.CompareInfo.Compare(one.TrimEnd('.'), other.TrimEnd('.'), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0;
    }

    /// <summary>Digits of any script as 0 to 9, without the spaces and direction marks that come along when pasting.</summary>
    private static string Plain(string? typed) =>
        string.Concat((typed ?? "").Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.Format)
            .Select(letter => char.IsDigit(letter) ? (char)('0' + (int)char.GetNumericValue(letter)) : letter)).Trim();
}

/// <summary>What the three fields say: a date, or the fault and the part that has it.</summary>
public sealed record DateReading(DateOnly? Date, DateFault Fault, string? Part = null);

public enum DateFault
{
    None,
    Blank,
    NoDay,
    NoMonth,
    NoYear,
    ShortYear,
    NotReal,
}
