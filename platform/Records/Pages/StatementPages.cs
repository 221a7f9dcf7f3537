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

    /// <summary>Whether the reader may change the draft as it stands.</summary>
    public bool MayWork => Me is not null && Definition.Workflow.State(Head.State)?.Open == true
        && (MayEnter(Head.Party) || Actor.Of(Me).May(["approve"], Body.Code, Head.Party) || (Head.Party is null && Actor.Of(Me).Serves(Body.Code)));

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
        if (!toRead && !MayWork)
            return Refuse(StatusCodes.Status403Forbidden);
        if (await Desks.Find(Me!, Body, Published, Head, Cancelled) is not { } desk)
            return Go(Address);
        (Desk, Definition) = (desk, desk.Definition);
        return null;
    }

    /// <summary>As it is after what was just saved.</summary>
    protected async Task Reload()
    {
        Head = await Desks.Head(Me, Body.Code, Definition.Code, Head.Id, Cancelled) ?? Head;
        Desk = await Desks.Find(Me!, Body, Published, Head, Cancelled) ?? Desk;
    }
}
