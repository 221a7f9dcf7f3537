using System.Text;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The functions of text. Characters are those of Unicode: one beyond the first 65,536 counts once.</summary>
internal static class Texts
{
    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("substring", Substring),
        ("string length", static (e, _, a) => e.Spend(Cost(a[0])) ? Value.Of(Length(a[0].AsText)) : e.Halted),
        ("upper case", static (e, site, a) => Sizes.MayMakeText(e, a[0].AsText.Length, site.At) ? Value.Of(a[0].AsText.ToUpperInvariant()) : e.Halted),
        ("lower case", static (e, site, a) => Sizes.MayMakeText(e, a[0].AsText.Length, site.At) ? Value.Of(a[0].AsText.ToLowerInvariant()) : e.Halted),
        ("substring before", Before),
        ("substring after", After),
        ("contains", static (e, _, a) => Searched(e, a) ? Value.Of(a[0].AsText.Contains(a[1].AsText, StringComparison.Ordinal)) : e.Halted),
        ("starts with", static (_, _, a) => Value.Of(a[0].AsText.StartsWith(a[1].AsText, StringComparison.Ordinal))),
        ("ends with", static (_, _, a) => Value.Of(a[0].AsText.EndsWith(a[1].AsText, StringComparison.Ordinal))),
        ("string join", Join),
        ("matches", Patterns.Matches),
        ("replace", Patterns.Replace),
        ("split", Patterns.Split),
    ];

    private static int Cost(in Value text) => (text.AsText.Length / 16) + 1;

    private static bool Searched(Evaluation e, ReadOnlySpan<Value> a) => e.Spend(Cost(a[0]) + Cost(a[1]));

    private static int Length(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                count--;
        return count;
    }

    // Where the character after so many characters begins.
    private static int Offset(string text, int characters)
    {
        var offset = 0;
        for (; characters > 0 && offset < text.Length; characters--)
            offset += char.IsSurrogatePair(text, offset) ? 2 : 1;
        return offset;
    }

    private static Value Substring(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var text = a[0].AsText;
        if (!Sizes.MayMakeText(e, text.Length, site.At))
            return e.Halted;
        var length = Length(text);
        if (!a[1].AsNumber.Round(0, Rounding.Down).TryToInt32(out var start) || start == 0 || Math.Abs((long)start) > length)
            return start == 0 || length < Math.Abs((long)start) && length > 0 && start < 0 ? site.Fail("no-such-place", site.Name, a[1].Text()) : Value.Of("");
        var first = start > 0 ? start - 1 : length + start;
        var count = length - first;
        if (a.Length > 2)
        {
            var wanted = a[2].AsNumber.Round(0, Rounding.Down);
            if (wanted.Sign <= 0)
                return site.Fail("no-such-place", site.Name, a[2].Text());
            count = wanted.TryToInt32(out var limit) ? Math.Min(limit, count) : count;
        }
        var from = Offset(text, first);
        return Value.Of(text[from..(from + Offset(text[from..], count))]);
    }

    private static Value Before(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var (text, match) = (a[0].AsText, a[1].AsText);
        if (!Searched(e, a) || !Sizes.MayMakeText(e, text.Length, site.At))
            return e.Halted;
        var place = text.IndexOf(match, StringComparison.Ordinal);
        return Value.Of(place <= 0 ? "" : text[..place]);
    }

    private static Value After(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var (text, match) = (a[0].AsText, a[1].AsText);
        if (!Searched(e, a) || !Sizes.MayMakeText(e, text.Length, site.At))
            return e.Halted;
        var place = text.IndexOf(match, StringComparison.Ordinal);
        return Value.Of(place < 0 ? "" : text[(place + match.Length)..]);
    }

    private static Value Join(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var (members, delimiter) = (a[0].AsList, a.Length > 1 && !a[1].IsNull ? a[1].AsText : "");
        long length = 0;
        foreach (ref readonly var member in members.AsSpan())
        {
            if (!member.IsNull && member.Kind != Kind.Text)
                return site.Refuse(0, member);
            length += member.IsNull ? 0 : member.AsText.Length + delimiter.Length;
        }
        if (!e.Spend(members.Count) || !Sizes.MayMakeText(e, length, site.At))
            return e.Halted;
        var (joined, first) = (new StringBuilder((int)length), true);
        foreach (ref readonly var member in members.AsSpan())
        {
            if (member.IsNull)
                continue;
            joined.Append(first ? "" : delimiter).Append(member.AsText);
            first = false;
        }
        return Value.Of(joined.ToString());
    }
}
