namespace Entente.Feel;

public readonly partial struct Value
{
    /// <summary>As the language writes it, so that it reads back: <c>"PS"</c>, <c>[1, 2]</c>, <c>@"2026-01-31"</c>. A function is only named, and what is too long or too deep ends in dots.</summary>
    public override string ToString()
    {
        var literal = new Literal(Literal.Longest);
        literal.Write(this);
        return literal.Text;
    }

    /// <summary>What <c>string()</c> gives: text and dates as they are, without quotes.</summary>
    public string Text() => Kind == Kind.Text ? AsText : TryText(Literal.Longest, out var text) ? text : ToString();

    /// <summary>As <see cref="Text()"/>, but false when that would be longer than so many characters, or too deep.</summary>
    public bool TryText(int longest, out string text)
    {
        var literal = new Literal(longest);
        text = Kind switch
        {
            Kind.Text => AsText,
            Kind.Date => AsDate.ToString(),
            Kind.Time => AsTime.ToString(),
            Kind.DateAndTime => AsDateAndTime.ToString(),
            Kind.DaysDuration => AsDaysDuration.ToString(),
            Kind.YearsDuration => AsYearsDuration.ToString(),
            _ => literal.Write(this) ? literal.Text : "",
        };
        return literal.Complete && text.Length <= longest;
    }
}
