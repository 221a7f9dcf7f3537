using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>One edition: what it changed, its files to take away, and the way back to it.</summary>
public sealed class EditionPage(BodyCatalogue bodies, Proposals proposals, PublishedFolders published, TimeProvider time) : DescriptionPages(bodies)
{
    [BindProperty] public string? Why { get; set; }

    public EditionRow Edition { get; private set; } = null!;

    public bool IsLast { get; private set; }

    public IReadOnlyList<FileDifference> Differences { get; private set; } = [];

    public IReadOnlyList<string> Paths { get; private set; } = [];

    public string Address => $"{DescriptionAddress}/editions/{Edition.Number}";

    public async Task<IActionResult> OnGetAsync(string code, int number)
    {
        if (await Find(code, number) is { } refused)
            return refused;
        await Show();
        return Page();
    }

    public async Task<IActionResult> OnGetZipAsync(string code, int number) =>
        await Find(code, number) ?? Zip($"{code}-{number}", (await published.Files(Me!, code, number, Cancelled))!);

    public async Task<IActionResult> OnPostAsync(string code, int number)
    {
        if (await Find(code, number) is { } refused)
            return refused;
        if (Why?.Length > 2000)
        {
            Problems.Add(nameof(Why), T["editing.why.long"]);
            await Show();
            return Again();
        }
        var then = (await published.Files(Me!, code, number, Cancelled))!;
        var now = (await published.Files(Me!, code, null, Cancelled))!;
        var back = Reverting.Files(then, now, Body.Today(time));
        var id = await proposals.Revert(Me!, code, number, T["editing.revert.subject", ("number", number)], string.IsNullOrWhiteSpace(Why) ? null : Why.Trim(), back, await published.Digests(Me!, code, Cancelled), Cancelled);
        return Go($"{DescriptionAddress}/{id}?done=reverting");
    }

    private async Task<IActionResult?> Find(string code, int number)
    {
        if (Enter(code) is { } refused)
            return refused;
        var all = await published.All(Me!, code, Cancelled);
        if (all.FirstOrDefault(edition => edition.Number == number) is not { } found)
            return Refuse(StatusCodes.Status404NotFound);
        (Edition, IsLast) = (found, all[0].Number == number);
        return null;
    }

    private async Task Show()
    {
        var files = (await published.Files(Me!, Body.Code, Edition.Number, Cancelled))!;
        var before = Edition.Number > 1 ? await published.Files(Me!, Body.Code, Edition.Number - 1, Cancelled) : null;
        Paths = [.. files.Keys.Order(StringComparer.Ordinal)];
        Differences = before is null ? [] : FileDifference.Between(before, files);
    }
}

/// <summary>What goes back to how it was, and what cannot.</summary>
internal static class Reverting
{
    /// <summary>The files of then that are not as they are now; null: there was none. Codes published since are ended, never taken away.</summary>
    public static IReadOnlyDictionary<string, byte[]?> Files(IReadOnlyDictionary<string, byte[]> then, IReadOnlyDictionary<string, byte[]> now, DateOnly today)
    {
        var back = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var path in then.Keys.Union(now.Keys, StringComparer.Ordinal).Where(FolderFiles.MayChange))
        {
            var (old, current) = (then.GetValueOrDefault(path), now.GetValueOrDefault(path));
            if (old is not null && current is not null && Loading.FolderRules.IsList(path))
                old = EndingCodes.KeepAll(old, current, today);
            if (old is null ? current is not null : current is null || !old.AsSpan().SequenceEqual(current))
                back[path] = old;
        }
        return back;
    }
}
