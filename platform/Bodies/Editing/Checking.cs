using System.Collections.Concurrent;
using Entente.Bodies.Loading;

namespace Entente.Bodies.Editing;

/// <summary>What the checker says of a proposed folder.</summary>
/// <param name="Examples">What came of the examples; empty as well where anything else is wrong, because then they are not run.</param>
public sealed record CheckedFolder(Loaded Loaded, IReadOnlyList<Finding> Wrong, IReadOnlyList<Finding> Examples)
{
    public bool Passes => Wrong.Count == 0 && Examples.Count == 0;

    public IReadOnlyList<Finding> All => [.. Wrong, .. Examples, .. Loaded.Advice];
}

/// <summary>Checks proposed folders as <c>./entente check</c> does, and against what is published. What was checked lately is not checked again.</summary>
public sealed class Checking(TryExamples examples)
{
    private const int MostKept = 12;

    private readonly ConcurrentDictionary<string, (CheckedFolder Folder, long Asked)> _kept = new(StringComparer.Ordinal);
    private long _asked;

    public CheckedFolder Of(ProposedFolder folder)
    {
        var key = $"{folder.Body} {folder.DigestBefore} {folder.Digest}";
        var found = _kept.TryGetValue(key, out var kept) ? kept.Folder : Check(folder, examples);
        _kept[key] = (found, Interlocked.Increment(ref _asked));
        foreach (var (old, _) in _kept.OrderByDescending(one => one.Value.Asked).Skip(MostKept))
            _kept.TryRemove(old, out _);
        return found;
    }

    /// <summary>What is published, as it was loaded.</summary>
    public Loaded Published(ProposedFolder folder) => Of(ProposedFolder.Of(folder.Body, folder.Before, [], folder.Before.Values.Distinct(StringComparer.Ordinal).ToDictionary(digest => digest, digest => folder.Content(digest)!, StringComparer.Ordinal))).Loaded;

    internal static CheckedFolder Check(ProposedFolder folder, TryExamples examples)
    {
        var loaded = BodyLoader.Load(folder.Folder);
        List<Finding> wrong = [.. loaded.Findings, .. RemovedCodes.Of(folder)];
        return new CheckedFolder(loaded, wrong, wrong.Count > 0 || loaded.Body is null ? [] : examples(loaded));
    }
}

/// <summary>Codes that were published and that a proposal takes out of their list: what was declared with them could no longer be read.</summary>
internal static class RemovedCodes
{
    public static IEnumerable<Finding> Of(ProposedFolder folder)
    {
        foreach (var path in folder.Changes.Where(change => change is { Published: not null, Proposed: not null } && FolderRules.IsList(change.Path)).Select(change => change.Path))
        {
            var codes = ListRows.Read(folder.Text(path)!).Codes.ToHashSet(StringComparer.Ordinal);
            foreach (var gone in ListRows.Read(folder.PublishedText(path)!).Codes.Where(code => !codes.Contains(code)).Distinct(StringComparer.Ordinal))
                yield return new Finding(path, 1, 1, "code-removed", $"The code \"{gone}\" was published and is no longer in the list: what was declared with it could not be read.", "Put its row back, and write under \"until\" the day from which it is no longer used.");
        }
    }
}
