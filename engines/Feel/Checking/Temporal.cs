using Entente.Feel.Values;

namespace Entente.Feel.Checking;

/// <summary>Which kind of date, time or duration a literal text is, if any.</summary>
internal static class Temporal
{
    public static FeelType? Read(string text) =>
        Date(text) ? FeelType.Date
        : DateAndTime(text) ? FeelType.DateAndTime
        : Time(text) ? FeelType.Time
        : Duration(text);

    public static FeelType? Duration(string text) =>
        DaysDuration.TryParse(text, out _) ? FeelType.DaysDuration
        : YearsDuration.TryParse(text, out _) ? FeelType.YearsDuration
        : null;

    public static bool Date(string text) => Values.Date.TryParse(text, out _);

    public static bool Time(string text) => Values.Time.TryParse(text, out _);

    // A date alone is midnight.
    public static bool DateAndTime(string text) => Values.DateAndTime.TryParse(text, out _) || Date(text);
}
