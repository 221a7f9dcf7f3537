namespace Entente.Feel.Values;

public readonly partial record struct DateAndTime
{
    /// <summary>Reads <c>2026-01-31T10:30:00</c> with whatever a time may end in; a date alone is its midnight, 24:00:00 the next one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateAndTime value)
    {
        value = default;
        var lexeme = new Lexeme(text);
        if (!Date.TryTake(ref lexeme, out var date))
            return false;
        if (lexeme.AtEnd)
        {
            value = new DateAndTime(date, default);
            return true;
        }
        if (!lexeme.Take('T') || !Time.TryTake(ref lexeme, out var time, out var nextDay) || (nextDay && !date.TryAddDays(1, out date)))
            return false;
        value = new DateAndTime(date, time);
        return true;
    }

    /// <summary>As <c>2026-01-31T10:30:00</c>.</summary>
    public override string ToString() => $"{Date}T{Time}";
}
