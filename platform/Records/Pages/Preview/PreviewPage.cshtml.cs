using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Drafts;
using Entente.Records.Interchange;
using Entente.Records.Pages.Entry;
using Entente.Records.Rules;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Pages.Preview;

/// <summary>
/// A section of a proposed form as whoever fills it in would see it: the same questions, rules and messages. What is typed is
/// checked and goes nowhere.
/// </summary>
public sealed class PreviewPage(BodyCatalogue bodies, ProposedBodies proposed, TimeProvider time) : BodyPage(bodies)
{
    private ProposedBody _proposed = null!;
    private Draft _draft = null!;

    public Definition Definition { get; private set; } = null!;

    public Section Section { get; private set; } = null!;

    public SectionForm Form { get; private set; } = null!;

    public Guid Proposal { get; private set; }

    public string Title => _proposed.Title;

    public string ProposalAddress => $"{BodyAddress}/description/{Proposal}";

    public string Address => $"{ProposalAddress}/preview/{Definition.Code}";

    /// <summary>What was typed was looked at, and nothing is wrong with it.</summary>
    public bool Passed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, Guid id, string form, string? section)
    {
        if (await Find(code, id, form, section) is { } refused)
            return refused;
        var desk = Lay(_draft);
        Build(desk, null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, Guid id, string form, string? section)
    {
        if (await Find(code, id, form, section) is { } refused)
            return refused;
        var typed = FormCells.From(Request.Form, Section);
        var blank = Lay(_draft);
        var cells = Cells();
        var (changes, problems) = FormChanges.Of(Section, _draft.Sections[Section.Code], typed, (_, _) => null, (field, text, within) => cells.Read(field, text, T.Language, within: within), time.GetUtcNow(), EachRow.Codes(blank, Section));
        var desk = Lay(Draft.Merge(_draft, changes.Select((change, at) => Operation(change, at + 1))));
        Build(desk, typed);
        foreach (var (name, fault) in problems)
            Problems.Add(name, InterchangeFaults.Say(fault, T));
        foreach (var fault in desk.FaultsOf(Section.Code).Where(fault => problems.All(problem => problem.Fault.Field != fault.Field)))
            Problems.Add(CellName.Of(fault.RowNumber, fault.Field ?? Section.Fields[0].Code), Faults.Say(fault, T, Definition, _proposed.Body));
        Form.Mark(Problems);
        Passed = !Problems.Any;
        return Passed ? Page() : Again();
    }

    private async Task<IActionResult?> Find(string code, Guid id, string form, string? section)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        if (Me?.May(Right.Describe, code) != true)
            return Refuse(StatusCodes.Status403Forbidden);
        if (await proposed.Find(Me!, code, id, Cancelled) is not { } found)
            return Go($"{BodyAddress}/description/{id}#check");
        if (found.Definitions.FirstOrDefault(definition => definition.Code == form) is not { } definition || (section is null ? definition.Sections[0] : definition.Section(section)) is not { } shown)
            return Refuse(StatusCodes.Status404NotFound);
        (_proposed, Definition, Section, Proposal) = (found, definition, shown, id);
        _draft = Draft.Empty(definition);
        return null;
    }

    // As the first party that declares it, for the period that is running.
    private Desk Lay(Draft draft)
    {
        var body = _proposed.Body;
        var today = body.Today(time);
        var party = Definition.DeclaredBy == Definition.ByBody ? null : body.In(Definition.DeclaredBy, today).FirstOrDefault();
        var period = Definition.Traits.Return is { } trait ? Periods.Holding(trait.Every, today) : null;
        var head = new Filed(Guid.Empty, body.Code, Definition.Code, party?.Code, period, null, Definition.Workflow.First.Code, 0, null, Me!.Id, time.GetUtcNow(), null);
        var open = new OpenDraft(Guid.Empty, 1, 0, 0, DraftOrigin.Blank, draft.Through, Me.Id, time.GetUtcNow(), time.GetUtcNow(), []);
        var reported = Definition.Traits.Return is { } rhythm && period is { From: { } start, Until: { } end } ? ReportingPeriod.Of(rhythm.Every, start, end) : (ReportingPeriod?)null;
        // What lies outside the form is empty here: registers, and what was declared before.
        var around = new Surroundings(body, party, today)
        {
            Now = time.GetUtcNow(),
            Period = reported is { } of ? new ReportedPeriod(of.Code, of.Start, of.End) : null,
            Facts = Definition.Facts.ToDictionary(fact => fact.Code, _ => Enumerable.Empty<Feel.Value>(), StringComparer.Ordinal),
        };
        var (answers, content) = (draft.Content(Definition), draft.Content(Definition));
        var judgement = RuleBook.Of(Definition, body, Others()).Judge(content, around);
        return new Desk(head, Definition, open, draft, answers, content, judgement.Faults, judgement.IsAsked, table => Each(table, today));
    }

    private IReadOnlyList<string> Each(string table, DateOnly day) =>
        Definition.Section(table)?.Rows?.ForEach is { Register: false } each && _proposed.Body.List(each.Of) is { } list ? [.. list.On(day).Select(code => code.Code)] : [];

    private void Build(Desk desk, FormCells? typed) =>
        Form = SectionForm.Of(desk, Section, typed, Cells(), T, Address, 1, 5, new Dictionary<Guid, string>(), PageRules.Of(Definition, Section, _proposed.Body, Others()));

    private CellText Cells() => new(_proposed.Body, _proposed.Body.Today(time), _ => []);

    private Dictionary<string, Definition> Others() => _proposed.Definitions.ToDictionary(definition => definition.Code, StringComparer.Ordinal);

    private Operation Operation(Drafts.Change change, int sequence) =>
        new(change.Id, sequence, change.Kind, change.Section, change.Row, change.Field, change.Place, change.Was, change.Now, "preview", sequence - 1, Me!.Id, time.GetUtcNow());
}
