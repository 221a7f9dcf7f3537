using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Cases;
using Entente.Records.Disclosing;
using Entente.Records.ForParties;
using Entente.Records.Pages.Entry;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Views;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Pages;

/// <summary>A statement: how far it is, who works on it, what happens next, and what the reader may do.</summary>
[AllowAnonymous]
public sealed class StatementPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people, DeclaredReading reading, CaseDesk cases, KnownPages pages, Readings readings, RequestReading requests) : VersionPages(bodies, definitions, desks, people)
{
    private const int MostFaults = 50;
    private const int MostWorkers = 4;

    /// <summary>The draft, where there is one that the reader may see.</summary>
    public Desk? Work { get; private set; }

    public IReadOnlyList<FaultView> Faults { get; private set; } = [];

    public IReadOnlyList<(string Name, DateTimeOffset At)> Workers { get; private set; } = [];

    /// <summary>What was declared last, where nobody works on a correction that the reader may see.</summary>
    public DeclaredView? Last { get; private set; }

    public bool Saved { get; private set; }

    /// <summary>Who may read it, for those who read all of it.</summary>
    public ChoiceInForce? Shared { get; private set; }

    public IEnumerable<(string? Place, string Who)> SharedWith => Shared is null ? [] : new ChoiceWords(Body, Definition, T).Lines(Shared.Now);

    public int Done => Work!.Sections.Count(section => Work.StateOf(section) == TaskState.Completed);

    /// <summary>What the reader may do with it as it stands; what counts comes first.</summary>
    public IReadOnlyList<Step> Steps => field ??= Me is null || Asked is { Waits: true } ? []
        : [.. Definition.Workflow.From(Head.State).Where(step => Actor.Of(Me).May(step.By, Body.Code, Head.Party) && (Work is not null || !NeedsDraft(step)) && !IsOver(step)).OrderBy(step => !step.Submits)];

    /// <summary>How it is handled, for a case.</summary>
    public CasePart? Case { get; private set; }

    /// <summary>Until when a step may be taken; null: there is no limit.</summary>
    public DateTimeOffset? OpenUntil(Step step) => Case is null ? null : Clocks.OpenUntil(step, Head.State, Case.View.Past, Body);

    private bool IsOver(Step step) => OpenUntil(step) <= Desks.Now;

    /// <summary>Whether the reader may begin to correct what stands.</summary>
    public bool MayBegin => MayWork && Work is null && Asked is not { Waits: true };

    /// <summary>What waits for the party's word.</summary>
    public WaitingForParty Waiting { get; private set; } = new(null, null);

    /// <summary>For an entry of a register that changes only by request: the last that was asked.</summary>
    public EntryRequest? Asked { get; private set; }

    private bool MayComeOtherwise => Entering.StepFrom(Definition.Workflow, Head.State) is not null;

    /// <summary>Whether the reader, of the body's people, may begin to write for the party.</summary>
    public bool MayPrepare => MayEnterForParties && Head.Party is not null && Work is null && Waiting.Proposed is null && (Head.Version > 0 || MayComeOtherwise);

    private bool IsOurs => Serves && ByBody && Work is not null;

    public bool MayEnterAll => IsOurs && MayComeOtherwise;

    public bool MayPropose => IsOurs && !MayComeOtherwise && Head.Version > 0 && Waiting.Proposed is null;

    /// <summary>Pages that other parts of the house make about a statement.</summary>
    public IReadOnlyList<Crumb> Links => field ??= [.. new[] { ("versions", "records.page.look.versions"), ("history", "records.page.look.history"), ("print", "records.page.look.print"), ("workbook", "records.page.look.workbook"), ("document", "records.page.look.document"), ("uses", "records.page.look.uses"), ("notice", "records.page.look.notice"), ("slices", "records.page.look.slices") }
        .Where(link => pages.Has($"/bodies/{{body}}/{{definition}}/{{id:guid}}/view/{link.Item1}") && Has(link.Item1)).Select(link => new Crumb(T[link.Item2], $"{Address}/view/{link.Item1}"))
        .Concat(Definition.Kind == DefinitionKind.Register && Head.Version > 0 ? [new Crumb(T["registers.to-entry"], $"{Address}/entry")] : [])
        .Concat(MayAskWhoRead ? [new Crumb(T["disclosure.readings.of-this"], $"{BodyAddress}/readings?statement={Head.Id}")] : [])];

    private bool MayAskWhoRead => Me?.In(Body.Code).Any(holding => holding.Rights.Contains(Right.Oversee) && (holding.Party is null || holding.Party == Head.Party) || (holding.Party is not null && holding.Party == Head.Party && holding.Rights.Contains(Right.Vouch))) == true;

    // What only certificates have, once they are issued.
    private bool Has(string view) => view switch
    {
        "document" => Definition.Traits.Certificate is not null && Head.Version > 0,
        "uses" => Definition.Traits.Certificate?.Lines is not null && Head.Version > 0,
        "slices" => Me is not null && Head.Party is { } party && Body.IsUnion(party),
        "notice" => Definition.Traits.Notice is not null && Head.Version > 0,
        _ => true,
    };

    /// <summary>Whose turn it is.</summary>
    public string NextWords
    {
        get
        {
            var steps = Definition.Workflow.From(Head.State).ToList();
            if (Asked is { Waits: true })
                return T["records.page.next.request"];
            if (Definition.Workflow.State(Head.State)?.Open == true)
                return T[SentBack.Is(Published.Definition.Workflow, Head.State) ? "records.page.next.back" : "records.page.next.fill"];
            return steps.Count == 0 ? T["records.page.next.nothing"]
                : steps.Exists(step => step.By.Contains("serve", StringComparer.Ordinal)) ? T["records.page.next.secretariat"]
                : T["records.page.next.party", ("posts", steps.SelectMany(step => step.By).Distinct(StringComparer.Ordinal).Select(PostName))];
        }
    }

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        Saved = Request.Query["saved"] == "1";
        Shared = await readings.As(Me, Showing.Nothing("who may read it, asked of those who read all of it"), connection => ChoiceReading.Of(connection, id, Cancelled), Cancelled);
        if (await cases.Find(Me, Body, Definition, Head, Cancelled) is { } view)
            Case = new CasePart(view, Body, Definition, BodyAddress, Address, T, Desks.Now);
        if (Me is not null)
        {
            Work = await Desks.Find(Me, Body, Published, Head, Cancelled);
            await FindAsked();
            Waiting = await readings.As(Me, waiting => waiting.Anything ? Showing.History(id) : Showing.At(id), connection => WaitingForParty.Of(connection, id, Cancelled), Cancelled);
        }
        await FindBack();
        ByBody = Work?.Open.ByBody == true;
        if (Work is null)
            return await Latest();
        var names = await Desks.Names(Me!, Work, Cancelled);
        Workers = [.. Work.Workers.Where(worker => names.ContainsKey(worker.Person)).Take(MostWorkers).Select(worker => (names[worker.Person], worker.At))];
        // Whoever has not begun a section yet needs no list of all that it lacks.
        var begun = Work.Sections.Where(section => Work.StateOf(section) != TaskState.NotStarted).Select(section => section.Code).ToHashSet(StringComparer.Ordinal);
        Faults = [.. Work.Faults.Where(fault => fault.Section is null || begun.Contains(fault.Section)).Take(MostFaults).Select(fault => FaultView.Of(fault, Work.Definition, Address, SayFault(fault), MayWork, T))];
        return Page();
    }

    private async Task FindAsked() => Asked = Definition.Traits.Register is { ByRequest: true } ? (await requests.About(Me!, Head.Id, Cancelled)).FirstOrDefault() : null;

    private async Task<IActionResult> Latest()
    {
        if (Head.Version > 0 && await reading.Read(Me, Body, Definition.Code, Head.Id, Head.Version, Paging(), Cancelled) is { } declared)
        {
            Cells = await Desks.Cells(Me, Body, declared.Published.Definition, Head, Cancelled);
            Last = View(declared);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostCorrectAsync(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (!MayWork)
            return Refuse(StatusCodes.Status403Forbidden);
        await FindAsked();
        if (Asked is { Waits: true })
            return Go(Address);
        await Desks.Begin(Me!, Body, Published, Head.Id, Head.Party, Head.Period, byBody: false, Cancelled);
        return Go(Address);
    }

    /// <summary>The body's people begin to write for the party, or put away what they wrote.</summary>
    public async Task<IActionResult> OnPostPrepareAsync(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (!MayEnterForParties || Head.Party is null)
            return Refuse(StatusCodes.Status403Forbidden);
        await Desks.Begin(Me!, Body, Published, Head.Id, Head.Party, Head.Period, byBody: true, Cancelled);
        return Go(Address);
    }

    public async Task<IActionResult> OnPostPutAwayAsync(string body, string definition, Guid id)
    {
        if (await FindDesk(body, definition, id) is { } refused)
            return refused;
        if (!Serves || !ByBody)
            return Refuse(StatusCodes.Status403Forbidden);
        await Desks.PutAway(Desk, Cancelled);
        return Go(Address);
    }

    public string? Hint(Section section) =>
        section.IsTable && Work!.Answers.Rows(section.Code).Count is > 0 and var rows ? T["records.page.rows", ("count", rows)] : null;

    // Without a draft there is nothing to send on.
    private bool NeedsDraft(Step step) => step.Submits || Definition.Workflow.State(Head.State)?.Open == true;

    public string Word(TaskState state) => Kebab.Of(state);

    public static StatusKind Look(TaskState state) => state switch
    {
        TaskState.Completed => StatusKind.Good,
        TaskState.Problem => StatusKind.Bad,
        TaskState.ToConfirm => StatusKind.Waiting,
        TaskState.NotStarted => StatusKind.Quiet,
        _ => StatusKind.Neutral,
    };

    private string PostName(string by) => Body.Post(by) is { } post ? Say(post.Name).Text : T[$"records.page.by.{by}"];
    // texts: records.page.by.*
}
