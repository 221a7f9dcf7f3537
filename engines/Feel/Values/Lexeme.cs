namespace Entente.Feel.Values;

/// <summary>Reads a text from its beginning, piece by piece.</summary>
internal ref struct Lexeme(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    public readonly bool AtEnd => rest.IsEmpty;

    public readonly ReadOnlySpan<char> Rest => rest;

    public bool Take(char letter)
    {
        if (rest.IsEmpty || rest[0] != letter)
            return false;
        rest = rest[1..];
        return true;
    }

    /// <summary>All digits that follow; at most 18.</summary>
    public bool TakeNumber(out long number, out int digits)
    {
        number = 0;
        for (digits = 0; digits < rest.Length && char.IsAsciiDigit(rest[digits]); digits++)
        {
            if (digits == 18)
                return false;
            number = (number * 10) + (rest[digits] - '0');
        }
        rest = rest[digits..];
        return digits > 0;
    }

    /// <summary>Two digits and no third.</summary>
    public bool TakePair(out int number)
    {
        var pair = TakeNumber(out var read, out var digits) && digits == 2;
        number = pair ? (int)read : 0;
        return pair;
    }

    /// <summary>The digits after a point, as nanoseconds; false when they say more than a nanosecond can tell.</summary>
    public bool TakeFraction(out long nanoseconds, out int digits)
    {
        nanoseconds = 0;
        digits = 0;
        for (; digits < rest.Length && char.IsAsciiDigit(rest[digits]); digits++)
        {
            if (digits < 9)
                nanoseconds = (nanoseconds * 10) + (rest[digits] - '0');
            else if (rest[digits] != '0')
                return false;
        }
        for (var missing = digits; missing < 9; missing++)
            nanoseconds *= 10;
        rest = rest[digits..];
        return true;
    }
}
