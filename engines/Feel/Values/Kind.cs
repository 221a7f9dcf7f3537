namespace Entente.Feel;

/// <summary>What a value is.</summary>
public enum Kind : byte
{
    /// <summary>Nothing, or the result of something that failed.</summary>
    Null,

    /// <summary>true or false</summary>
    Boolean,

    /// <summary>An exact decimal.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A day and a time of day.</summary>
    DateAndTime,

    /// <summary>A length in days, hours, minutes and seconds.</summary>
    DaysDuration,

    /// <summary>A length in years and months.</summary>
    YearsDuration,

    /// <summary>A list.</summary>
    List,

    /// <summary>Named values.</summary>
    Context,

    /// <summary>A range.</summary>
    Range,

    /// <summary>A function.</summary>
    Function,
}
