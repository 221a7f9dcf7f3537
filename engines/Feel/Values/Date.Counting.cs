namespace Entente.Feel.Values;

public readonly partial struct Date
{
    private const long FirstDayNumber = -365_243_219_162;
    private const long LastDayNumber = 365_241_780_471;

    /// <summary>Days since 1 January 1970.</summary>
    public long DayNumber
    {
        get
        {
            // Years begin in March, so that the leap day is the last of its year (Hinnant 2013).
            var year = Month > 2 ? (long)Year : Year - 1L;
            var era = Math.DivRem(year - (year < 0 ? 399 : 0), 400).Quotient;
            var yearOfEra = year - (era * 400);
            var dayOfYear = (((153 * ((Month + 9) % 12)) + 2) / 5) + Day - 1;
            return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
        }
    }

    /// <summary>1 for Monday, 7 for Sunday.</summary>
    public int Weekday => (int)((((DayNumber + 3) % 7) + 7) % 7) + 1;

    /// <summary>1 for the first of January.</summary>
    public int DayOfYear => (int)(DayNumber - new Date(Year, 1, 1).DayNumber) + 1;

    /// <summary>The ISO week: weeks begin on Monday, and the first is the one with the year's first Thursday.</summary>
    public int WeekOfYear
    {
        get
        {
            var week = (DayOfYear - Weekday + 10) / 7;
            return week == 0 ? WeeksIn(Year - 1L) : week > WeeksIn(Year) ? 1 : week;
        }
    }

    /// <summary>The day so many days after 1 January 1970; false beyond the years that can be written.</summary>
    public static bool TryFromDayNumber(Int128 number, out Date date)
    {
        date = default;
        if (number < FirstDayNumber || number > LastDayNumber)
            return false;
        var shifted = (long)number + 719_468;
        var era = Math.DivRem(shifted - (shifted < 0 ? 146_096 : 0), 146_097).Quotient;
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        date = new Date((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0)), (int)month, (int)day);
        return true;
    }

    /// <summary>So many days later, or earlier; false beyond the years that can be written.</summary>
    public bool TryAddDays(long days, out Date later) => TryFromDayNumber((Int128)DayNumber + days, out later);

    /// <summary>The day that its midnight falls on when it is put off by a duration; false beyond the years that can be written.</summary>
    public bool TryAdd(DaysDuration duration, out Date later)
    {
        var days = duration.Nanoseconds / Time.WholeDay;
        if (days * Time.WholeDay > duration.Nanoseconds)
            days--;
        return TryFromDayNumber(DayNumber + days, out later);
    }

    /// <summary>How long after the other.</summary>
    public DaysDuration Since(Date other) => DaysDuration.OfDays(DayNumber - other.DayNumber);

    /// <summary>So many months later, or earlier; a day that this month does not have becomes its last: 31 January + 1 month is 28 February.</summary>
    public bool TryAddMonths(long months, out Date later)
    {
        later = default;
        var total = ((Int128)Year * 12) + Month - 1 + months;
        var year = total >= 0 ? total / 12 : -((11 - total) / 12);
        if (year < -LastYear || year > LastYear)
            return false;
        var month = (int)(total - (year * 12)) + 1;
        later = new Date((int)year, month, Math.Min(Day, DaysInMonth((long)year, month)));
        return true;
    }

    /// <summary>Whole months from this day to another; negative when that lies before.</summary>
    public YearsDuration MonthsUntil(Date other)
    {
        var months = ((other.Year - (long)Year) * 12) + other.Month - Month;
        if (months > 0 && other.Day < Day)
            months--;
        else if (months < 0 && other.Day > Day)
            months++;
        return new YearsDuration(months);
    }

    private static int WeeksIn(long year)
    {
        // A year has 53 weeks when it begins on a Thursday, or on a Wednesday and is a leap year. The calendar repeats after 400 years.
        var first = new Date((int)(((year % 400) + 400) % 400), 1, 1).Weekday;
        return first == 4 || (first == 3 && IsLeap(year)) ? 53 : 52;
    }
}
