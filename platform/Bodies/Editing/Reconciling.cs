namespace Entente.Bodies.Editing;

/// <summary>What is in force, once the folder on disk and what was published on the page are held against each other.</summary>
/// <param name="Files">By path, the digest of each; what stands where nothing is disputed.</param>
/// <param name="OnPageOnly">Changed on the page, and not in the folder yet.</param>
/// <param name="Disputed">Changed in both, differently.</param>
/// <param name="ChangedOnDisk">Changed in the folder since it was last looked at.</param>
internal sealed record Reconciled(IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> OnPageOnly, IReadOnlyList<string> Disputed, IReadOnlyList<string> ChangedOnDisk);

/// <summary>
/// The rule by which nobody's work is silently lost: file by file, whoever changed it counts. A file that both changed
/// differently keeps everything as it stands, until people have settled it.
/// </summary>
internal static class Reconciling
{
    /// <param name="before">The folder as it was last taken into account.</param>
    /// <param name="page">What was published last; null: nothing ever was.</param>
    public static Reconciled Of(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> disk, IReadOnlyDictionary<string, string>? page)
    {
        if (page is null)
            return new Reconciled(disk, [], [], [.. disk.Keys.Order(StringComparer.Ordinal)]);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var (onPage, disputed, changed) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var path in before.Keys.Union(disk.Keys, StringComparer.Ordinal).Union(page.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (then, here, there) = (before.GetValueOrDefault(path), disk.GetValueOrDefault(path), page.GetValueOrDefault(path));
            if (here != then)
                changed.Add(path);
            if (here != there && here == then)
                onPage.Add(path);
            if (here != there && here != then && there != then)
                disputed.Add(path);
            if ((here == then ? there : here) is { } stands)
                files[path] = stands;
        }
        return new Reconciled(files, onPage, disputed, changed);
    }
}
