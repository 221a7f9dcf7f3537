namespace Entente.Feel.Values;

public readonly partial struct Date
{
    private static readonly string[] weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] monthNames =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>The day of the week as the language calls it, in English.</summary>
    public string WeekdayName => weekdayNames[Weekday - 1];

    /// <summary>The month as the language calls it, in English.</summary>
    public string MonthName => monthNames[Month - 1];
}
