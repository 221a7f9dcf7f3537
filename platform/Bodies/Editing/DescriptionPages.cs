using System.IO.Compression;
using System.Net.Mime;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>A page on which a body's description is changed: for whoever holds a post of the body that may describe it, and for nobody else.</summary>
public abstract class DescriptionPages(BodyCatalogue bodies) : BodyPage(bodies)
{
    public string DescriptionAddress => $"{BodyAddress}/description";

    /// <summary>What has just been done, as the address after the form says.</summary>
    // texts: editing.done.*
    public string? JustDone => Request.Query["done"].ToString() is { Length: > 0 } done && T.Has($"editing.done.{done}") ? T[$"editing.done.{done}"] : null;

    // texts: editing.state.*
    public string StateName(ProposalState state) => T[$"editing.state.{state.ToString().ToLowerInvariant()}"];

    public static StatusKind StateKind(ProposalState state) => state switch
    {
        ProposalState.Draft => StatusKind.Neutral,
        ProposalState.Proposed or ProposalState.Approved => StatusKind.Waiting,
        ProposalState.Published => StatusKind.Good,
        _ => StatusKind.Quiet,
    };

    /// <summary>Null: the reader may be here.</summary>
    protected IActionResult? Enter(string code)
    {
        if (!Find(code) || Body.TrialOf is not null)
            return Refuse(StatusCodes.Status404NotFound);
        return ProposalRules.MayRead(Me, code) ? null : Refuse(StatusCodes.Status403Forbidden);
    }

    /// <summary>All files of a folder, to be unpacked where the folder is kept under version control.</summary>
    protected IActionResult Zip(string name, IReadOnlyDictionary<string, byte[]> files) => new ZipDownload(name, Body.Code, files);

    private sealed class ZipDownload(string name, string folder, IReadOnlyDictionary<string, byte[]> files) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            using var packed = new MemoryStream();
            using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var (path, bytes) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
                {
                    // The same folder gives the same bytes, whenever it is packed.
                    var entry = zip.CreateEntry($"{folder}/{path}");
                    entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                    await using var stream = await entry.OpenAsync(context.HttpContext.RequestAborted);
                    await stream.WriteAsync(bytes, context.HttpContext.RequestAborted);
                }
            }
            await new FileContentResult(packed.ToArray(), MediaTypeNames.Application.Zip) { FileDownloadName = name + ".zip" }.ExecuteResultAsync(context);
        }
    }
}

/// <summary>A page about one proposal.</summary>
public abstract class ProposalPages(BodyCatalogue bodies, Proposals proposals, Checking checking) : DescriptionPages(bodies)
{
    protected Proposals Proposals { get; } = proposals;

    public Proposal Proposal { get; private set; } = null!;

    public ProposedFolder Proposed { get; private set; } = null!;

    public CheckedFolder Checked => field ??= checking.Of(Proposed);

    public string Address => $"{DescriptionAddress}/{Proposal.Id}";

    public bool MayChange => ProposalRules.MayChange(Me!, Proposal);

    public string FileAddress(string path, int? line = null) => $"{Address}/file?path={Uri.EscapeDataString(path)}{(line is { } at ? $"#l{at}" : "")}";

    public IEnumerable<Finding> WrongIn(string path) => Checked.All.Where(finding => finding.File == path);

    protected Checking Checking => checking;

    protected async Task<IActionResult?> Enter(string code, Guid id)
    {
        if (Enter(code) is { } refused)
            return refused;
        if (await Proposals.Find(Me!, id, Cancelled) is not { } found || found.Body != code)
            return Refuse(StatusCodes.Status404NotFound);
        Proposal = found;
        Proposed = await Proposals.Folder(Me!, found, Cancelled);
        return null;
    }

    /// <summary>Saves what a form made of a file; null where it stands, else the page to show: a colleague's words stand in the same lines.</summary>
    protected async Task<Saving> Save(string path, string? text, string seen) =>
        await Proposals.Save(Me!, Proposal.Id, path, text is null ? null : FileText.Write(text, Proposed.Text(path)), seen, Cancelled);

    /// <summary>The file as the page showed it: what a form says is said of that, and brought together with what colleagues saved since.</summary>
    protected async Task<string?> Shown(string path, string? seen) =>
        seen is null || seen == SeenOf(path) ? Proposed.Text(path) : seen == Proposals.NoFile ? null : await Proposals.Text(Me!, seen, Cancelled);

    /// <summary>Adds the problem where it was not saved; whether it was.</summary>
    protected bool Told(Saving saving, string path)
    {
        if (saving is Saving.Conflict)
            Problems.Add(T["editing.conflict.elsewhere", ("file", path)]);
        else if (saving is Saving.Closed)
            Problems.Add(T["editing.no-longer"]);
        return saving is Saving.Saved;
    }

    /// <summary>The digest of the file as the page shows it.</summary>
    public string SeenOf(string path) => Proposed.Files.GetValueOrDefault(path) ?? Proposals.NoFile;
}
