using System.Text;

namespace Entente.Feel.Running;

/// <summary>What is put in the place of a match: text, and <c>$1</c> for a group. <c>\$</c> and <c>\\</c> mean the sign itself.</summary>
internal sealed class Replacement
{
    // Either text or the number of a group.
    private readonly List<(string Text, int Group)> parts = [];

    /// <summary>Null when it is not well formed.</summary>
    public static Replacement? Read(string text, int groups)
    {
        var (read, plain) = (new Replacement(), new StringBuilder());
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                if (++at >= text.Length || text[at] is not ('\\' or '$'))
                    return null;
                plain.Append(text[at]);
            }
            else if (text[at] == '$')
            {
                if (++at >= text.Length || !char.IsAsciiDigit(text[at]))
                    return null;
                var group = text[at] - '0';
                while (at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (group * 10) + (text[at + 1] - '0') <= groups)
                    group = (group * 10) + (text[++at] - '0');
                read.parts.Add((plain.ToString(), -1));
                read.parts.Add(("", group));
                plain.Clear();
            }
            else
                plain.Append(text[at]);
        }
        read.parts.Add((plain.ToString(), -1));
        return read;
    }

    public void Write(StringBuilder into, string text, (int Start, int End)[] found)
    {
        foreach (var (plain, group) in parts)
        {
            if (group < 0)
                into.Append(plain);
            else if (group < found.Length && found[group].Start >= 0)
                into.Append(text, found[group].Start, found[group].End - found[group].Start);
        }
    }
}
