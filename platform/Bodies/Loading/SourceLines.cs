namespace Entente.Bodies.Loading;

/// <summary>The text of a file and where its lines begin.</summary>
internal sealed class SourceLines(string text)
{
    private int[]? _starts;

    // Only files with something wrong inside a value need it.
    private int[] Starts => _starts ??= Find(text);

    /// <summary>
    /// The place of a character of a value. Value and source are gone through side by side: what the value lost (quotes,
    /// indentation, line breaks that were folded) is passed over in the source.
    /// </summary>
    public Place Inside(YamlText value, int offset)
    {
        var at = Begin(value);
        var quote = value.Plain || at >= text.Length ? '\0' : text[at - 1];
        for (var place = 0; place < Math.Min(offset, value.Value.Length) && at < text.Length; place++)
            at = Behind(value.Value[place], at, quote);
        if (offset < value.Value.Length && !char.IsWhiteSpace(value.Value[offset]))
            at = OverSpace(at);
        return PlaceOf(Math.Min(at, text.Length));
    }

    // Behind the opening quote, or behind the line with the "|" or ">" of a block.
    private int Begin(YamlText value)
    {
        var start = Starts[Math.Min(value.At.Line, Starts.Length) - 1] + value.At.Column - 1;
        if (value.Plain || start >= text.Length)
            return start;
        if (text[start] is '"' or '\'')
            return start + 1;
        return Starts[Math.Min(value.At.Line, Starts.Length - 1)];
    }

    private int Behind(char letter, int at, char quote)
    {
        if (char.IsWhiteSpace(letter) && !(quote == '"' && text[at] == '\\'))
            return letter == '\n' || text[at] is '\r' or '\n' ? OverSpace(at) : char.IsWhiteSpace(text[at]) ? at + 1 : at;
        at = OverSpace(at);
        if (at >= text.Length)
            return at;
        if (quote == '\'' && text[at] == '\'')
            return at + 2;
        return quote == '"' && text[at] == '\\' ? at + Escape(at) : at + 1;
    }

    private int Escape(int at) => (at + 1 < text.Length ? text[at + 1] : ' ') switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 };

    private int OverSpace(int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private Place PlaceOf(int at)
    {
        var line = Array.BinarySearch(Starts, at);
        if (line < 0)
            line = ~line - 1;
        return new Place(line + 1, at - Starts[line] + 1);
    }

    private static int[] Find(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && !(at + 1 < text.Length && text[at + 1] == '\n')))
                starts.Add(at + 1);
        }
        return [.. starts];
    }
}
