using Entente.Feel.Values;

namespace Entente.Tests.Feel.Values;

/// <summary>Values from how they are written; a text that cannot be read fails the test.</summary>
internal static class Written
{
    public static Date Date(string text) => Entente.Feel.Values.Date.TryParse(text, out var date) ? date : throw new FormatException(text);

    public static DateAndTime Moment(string text) => DateAndTime.TryParse(text, out var moment) ? moment : throw new FormatException(text);

    public static DaysDuration Days(string text) => DaysDuration.TryParse(text, out var duration) ? duration : throw new FormatException(text);

    public static YearsDuration Years(string text) => YearsDuration.TryParse(text, out var duration) ? duration : throw new FormatException(text);
}
