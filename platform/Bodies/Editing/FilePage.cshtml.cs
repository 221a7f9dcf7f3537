using Entente.Bodies.Loading;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Bodies.Editing;

/// <summary>One file of a proposal as text, with what the checker says of each line.</summary>
public sealed class FilePage(BodyCatalogue bodies, Proposals proposals, Checking checking, People people) : ProposalPages(bodies, proposals, checking)
{
    /// <summary>What a form can carry; longer files are sent as files.</summary>
    private const int LongestTyped = 900_000;

    [BindProperty] public string? Text { get; set; }

    [BindProperty] public string? Seen { get; set; }

    [BindProperty] public IFormFile? Sent { get; set; }

    public string Path { get; private set; } = "";

    public IReadOnlyList<Finding> Wrong { get; private set; } = [];

    /// <summary>What a colleague saved in the same lines meanwhile, with how it differs from what was typed.</summary>
    public FileDifference? Theirs { get; private set; }

    public string? TheirName { get; private set; }

    public bool IsRemoved => !Proposed.Files.ContainsKey(Path);

    public bool IsTooLong => Text?.Length > LongestTyped;

    public bool IsChanged => Proposed.Changes.Any(change => change.Path == Path);

    public int Rows => LineDifference.Lines(Text ?? "").Length + 10;

    /// <summary>The lines that something is said about.</summary>
    public ISet<int> Marked => Wrong.Select(finding => finding.Line).ToHashSet();

    public async Task<IActionResult> OnGetAsync(string code, Guid id, string? path) => await Find(code, id, path) ?? Show(Proposed.Text(Path));

    public async Task<IActionResult> OnGetRawAsync(string code, Guid id, string? path) =>
        await Find(code, id, path) ?? (Proposed.Bytes(Path) is { } bytes ? File(bytes, "application/octet-stream", System.IO.Path.GetFileName(Path)) : Refuse(StatusCodes.Status404NotFound));

    public async Task<IActionResult> OnPostAsync(string code, Guid id, string? path)
    {
        if (await Find(code, id, path) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(Text))
            return Wrongly(nameof(Text), T["editing.text.blank"]);
        return await Saved(await Save(Path, Text, Seen ?? ""));
    }

    public async Task<IActionResult> OnPostSendAsync(string code, Guid id, string? path)
    {
        if (await Find(code, id, path) is { } refused)
            return refused;
        if (Sent is null or { Length: 0 })
            return Wrongly(nameof(Sent), T["editing.sent.missing"]);
        if (Sent.Length > Folder.Largest(Path))
            return Wrongly(nameof(Sent), T["editing.sent.large", ("size", T.Size(Folder.Largest(Path)))]);
        using var memory = new MemoryStream();
        await Sent.CopyToAsync(memory, Cancelled);
        Text = FileText.Read(memory.ToArray());
        return await Saved(await Proposals.Save(Me!, Proposal.Id, Path, memory.ToArray(), Seen ?? "", Cancelled));
    }

    public async Task<IActionResult> OnPostRemoveAsync(string code, Guid id, string? path)
    {
        if (await Find(code, id, path) is { } refused)
            return refused;
        Text = Proposed.Text(Path);
        return await Saved(await Save(Path, null, Seen ?? ""));
    }

    /// <summary>The file as it is published again.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string code, Guid id, string? path)
    {
        if (await Find(code, id, path) is { } refused)
            return refused;
        Text = Proposed.PublishedText(Path);
        return await Saved(await Proposals.Save(Me!, Proposal.Id, Path, Proposed.PublishedBytes(Path), Seen ?? "", Cancelled));
    }

    private async Task<IActionResult?> Find(string code, Guid id, string? path)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        Path = path ?? "";
        var known = Proposed.Files.ContainsKey(Path) || Proposed.Before.ContainsKey(Path);
        return FolderFiles.MayChange(Path) && known ? null : Refuse(StatusCodes.Status404NotFound);
    }

    private async Task<IActionResult> Saved(Saving saving)
    {
        switch (saving)
        {
            case Saving.Saved { Merged: var merged }:
                return Go($"{Address}/file?path={Uri.EscapeDataString(Path)}&done={(merged ? "merged" : "saved")}");
            case Saving.Conflict conflict:
                // Both stand on the page: what was typed in the form, the colleague's beside it; saving once more replaces theirs, knowingly.
                Theirs = FileDifference.Of(Path, conflict.Theirs, Text);
                TheirName = conflict.By is { } by && await people.Find(by, Cancelled) is { } known ? known.Name : T["editing.somebody"];
                Seen = conflict.Seen;
                Problems.Add(nameof(Text), T["editing.conflict"]);
                return Again(StatusCodes.Status409Conflict);
            default:
                return Wrongly(nameof(Text), T["editing.no-longer"], StatusCodes.Status409Conflict);
        }
    }

    private PageResult Wrongly(string field, string problem, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Problems.Add(field, problem);
        Seen ??= SeenOf(Path);
        Text ??= Proposed.Text(Path);
        return Again(status);
    }

    private PageResult Show(string? text)
    {
        (Text, Seen) = (text, SeenOf(Path));
        Wrong = [.. WrongIn(Path)];
        return Page();
    }
}
