using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Why;

/// <summary>One thing that is owed: why, by when and how that day was worked out, what became of it, and to which colleague it is given.</summary>
public sealed class OwedPage(BodyCatalogue bodies, DefinitionCatalogue definitions, WhyOwed why, Owed owed, Delegating delegating, People people, TimeProvider time) : BodyPage(bodies)
{
    [BindProperty] public Guid? To { get; set; }
    [BindProperty] public string? Note { get; set; }

    public OwedHistory Of { get; private set; } = null!;

    public IReadOnlyList<Person> Colleagues { get; private set; } = [];

    public string? GivenTo { get; private set; }

    public string? GivenNote { get; private set; }

    public Outcome? Outcome { get; private set; }

    public IEnumerable<Option> Choices => Colleagues.Select(person => new Option(person.Id.ToString(), person.Name));

    public string Name => (Of.Now.Called?.Title ?? definitions.Find(Body.Code, Of.Definition)?.Definition.Name) is { } name ? Say(name).Text : Of.Definition;

    public IReadOnlyList<Said> Reasons => definitions.Find(Body.Code, Of.Definition) is { } published ? Explained.Why(Of.Now.Reason, published.Definition, T) : [];

    public IReadOnlyList<string> Sum => Explained.Sum(Of.Now.Sum, Body, T);

    public string PartyName => Body.Party(Of.Party) is { } party ? Say(party.Name).Text : Of.Party;

    /// <summary>Where it is declared, or, where it is a requirement, answered.</summary>
    public Definition? Declare => Of.State == State.Owed && Me!.May(Right.Enter, Body.Code, Of.Party) ? Form(Of.Definition) ?? Form(AnsweredIn) : null;

    private string? AnsweredIn => definitions.Find(Body.Code, Of.Definition)?.Definition.Traits.Register?.Obliges?.AnsweredIn?.Return;

    private Definition? Form(string? code) => code is not null && definitions.Find(Body.Code, code) is { Withdrawn: false, Definition: { Kind: DefinitionKind.Return } form } ? form : null;

    /// <summary>What meets it: a statement of the definition, else of the one in which it was answered, which is not known here.</summary>
    public string? Statement => Of.Now.Statement is { } statement && Of.Requirement is null ? $"{BodyAddress}/{Of.Definition}/{statement}" : null;

    public async Task<IActionResult> OnGetAsync(string code, Guid duty) => await Fill(code, duty) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPostAsync(string code, Guid duty)
    {
        if (!await Fill(code, duty))
            return Refuse(StatusCodes.Status404NotFound);
        if (Colleagues.Count == 0)
            return Refuse(StatusCodes.Status403Forbidden);
        var given = await delegating.Give(Me!, duty, To, Note, Cancelled);
        // texts: obligations.give.*
        if (given is not Delegated.Done)
            Problems.Add(given == Delegated.TooLong ? nameof(Note) : nameof(To), T[$"obligations.give.{KeptRows.Word(given)}", ("longest", Delegating.LongestNote)]);
        return Problems.Any ? Again() : Go($"{BodyAddress}/owed/{duty}");
    }

    // texts: obligations.event.*
    public string Say(Happening happening) => T[$"obligations.event.{KeptRows.Word(happening.Kind)}", ("day", happening.Status.DueOn is { } due ? T.Date(due) : T["obligations.rows.no-day"])];

    private async Task<bool> Fill(string code, Guid id)
    {
        if (!Find(code) || await why.Of(Me, id, cancel: Cancelled) is not { } found || found.Body != code)
            return false;
        Of = found;
        Outcome = found.State == State.Lifted ? null : StatusRow.Become(KeptRows.Word(found.State), found.Now.DueAt, found.Now.MetAt, time.GetUtcNow());
        Colleagues = found.State == State.Owed ? await delegating.Colleagues(Me!, id, Cancelled) : [];
        if (Colleagues.Count > 0 && (await owed.Of(Me!, code, Cancelled)).FirstOrDefault(item => item.Id == id) is { GivenTo: { } given } item)
            (GivenTo, GivenNote) = ((await people.Find(given, Cancelled))?.Name, item.Note);
        return true;
    }
}
