using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>What a proposal changes, line by line; of one file also what was published meanwhile.</summary>
public sealed class DifferencePage(BodyCatalogue bodies, Proposals proposals, Checking checking) : ProposalPages(bodies, proposals, checking)
{
    public IReadOnlyList<FileDifference> Differences { get; private set; } = [];

    /// <summary>For a file of which another version was published meanwhile: what that changed.</summary>
    public FileDifference? Meanwhile { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, Guid id, string? path)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        Differences = [.. Proposed.Changes.Where(change => path is null || change.Path == path).Select(change => FileDifference.Of(change.Path, Proposed.PublishedText(change.Path), Proposed.Text(change.Path)))];
        if (path is not null && Proposed.Changes.FirstOrDefault(change => change.Path == path) is { Moved: true } moved)
            Meanwhile = FileDifference.Of(path, Text(moved.Base), Text(moved.Published));
        return Page();
    }

    public async Task<IActionResult> OnGetPatchAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        var patch = string.Concat(Proposed.Changes.Select(change => UnifiedPatch.Of($"bodies/{Body.Code}/{change.Path}", Proposed.PublishedText(change.Path), Proposed.Text(change.Path))));
        return File(System.Text.Encoding.UTF8.GetBytes(patch), "text/x-patch; charset=utf-8", $"{Body.Code}.patch");
    }

    private string? Text(string? digest) => digest is not null && Proposed.Content(digest) is { } bytes ? FileText.Read(bytes) : null;
}
