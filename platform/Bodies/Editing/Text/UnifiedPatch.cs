using System.Globalization;
using System.Text;

namespace Entente.Bodies.Editing;

/// <summary>The difference of files as version control takes it: <c>git apply</c>, or <c>patch -p1</c>.</summary>
internal static class UnifiedPatch
{
    private const int Around = 3;

    /// <summary>Null: there is no such file on that side.</summary>
    public static string Of(string path, string? before, string? after)
    {
        var (left, right) = (LineDifference.Lines(before ?? ""), LineDifference.Lines(after ?? ""));
        if (before == after)
            return "";
        var patch = new StringBuilder();
        patch.Append(CultureInfo.InvariantCulture, $"diff --git a/{path} b/{path}\n");
        if (before is null)
            patch.Append("new file mode 100644\n");
        if (after is null)
            patch.Append("deleted file mode 100644\n");
        patch.Append(CultureInfo.InvariantCulture, $"--- {(before is null ? "/dev/null" : "a/" + path)}\n+++ {(after is null ? "/dev/null" : "b/" + path)}\n");
        foreach (var group in Groups(LineDifference.Of(left, right)))
            Write(patch, left, right, group, before, after);
        return patch.ToString();
    }

    /// <summary>Stretches so near each other that what is around them is said once.</summary>
    public static IEnumerable<IReadOnlyList<Hunk>> Groups(IReadOnlyList<Hunk> hunks)
    {
        var group = new List<Hunk>();
        foreach (var hunk in hunks)
        {
            if (group.Count > 0 && hunk.Before - group[^1].BeforeEnd > 2 * Around)
            {
                yield return group;
                group = [];
            }
            group.Add(hunk);
        }
        if (group.Count > 0)
            yield return group;
    }

    /// <summary>The lines of a group with those around it: what stays, what goes, what comes.</summary>
    public static IEnumerable<(char Sign, int Line, string Text)> Lines(string[] before, string[] after, IReadOnlyList<Hunk> group)
    {
        var at = Math.Max(0, group[0].Before - Around);
        foreach (var hunk in group)
        {
            for (; at < hunk.Before; at++)
                yield return (' ', at, before[at]);
            for (; at < hunk.BeforeEnd; at++)
                yield return ('-', at, before[at]);
            for (var line = 0; line < hunk.AfterCount; line++)
                yield return ('+', hunk.After + line, after[hunk.After + line]);
        }
        for (var rest = 0; rest < Around && at < before.Length; rest++, at++)
            yield return (' ', at, before[at]);
    }

    private static void Write(StringBuilder patch, string[] left, string[] right, IReadOnlyList<Hunk> group, string? before, string? after)
    {
        var lines = Lines(left, right, group).ToList();
        var (gone, come) = (lines.Count(line => line.Sign != '+'), lines.Count(line => line.Sign != '-'));
        var start = Math.Max(0, group[0].Before - Around);
        var newStart = start + (group[0].After - group[0].Before);
        patch.Append(CultureInfo.InvariantCulture, $"@@ -{(gone == 0 ? start : start + 1)},{gone} +{(come == 0 ? newStart : newStart + 1)},{come} @@\n");
        foreach (var (sign, line, text) in lines)
        {
            patch.Append(sign).Append(text).Append('\n');
            var (lastBefore, lastAfter) = (line == left.Length - 1 && !Ends(before), line == right.Length - 1 && !Ends(after));
            if ((sign == '-' && lastBefore) || (sign == '+' && lastAfter) || (sign == ' ' && lastBefore))
                patch.Append("\\ No newline at end of file\n");
        }
    }

    private static bool Ends(string? text) => text is null or "" || text.EndsWith('\n');
}
