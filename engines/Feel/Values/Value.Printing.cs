namespace Entente.Feel;

public readonly partial struct Value
{
    /// <summary>As the language writes it, so that it reads back: <c>"PS"</c>, <c>[1, 2]</c>, <c>@"2026-01-31"</c>.</summary>
    public override string ToString() => Kind switch
    {
        Kind.Null => "null",
        Kind.Number => AsNumber.ToString(),
        Kind.Boolean => IsTrue ? "true" : "false",
        _ => Kind.ToString(),
    };

    /// <summary>What <c>string()</c> gives: text and dates as they are, without quotes.</summary>
    public string Text() => Kind switch
    {
        Kind.Text => AsText,
        _ => ToString(),
    };
}
