using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>The description of a body: what is in force, what is proposed, every edition before.</summary>
public sealed class DescriptionHome(BodyCatalogue bodies, Proposals proposals, PublishedFolders published, FolderWriting writing) : DescriptionPages(bodies)
{
    [BindProperty] public string? Subject { get; set; }

    [BindProperty] public string? Why { get; set; }

    public IReadOnlyList<Proposal> Open { get; private set; } = [];

    public IReadOnlyList<Proposal> Over { get; private set; } = [];

    public IReadOnlyList<EditionRow> Editions { get; private set; } = [];

    /// <summary>What of the edition in force is not in the folder on disk.</summary>
    public IReadOnlyList<string> NotOnDisk { get; private set; } = [];

    public bool WritingWaits { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code) => Enter(code) ?? await Show();

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (Enter(code) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(Subject) || Subject.Length > 200)
            Problems.Add(nameof(Subject), T["editing.subject.missing"]);
        if (Why?.Length > 2000)
            Problems.Add(nameof(Why), T["editing.why.long"]);
        if (Problems.Any)
        {
            await Show();
            return Again();
        }
        return Go($"{DescriptionAddress}/{await proposals.Begin(Me!, code, Subject!.Trim(), Blank(Why), Cancelled)}");
    }

    /// <summary>Asks the steward to write what is published into the folder on its disk.</summary>
    public async Task<IActionResult> OnPostWriteAsync(string code)
    {
        if (Enter(code) is { } refused)
            return refused;
        await writing.Ask(code, Cancelled);
        return Go($"{DescriptionAddress}?done=writing#folder");
    }

    public async Task<IActionResult> OnGetZipAsync(string code) =>
        Enter(code) ?? (await published.Files(Me!, code, null, Cancelled) is { } files ? Zip(code, files) : Refuse(StatusCodes.Status404NotFound));

    public async Task<IActionResult> OnGetPatchAsync(string code) =>
        Enter(code) ?? File(System.Text.Encoding.UTF8.GetBytes(await published.Patch(Me!, code, Cancelled)), "text/x-patch; charset=utf-8", $"{code}.patch");

    private async Task<IActionResult> Show()
    {
        var all = await proposals.All(Me!, Body.Code, Cancelled);
        (Open, Over) = ([.. all.Where(proposal => proposal.IsOpen)], [.. all.Where(proposal => proposal.State == ProposalState.Withdrawn)]);
        Editions = await published.All(Me!, Body.Code, Cancelled);
        NotOnDisk = await published.NotOnDisk(Me!, Body.Code, Cancelled);
        WritingWaits = Request.Query["done"] == "writing";
        return Page();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
