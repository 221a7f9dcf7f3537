namespace Entente.Feel.Running;

/// <summary>Reads what stands in square brackets: <c>a-z</c>, <c>^\d</c>, <c>a-z-[aeiou]</c>.</summary>
internal sealed class ClassReader(string text, int start)
{
    private const int DeepestNesting = 20;

    private int at = start;

    /// <summary>Begins after the opening bracket and ends after the closing one; null when it is not well formed.</summary>
    public CharacterClass? Read(out int end, int depth = 0)
    {
        end = at;
        var read = new CharacterClass { Negated = Skip('^') };
        var any = false;
        while (at < text.Length && text[at] != ']')
        {
            if (text[at] == '[' || depth > DeepestNesting)
                return null;
            if (any && text[at] == '-' && at + 1 < text.Length && text[at + 1] == '[')
            {
                at += 2;
                if ((read.Except = Read(out _, depth + 1)) is null || at >= text.Length || text[at] != ']')
                    return null;
                break;
            }
            if (!Item(read))
                return null;
            any = true;
        }
        if (!any || !Skip(']'))
            return null;
        end = at;
        return read;
    }

    private bool Item(CharacterClass into)
    {
        if (text[at] == '\\' && at + 1 < text.Length && !CharacterClass.IsSingle(text[at + 1]))
        {
            at++;
            if (CharacterClass.Escape(text, ref at) is not { } escape)
                return false;
            into.Add(escape);
            return true;
        }
        if (Single() is not { } first)
            return false;
        var isRange = at + 1 < text.Length && text[at] == '-' && text[at + 1] is not (']' or '[');
        if (!isRange)
            return into.Add(first, first);
        at++;
        return Single() is { } last && first <= last && into.Add(first, last);
    }

    private int? Single()
    {
        if (text[at] == '\\')
        {
            at += 2;
            return at <= text.Length && CharacterClass.IsSingle(text[at - 1]) ? CharacterClass.Meant(text[at - 1]) : null;
        }
        if (text[at] == '[')
            return null;
        var pair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
        var character = pair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
        at += pair ? 2 : 1;
        return character;
    }

    private bool Skip(char sign)
    {
        if (at >= text.Length || text[at] != sign)
            return false;
        at++;
        return true;
    }
}
