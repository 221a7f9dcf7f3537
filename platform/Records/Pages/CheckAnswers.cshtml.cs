using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Interchange;
using Entente.Records.Pages.Entry;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Pages;

/// <summary>All that a draft says, to be read through before it is sent on; also by whoever approves it.</summary>
public sealed class CheckAnswers(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Alike alike) : StatementPages(bodies, definitions, desks)
{
    public const int MostRows = 100;
    private const int MostFaults = 100;

    // More than these would hide what was said.
    private const int MostBlanks = 15;
    private CellText _cells = null!;

    public IReadOnlyList<FaultView> Faults { get; private set; } = [];

    /// <summary>For an entry of a register: what it may be in the register already, as far as the reader may know.</summary>
    public IReadOnlyList<Duplicate> Duplicates { get; private set; } = [];

    /// <summary>What may be done with it next.</summary>
    public IReadOnlyList<Step> Steps => [.. Definition.Workflow.From(Head.State).Where(step => Actor.Of(Me!).May(step.By, Body.Code, Head.Party))];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindDesk(body, definition, id, toRead: true) is { } refused)
            return refused;
        _cells = await Desks.Cells(Me, Body, Definition, Head, Cancelled);
        Faults = [.. Desk.Faults.Take(MostFaults).Select(fault => FaultView.Of(fault, Definition, Address, SayFault(fault), MayWork, T))];
        if (Definition.Kind == DefinitionKind.Register)
            Duplicates = await alike.Of(Me, Published, id, Desk.Content, Cancelled);
        return Page();
    }

    /// <summary>Whether all questions are shown, however many have no answer.</summary>
    public bool All => Request.Query.ContainsKey("all");

    /// <summary>What was answered, and what was not: how many of these are not shown.</summary>
    public (IReadOnlyList<(Field Field, string Text)> Shown, int Blank) Answers(Section section)
    {
        var asked = section.Fields.Where(field => Desk.IsAsked(section.Code, field.Code)).Select(field => (Field: field, Text: _cells.Show(field, Desk.Content[section.Code, field.Code], T.Language))).ToList();
        var blank = asked.Count(one => one.Text.Length == 0);
        return All || blank <= MostBlanks ? (asked, 0) : (asked.FindAll(one => one.Text.Length > 0), blank);
    }

    public IEnumerable<(int Number, IReadOnlyList<string> Texts)> Rows(Section section) =>
        Desk.Content.Rows(section.Code).Take(MostRows).Select((row, at) => (at + 1, (IReadOnlyList<string>)[.. section.Fields.Select((field, place) => _cells.Show(field, row.Answers[place], T.Language))]));
}
