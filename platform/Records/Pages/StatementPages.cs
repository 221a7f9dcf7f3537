using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Pages;

/// <summary>A page about one statement on which work is being done.</summary>
public abstract class StatementPages(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks) : DefinitionPage(bodies, definitions)
{
    protected Desks Desks { get; } = desks;

    public Filed Head { get; private set; } = null!;

    /// <summary>The open draft; pages that need one are only shown when there is one.</summary>
    public Desk Desk { get; private set; } = null!;

    public string Address => $"{DefinitionAddress}/{Head.Id}";

    /// <summary>Whether the draft at hand is one that the body's people opened for the party.</summary>
    protected bool ByBody { get; set; }

    public bool IsOpen => Definition.Workflow.State(Head.State)?.Open == true;

    public bool Serves => Me is not null && Actor.Of(Me).Serves(Body.Code);

    /// <summary>Whether the reader may change the draft as it stands: the party's people, or the body's own in what they opened.</summary>
    public bool MayWork => Me is not null && !Published.Withdrawn && Writers.May(Actor.Of(Me), Definition.Workflow, Body.Code, Head.Party, Head.State, ByBody);

    /// <summary>Why it came back, where it did; asked for by pages on which it is mended.</summary>
    public SentBack? Back { get; protected set; }

    protected async Task FindBack()
    {
        if (Me is not null && SentBack.Is(Published.Definition.Workflow, Head.State))
            Back = (await Desks.Back(Me, [Head.Id], Cancelled)).GetValueOrDefault(Head.Id);
    }

    protected async Task<IActionResult?> FindHead(string body, string definition, Guid id)
    {
        if (!Find(body, definition) || await Desks.Head(Me, body, definition, id, Cancelled) is not { } head)
            return Refuse(StatusCodes.Status404NotFound);
        Head = head;
        return null;
    }

    /// <summary>The draft, for somebody who may work on it, or who may see it; where there is none one is led to the statement.</summary>
    protected async Task<IActionResult?> FindDesk(string body, string definition, Guid id, bool toRead = false)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (await Desks.Find(Me!, Body, Published, Head, Cancelled) is not { } desk)
            return toRead || MayWork ? Go(Address) : Refuse(StatusCodes.Status403Forbidden);
        (Desk, Definition, ByBody) = (desk, desk.Definition, desk.Open.ByBody);
        return toRead || MayWork ? null : Refuse(StatusCodes.Status403Forbidden);
    }

    /// <summary>As it is after what was just saved.</summary>
    protected async Task Reload()
    {
        Head = await Desks.Head(Me, Body.Code, Definition.Code, Head.Id, Cancelled) ?? Head;
        Desk = await Desks.Find(Me!, Body, Published, Head, Cancelled) ?? Desk;
    }
}
