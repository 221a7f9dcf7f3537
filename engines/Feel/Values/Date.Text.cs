using System.Globalization;

namespace Entente.Feel.Values;

public readonly partial struct Date
{
    /// <summary>Reads <c>2026-01-31</c>; a year has four digits or, without zeros before it, up to nine, and may be negative.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Date date)
    {
        var lexeme = new Lexeme(text);
        return TryTake(ref lexeme, out date) && lexeme.AtEnd;
    }

    internal static bool TryTake(ref Lexeme lexeme, out Date date)
    {
        date = default;
        var negative = lexeme.Take('-');
        var padded = lexeme.Rest is ['0', ..];
        return lexeme.TakeNumber(out var year, out var digits) && (digits == 4 || (digits is > 4 and < 10 && !padded))
            && lexeme.Take('-') && lexeme.TakePair(out var month)
            && lexeme.Take('-') && lexeme.TakePair(out var day)
            && TryOf(negative ? -year : year, month, day, out date);
    }

    /// <summary>As <c>2026-01-31</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Year < 0 ? "-" : "")}{Math.Abs(Year):0000}-{Month:00}-{Day:00}");
}
