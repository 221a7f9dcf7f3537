using System.Text;

namespace Entente.Feel.Running;

/// <summary>The functions that take a regular expression.</summary>
internal static class Patterns
{
    // Searching on goes through what is left of the text again; so many characters are a step.
    private const int CharactersPerStep = 512;

    public static Value Matches(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (Read(e, site, a[0].AsText, a[1].AsText, Flags(a, 2)) is not { } pattern)
            return Refused(e, site, a[1], Flags(a, 2));
        var matches = pattern.Matches(e, a[0].AsText);
        return e.IsHalted ? e.Halted : Value.Of(matches);
    }

    public static Value Replace(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var text = a[0].AsText;
        if (Read(e, site, text, a[1].AsText, Flags(a, 3)) is not { } pattern)
            return Refused(e, site, a[1], Flags(a, 3));
        if (Replacement.Read(a[2].AsText, pattern.Groups) is not { } replacement)
            return site.Fail("bad-replacement", a[2].AsText);
        if (pattern.Matches(e, ""))
            return site.Fail("matches-nothing", a[1].AsText);
        var (made, at) = (new StringBuilder(), 0);
        while (pattern.Find(e, text, at) is { } found)
        {
            made.Append(text, at, found[0].Start - at);
            var before = made.Length;
            replacement.Write(made, text, found);
            at = found[0].End > at ? found[0].End : text.Length + 1;
            if (at > text.Length || !Goes(e, site, text.Length - at, made.Length, made.Length - before))
                break;
        }
        if (e.IsHalted)
            return e.Halted;
        return Value.Of(made.Append(text, Math.Min(at, text.Length), Math.Max(text.Length - at, 0)).ToString());
    }

    public static Value Split(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var text = a[0].AsText;
        if (Read(e, site, text, a[1].AsText, "") is not { } pattern)
            return Refused(e, site, a[1], "");
        if (pattern.Matches(e, ""))
            return site.Fail("matches-nothing", a[1].AsText);
        var (parts, at) = (new FeelList.Builder(), 0);
        while (pattern.Find(e, text, at) is { } found && found[0].End > at)
        {
            parts.Add(Value.Of(text[at..found[0].Start]));
            at = found[0].End;
            if (!Goes(e, site, text.Length - at, parts.Count, 1))
                return e.Halted;
        }
        parts.Add(Value.Of(text[at..]));
        return e.IsHalted ? e.Halted : Value.Of(parts.ToList());
    }

    private static bool Goes(Evaluation e, Site site, int left, int size, int added)
    {
        if (size > e.Limits.Size)
            e.Halt("too-large", site.At, Words.Of(e.Limits.Size));
        return e.Spend((left / CharactersPerStep) + (added / 16) + 1);
    }

    private static string Flags(ReadOnlySpan<Value> a, int place) => a.Length > place && !a[place].IsNull ? a[place].AsText : "";

    private static Pattern? Read(Evaluation e, Site site, string text, string pattern, string flags)
    {
        if (!e.Spend(((text.Length + pattern.Length) / 16) + 1))
            return null;
        if (site.Memo is Last last && last.Pattern == pattern && last.Flags == flags)
            return last.Read;
        if (!e.Spend(pattern.Length + 50L))
            return null;
        var read = Pattern.Read(pattern, flags);
        site.Memo = new Last(pattern, flags, read);
        return read;
    }

    private static Value Refused(Evaluation e, Site site, in Value pattern, string flags) =>
        e.IsHalted ? e.Halted : site.Fail("bad-pattern", pattern.AsText, flags);

    private sealed record Last(string Pattern, string Flags, Pattern? Read);
}
