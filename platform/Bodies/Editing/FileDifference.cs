namespace Entente.Bodies.Editing;

/// <summary>Where the texts of one file differ, stretch by stretch with the lines around.</summary>
/// <param name="IsNew">There was no such file before.</param>
/// <param name="IsGone">There is none any more.</param>
public sealed record FileDifference(string Path, bool IsNew, bool IsGone, IReadOnlyList<IReadOnlyList<(char Sign, int Line, string Text)>> Stretches)
{
    // More is read in an editor: the page would only be slow.
    private const int MostLines = 2_000;

    /// <summary>So much differs that only the beginning is shown.</summary>
    public bool IsCut { get; private init; }

    public static FileDifference Of(string path, string? before, string? after)
    {
        var (left, right) = (LineDifference.Lines(before ?? ""), LineDifference.Lines(after ?? ""));
        var stretches = new List<IReadOnlyList<(char, int, string)>>();
        var (lines, cut) = (0, false);
        foreach (var group in UnifiedPatch.Groups(LineDifference.Of(left, right)))
        {
            var all = UnifiedPatch.Lines(left, right, group).Take(MostLines - lines + 1).ToList();
            cut = all.Count > MostLines - lines;
            stretches.Add(cut ? all[..^1] : all);
            lines += all.Count;
            if (cut)
                break;
        }
        return new FileDifference(path, before is null, after is null, stretches) { IsCut = cut };
    }

    public static IReadOnlyList<FileDifference> Between(IReadOnlyDictionary<string, byte[]> before, IReadOnlyDictionary<string, byte[]> after) =>
        [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(path => !before.TryGetValue(path, out var old) || !after.TryGetValue(path, out var bytes) || !old.AsSpan().SequenceEqual(bytes))
            .Select(path => Of(path, before.TryGetValue(path, out var old) ? FileText.Read(old) : null, after.TryGetValue(path, out var bytes) ? FileText.Read(bytes) : null))];
}
