namespace Entente.Bodies.Editing;

/// <summary>Brings together what two people made of one text.</summary>
internal static class Merging
{
    /// <summary>Both changes in one text; null where they touch the same lines, which only people can settle.</summary>
    public static string? Of(string before, string mine, string theirs)
    {
        if (mine == theirs || before == theirs)
            return mine;
        if (before == mine)
            return theirs;
        var lines = LineDifference.Lines(before);
        var (left, right) = (LineDifference.Lines(mine), LineDifference.Lines(theirs));
        var changes = LineDifference.Of(lines, left).Select(hunk => (Hunk: hunk, From: left))
            .Concat(LineDifference.Of(lines, right).Select(hunk => (Hunk: hunk, From: right)))
            .OrderBy(change => change.Hunk.Before).ThenBy(change => change.Hunk.BeforeCount).ToList();
        var merged = new List<string>();
        var at = 0;
        (Hunk Hunk, string[] From)? last = null;
        foreach (var change in changes)
        {
            if (last is { } other && other.From != change.From && change.Hunk.Before <= other.Hunk.BeforeEnd)
            {
                if (Alike(other, change))
                    continue;
                return null;
            }
            merged.AddRange(lines[at..change.Hunk.Before]);
            merged.AddRange(change.From[change.Hunk.After..(change.Hunk.After + change.Hunk.AfterCount)]);
            at = change.Hunk.BeforeEnd;
            last = change;
        }
        merged.AddRange(lines[at..]);
        return string.Join('\n', merged) + (mine.EndsWith('\n') || theirs.EndsWith('\n') ? "\n" : "");
    }

    private static bool Alike((Hunk Hunk, string[] From) one, (Hunk Hunk, string[] From) other) =>
        one.Hunk.Before == other.Hunk.Before && one.Hunk.BeforeCount == other.Hunk.BeforeCount
        && one.From.AsSpan(one.Hunk.After, one.Hunk.AfterCount).SequenceEqual(other.From.AsSpan(other.Hunk.After, other.Hunk.AfterCount));
}
