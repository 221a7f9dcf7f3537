using Entente.Bodies.Loading;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>One proposal: what it changes, what the checker says, and what may be done with it.</summary>
public sealed class ProposalPage(BodyCatalogue bodies, Proposals proposals, Checking checking, People people, DefinitionCatalogue definitions, CountOpenDrafts drafts, Trials trials, Remarks remarks) : ProposalPages(bodies, proposals, checking)
{
    [BindProperty] public string? Subject { get; set; }

    [BindProperty] public string? Why { get; set; }

    [BindProperty] public string? Reason { get; set; }

    [BindProperty] public string? NewPath { get; set; }

    [BindProperty] public string? NewKind { get; set; }

    [BindProperty] public string? NewName { get; set; }

    [BindProperty] public string? NewCode { get; set; }

    /// <summary>What is changed, in words, by what it belongs to.</summary>
    public IReadOnlyList<IGrouping<string, string>> Words { get; private set; } = [];

    public IReadOnlyList<FormEffects> Effects { get; private set; } = [];

    /// <summary>Where members try it; null where no space is open.</summary>
    public Trial? Trial { get; private set; }

    public IReadOnlyList<Remark> Said { get; private set; } = [];

    // texts: editing.remark.state.*
    public IEnumerable<(string Name, int Count)> SaidByState => Said.GroupBy(remark => remark.State).OrderBy(state => state.Key).Select(state => (T[$"editing.remark.state.{Remarks.Word(state.Key)}"], state.Count()));

    public IReadOnlyList<ProposalStep> Steps { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool MayPropose => ProposalRules.MayPropose(Me!, Proposal) && Proposed.Changes.Count > 0;

    public bool MayApprove => ProposalRules.MayApprove(Me!, Proposal);

    public bool MayReturn => ProposalRules.MayReturn(Me!, Proposal);

    public bool MayWithdraw => ProposalRules.MayWithdraw(Me!, Proposal);

    public bool WaitsForAnother => Proposal.State == ProposalState.Proposed && !MayApprove;

    public IEnumerable<FileChange> Moved => Proposal.IsOpen ? Proposed.Changes.Where(change => change.Moved) : [];

    /// <summary>The files that an editor of their own suits, and all the others by their text.</summary>
    public IEnumerable<string> Lists => Paths.Where(FolderRules.IsList);

    public IEnumerable<string> Forms => Paths.Where(path => FolderRules.Definition(path) is not null);

    public IEnumerable<string> Others => Paths.Where(path => FolderFiles.MayChange(path) && !FolderRules.IsList(path) && FolderRules.Definition(path) is null);

    private IEnumerable<string> Paths => Proposed.Files.Keys.Order(StringComparer.Ordinal);

    public static string ListCode(string path) => FolderRules.Stem(path, "lists/", ".csv")!;

    public static string FormCode(string path) => FolderRules.Definition(path)!.Value.Code;

    // texts: editing.form.new.kind.*
    public IReadOnlyList<Option> Kinds => [.. FolderRules.Kinds.Keys.Select(kind => new Option(kind, T[$"editing.form.new.kind.{kind}"]))];

    /// <summary>How a list or a form is called, as far as it can be read.</summary>
    public string NameOf(string path) =>
        FolderRules.IsList(path) ? Checked.Loaded.Body?.List(ListCode(path)) is { } list ? Say(list.Name).Text : ListCode(path)
        : Checked.Loaded.Definitions.FirstOrDefault(definition => definition.Code == FormCode(path)) is { } form ? Say(form.Name).Text : FormCode(path);

    public bool IsChanged(string path) => Proposed.Changes.Any(change => change.Path == path);

    // texts: editing.file.new, editing.file.removed, editing.file.changed
    public string ChangeName(FileChange change) => T[$"editing.file.{(change.Published is null ? "new" : change.Proposed is null ? "removed" : "changed")}"];

    // texts: editing.act.*
    public string ActName(ProposalStep step) => T[$"editing.act.{step.Act}"];

    // texts: editing.stage.*
    public string? StageName => Proposal.Stage is { } stage && T.Has($"editing.stage.{stage}") ? T[$"editing.stage.{stage}"] : null;

    public string NameOf(Guid? person) => person is { } id && Names.TryGetValue(id, out var name) ? name : T["editing.somebody"];

    public async Task<IActionResult> OnGetAsync(string code, Guid id) => await Enter(code, id) ?? await Show();

    public async Task<IActionResult> OnPostRenameAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(Subject) || Subject.Length > 200)
            return await Wrong(nameof(Subject), T["editing.subject.missing"]);
        if (Why?.Length > 2000)
            return await Wrong(nameof(Why), T["editing.why.long"]);
        return await Done(await Proposals.Rename(Me!, id, Subject.Trim(), string.IsNullOrWhiteSpace(Why) ? null : Why.Trim(), Cancelled), "renamed");
    }

    /// <summary>Somebody else decides; with something wrong there is nothing to decide yet.</summary>
    public async Task<IActionResult> OnPostProposeAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        if (!MayPropose)
            return await Wrong(null, T["editing.no-longer"]);
        if (!Checked.Passes || Moved.Any())
            return await Wrong(null, T["editing.mend-first"]);
        if (await Unsettled(id))
            return await Wrong(null, T["editing.trial.unsettled"]);
        return await Done(await Proposals.Propose(Me!, id, Cancelled), "proposed");
    }

    public async Task<IActionResult> OnPostApproveAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        if (Proposal.State == ProposalState.Proposed && !ProposalRules.IsSecond(Me!.Id, Proposal))
            return await Wrong(null, T["editing.four-eyes"]);
        if (!Checked.Passes || Moved.Any())
            return await Wrong(null, T["editing.mend-first"]);
        if (await Unsettled(id))
            return await Wrong(null, T["editing.trial.unsettled"]);
        return await Done(await Proposals.Approve(Me!, id, Cancelled), "approved");
    }

    // Nothing is published over a member's head.
    private async Task<bool> Unsettled(Guid id) => (await remarks.Of(Me!, id, Cancelled)).Any(remark => remark.Waits);

    public async Task<IActionResult> OnPostReturnAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > 2000)
            return await Wrong(nameof(Reason), T["editing.reason.missing"]);
        return await Done(await Proposals.Return(Me!, id, Reason.Trim(), Cancelled), "returned");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        return await Done(await Proposals.Withdraw(Me!, id, string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim()[..Math.Min(Reason.Trim().Length, 2000)], Cancelled), "withdrawn");
    }

    /// <summary>Our own words of a file stand, though others were published meanwhile.</summary>
    public async Task<IActionResult> OnPostSettleAsync(string code, Guid id, string? path, string? published)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        return await Done(await Proposals.Settle(Me!, id, path ?? "", published is { Length: > 0 } digest ? digest : null, Cancelled), "settled");
    }

    /// <summary>A file that the folder does not have yet is begun with the little that it cannot do without.</summary>
    public async Task<IActionResult> OnPostAddAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        var path = (NewPath ?? "").Trim();
        if (!FolderFiles.MayChange(path))
            return await Wrong(nameof(NewPath), T["editing.add.not-a-file"]);
        if (Proposed.Files.ContainsKey(path))
            return await Wrong(nameof(NewPath), T["editing.add.there"]);
        return await Save(path, FileBeginnings.Of(path, Body), Proposals.NoFile) is Saving.Saved ? Go(FileAddress(path)) : await Wrong(null, T["editing.no-longer"]);
    }

    /// <summary>A form is begun without knowing what its file is called.</summary>
    public async Task<IActionResult> OnPostFormAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        var (name, path) = ((NewName ?? "").Trim(), $"{(NewCode ?? "").Trim()}.{NewKind}.yaml");
        if (name.Length is 0 or > 200 || FolderRules.Definition(path) is not var (form, _) || !FolderFiles.MayChange(path))
            return await Wrong(name.Length is 0 or > 200 ? nameof(NewName) : Kinds.All(kind => kind.Value != NewKind) ? nameof(NewKind) : nameof(NewCode), T["editing.form.new.missing"]);
        if (Forms.Any(there => FormCode(there) == form))
            return await Wrong(nameof(NewCode), T["editing.add.there"]);
        return await Save(path, FileBeginnings.Of(path, Body, name), Proposals.NoFile) is Saving.Saved ? Go($"{Address}/forms/{form}") : await Wrong(null, T["editing.no-longer"]);
    }

    public async Task<IActionResult> OnGetZipAsync(string code, Guid id) =>
        await Enter(code, id) ?? Zip(code, Proposed.Files.Keys.ToDictionary(path => path, path => Proposed.Bytes(path)!, StringComparer.Ordinal));

    // Only what can be published is put into words: of the rest it is not known what it would be.
    private async Task Compare()
    {
        if (Checked.Loaded.Body is null || Proposed.Changes.Count == 0)
            return;
        var before = Checking.Published(Proposed);
        Words = [.. BodyChanges.Of(before, Checked.Loaded).GroupBy(change => Say(change.Of).Text, change => change.Say(T), StringComparer.Ordinal)];
        var open = await drafts(Me!, Body.Code, Cancelled);
        var old = before.Definitions.ToDictionary(form => form.Code, StringComparer.Ordinal);
        Effects = [.. Checked.Loaded.Definitions.Where(form => !old.TryGetValue(form.Code, out var was) || Definitions.DefinitionJson.Digest(was) != Definitions.DefinitionJson.Digest(form))
            .Select(form => FormEffects.Of(form, definitions.Find(Body.Code, form.Code), open.GetValueOrDefault(form.Code)))];
    }

    private async Task<IActionResult> Done(bool did, string what) => did ? Go($"{Address}?done={what}") : await Wrong(null, T["editing.no-longer"], StatusCodes.Status409Conflict);

    private async Task<IActionResult> Wrong(string? field, string problem, int status = StatusCodes.Status422UnprocessableEntity)
    {
        if (field is null)
            Problems.Add(problem);
        else
            Problems.Add(field, problem);
        await Show();
        return Again(status);
    }

    private async Task<IActionResult> Show()
    {
        Subject ??= Proposal.Title;
        Why ??= Proposal.Why;
        Steps = await Proposals.Steps(Me!, Proposal.Id, Cancelled);
        var names = new Dictionary<Guid, string>();
        foreach (var person in Proposal.Authors.Append(Proposal.ProposedBy ?? Guid.Empty).Append(Proposal.ApprovedBy ?? Guid.Empty).Append(Proposal.BegunBy ?? Guid.Empty).Distinct())
            if (await people.Find(person, Cancelled) is { } known)
                names[person] = known.Name;
        Names = names;
        Trial = await trials.Of(Me!, Proposal.Id, Cancelled);
        Said = await remarks.Of(Me!, Proposal.Id, Cancelled);
        await Compare();
        return Page();
    }
}
