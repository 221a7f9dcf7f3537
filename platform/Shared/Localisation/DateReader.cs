using System.Globalization;
using System.Text.RegularExpressions;
using static Entente.Shared.Localisation.DateFault;
using static Entente.Shared.Localisation.DateReading;

namespace Entente.Shared.Localisation;

/// <summary>
/// Reads the dates that people type and paste. Taken are year-month-day in figures (2026-03-04), and day, month
/// and year with the month in letters, in any of the five languages whatever the language of the page. Figures
/// with the year last are taken only when one of them cannot be a month (13/04/2026); 03/04/2026 is asked about.
/// Years have four digits and are Gregorian; the serial numbers of spreadsheets are refused, for two
/// systems of them are in use, four years apart.
/// </summary>
public static partial class DateReader
{
    private const int Longest = 100;
    private const int FirstYear = 1800;
    private const int LastYear = 2199;

    // What stands between the parts in the five languages, and the ends of ordinals.
    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal) { "de", "del", "of", "the", "le", "el", "من", "st", "nd", "rd", "th", "er", "o", "º", "°" };

    public static DateReading Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new NotADate(DateFault.Empty);
        if (text.Length > Longest)
            return new NotADate(TooLong);
        var plain = MonthNames.Fold(Typed.Plain(text));
        if (plain.Length == 0)
            return new NotADate(DateFault.Empty);
        var timed = Timed().Match(plain);
        if (timed.Success && timed.Groups["time"].Value.Any(sign => sign is not ('0' or ':' or '.')))
            return new NotADate(HasTime);
        if (timed.Success)
            plain = timed.Groups["date"].Value;
        if (Figures().Match(plain) is { Success: true } figures)
            return InFigures(figures.Groups["a"].Value, figures.Groups["b"].Value, figures.Groups["c"].Value);
        if (OneFigure().IsMatch(plain))
            return new NotADate(plain.Length is 6 or 8 ? RunTogether : plain.Length < 5 ? PartsMissing : Serial);
        return InLetters(plain);
    }

    /// <summary>Three fields, where each part is known for what it is; the month may be a figure or a name.</summary>
    public static DateReading Read(string? day, string? month, string? year)
    {
        var (d, m, y) = (Part(day), Part(month), Part(year));
        var missing = Empty(d, DateParts.Day) | Empty(m, DateParts.Month) | Empty(y, DateParts.Year);
        if (missing != DateParts.None)
            return new NotADate(Missing(missing), missing);
        if (!Number(y, out var years))
            return new NotADate(Unreadable, DateParts.Year);
        if (y.Length != 4)
            return new NotADate(ShortYear, DateParts.Year);
        if (years is < FirstYear or > LastYear)
            return new NotADate(YearOutOfRange, DateParts.Year);
        if (!(Number(m, out var months) ? months is >= 1 and <= 12 : MonthNames.TryFind(m.Split([' ', '/', '.'], StringSplitOptions.RemoveEmptyEntries), out months)))
            return new NotADate(NoSuchMonth, DateParts.Month);
        return Number(d, out var days) && days >= 1 && days <= DateTime.DaysInMonth(years, months)
            ? new Understood(new DateOnly(years, months, days))
            : new NotADate(NoSuchDay, DateParts.Day);
    }

    private static DateFault Missing(DateParts parts) => parts switch
    {
        DateParts.All => DateFault.Empty,
        DateParts.Day => DayMissing,
        DateParts.Month => MonthMissing,
        DateParts.Year => YearMissing,
        _ => PartsMissing,
    };

    private static DateParts Empty(string part, DateParts which) => part.Length == 0 ? which : DateParts.None;

    private static string Part(string? text) =>
        text is null ? "" : text.Length > Longest ? "?" : MonthNames.Fold(Typed.Plain(text));

    private static bool Number(string text, out int number)
    {
        number = 0;
        return text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static DateReading InFigures(string a, string b, string c)
    {
        if (a.Length == 4 && c.Length <= 2)
            return Whole(Read(c, b, a));
        if (a.Length > 2 || b.Length > 2 || c.Length != 4)
            return new NotADate(c.Length <= 2 && a.Length <= 2 ? ShortYear : Unreadable);
        var (dayFirst, monthFirst) = (Read(a, b, c), Read(b, a, c));
        return (dayFirst, monthFirst) switch
        {
            (Understood one, Understood other) when one != other => new Ambiguous(one.Value, other.Value),
            (Understood, _) => dayFirst,
            (_, Understood) => monthFirst,
            _ => Whole(dayFirst),
        };
    }

    private static DateReading InLetters(string plain)
    {
        var figures = new List<string>();
        var words = new List<string>();
        foreach (Match token in Tokens().Matches(plain))
        {
            if (token.Groups["other"].Success)
                return new NotADate(Unreadable);
            if (token.Groups["figure"].Success)
                figures.Add(token.Value);
            else if (token.Groups["word"].Success && !Fillers.Contains(token.Value))
                words.Add(token.Value);
        }
        if (!MonthNames.TryFind(words, out var month))
            return new NotADate(words.Count == 0 ? Unreadable : NoSuchMonth);
        return (figures.Count, figures.FindIndex(figure => figure.Length == 4)) switch
        {
            (1, 0) => new NotADate(DayMissing),
            (1, _) => new NotADate(YearMissing),
            (2, >= 0 and var year) => Whole(Read(figures[1 - year], month.ToString(CultureInfo.InvariantCulture), figures[year])),
            (2, _) => new NotADate(ShortYear),
            _ => new NotADate(Unreadable),
        };
    }

    private static DateReading Whole(DateReading reading) =>
        reading is NotADate not ? not with { Parts = DateParts.All } : reading;

    [GeneratedRegex(@"^(?<date>.*\d)(t| +)(?<time>\d{1,2}:\d{2}.*)$", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Timed();

    [GeneratedRegex(@"^(?<a>[0-9]{1,4}) ?(?<sign>[-/. ]) ?(?<b>[0-9]{1,2}) ?\k<sign> ?(?<c>[0-9]{1,4})$", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?$", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex OneFigure();

    [GeneratedRegex(@"(?<figure>[0-9]+)|(?<word>\p{L}+|°)|[ ,.'/-]|(?<other>.)", RegexOptions.CultureInvariant | RegexOptions.Singleline, 5000)]
    private static partial Regex Tokens();
}
