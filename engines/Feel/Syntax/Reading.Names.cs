namespace Entente.Feel.Syntax;

/// <summary>Names: those of several words are found by what is in scope, the longest first; one word needs no declaration.</summary>
internal sealed partial class Reading
{
    private readonly NameTree bound = new();
    private readonly NameTree boundMembers = new();
    private readonly Stack<string> boundNames = [];
    private int filters;

    private Name Variable()
    {
        var start = Now.Start;
        var several = filters > 0 ? Longest(names.Variables, bound, names.Members, boundMembers) : Longest(names.Variables, bound);
        return new Name(several ?? TextOfAll(Take())) { At = Since(start) };
    }

    /// <summary>The longest of several words that stands here, taken; null when there is none.</summary>
    private string? Longest(params ReadOnlySpan<NameTree> trees)
    {
        var (longest, spelling) = (0, default(string));
        foreach (var tree in trees)
        {
            var (length, found, looked) = tree.Match(text, tokens, at);
            Steps += looked;
            if (length >= longest && found is not null)
                (longest, spelling) = (length, found);
        }
        at += longest;
        return spelling;
    }

    private string TextOfAll(Token token) => text.Substring(token.Start, token.Length);

    /// <summary>Declares a name until <see cref="Unbind"/>.</summary>
    private void Bind(string name)
    {
        if (bound.Add(name))
            boundNames.Push(name);
    }

    private void Unbind(int count)
    {
        while (boundNames.Count > count)
            bound.Remove(boundNames.Pop());
    }

    /// <summary>A name of any words before a sign, taken; null when the sign does not follow a name.</summary>
    private string? NameUntil(TokenKind sign)
    {
        var length = Spelling.Length(tokens, at, sign);
        Steps += length;
        if (length == 0 || tokens[at + length].Kind != sign)
            return null;
        var name = Spelling.Of(text, tokens, at, at + length);
        at += length;
        return name;
    }

    /// <summary>The name of a member or an argument, before a colon: it may be a reserved word, since it never stands alone.</summary>
    private string? Label() => Now.IsReserved && After.Kind == TokenKind.Colon ? TextOfAll(Take()) : NameUntil(TokenKind.Colon);

    /// <summary>A name being declared: before <c>in</c>, <c>:</c> or a comma.</summary>
    private string Declared(params ReadOnlySpan<TokenKind> signs)
    {
        foreach (var sign in signs)
            if (NameUntil(sign) is { } name)
                return name;
        if (Now.Kind == TokenKind.Word)
            return TextOfAll(Take());
        var stands = signs.Contains(After.Kind);
        Report(stands && Now.IsReserved ? Codes.ReservedWord : Codes.NameMissing, Now.At, [TextOf(Now)]);
        if (stands)
            Take();
        return "";
    }
}
