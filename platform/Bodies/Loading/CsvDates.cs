using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Bodies.Loading;

/// <summary>Dates as they must be written, 2024-12-24, and what somebody meant who wrote them otherwise.</summary>
internal static partial class CsvDates
{
    /// <summary>From a day to a day, or null when one of them cannot be read.</summary>
    public static Period? Period(CsvCell? from, CsvCell? until, FileFindings findings)
    {
        var (first, last) = (Day(from, findings), Day(until, findings));
        if ((from is not null && first is null) || (until is not null && last is null))
            return null;
        if (first is not null && last <= first)
        {
            findings.Add(until!.At, "period", $"It ends on {until.Text}, which is not after its beginning, {from!.Text}.", "\"until\" is the first day on which it is over; leave it blank while it goes on.");
            return null;
        }
        return new Period(first, last);
    }

    public static DateOnly? Day(CsvCell? cell, FileFindings findings)
    {
        if (cell is null)
            return null;
        if (!IsoShape().IsMatch(cell.Text))
        {
            findings.Add(cell.At, "date", $"\"{cell.Text}\" is not a date as it is written here.", Meant(cell.Text) is { } day ? $"Did you mean {day:yyyy-MM-dd}?" : "Write year, month and day: 2024-12-24.");
            return null;
        }
        if (!DateOnly.TryParseExact(cell.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            findings.Add(cell.At, "date", $"There is no day {cell.Text}.", "Look at month and day.");
            return null;
        }
        if (date.Year is < 1800 or > 2199)
        {
            findings.Add(cell.At, "date", $"The year of {cell.Text} cannot be right.", "Look at the year; leave the date blank if it is not known.");
            return null;
        }
        return date;
    }

    // Day and month can be told apart only when one of them is larger than 12.
    private static DateOnly? Meant(string text)
    {
        string[] day = ["d/M/yyyy", "d.M.yyyy", "d-M-yyyy"];
        string[] month = ["M/d/yyyy"];
        string[] clear = ["yyyy/M/d", "yyyy.M.d", "yyyy-M-d", "yyyyMMdd", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy"];
        if (Parse(text, clear) is { } certain)
            return certain;
        var (first, second) = (Parse(text, day), Parse(text, month));
        return first is null || second is null || first == second ? first ?? second : null;
    }

    private static DateOnly? Parse(string text, string[] forms) =>
        DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.None, 5000)]
    private static partial Regex IsoShape();
}
