using Entente.Bodies;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.ForParties;

/// <summary>A page on which the body's people and a party settle something about a statement.</summary>
public abstract class ForPartyPages(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings, People people, Door door) : StatementPages(bodies, definitions, desks)
{
    protected Readings Readings { get; } = readings;

    protected Door Door { get; } = door;

    /// <summary>What was said before the form came back.</summary>
    public string? Reason { get; protected set; }

    protected CellText Cells { get; private set; } = null!;

    public bool MaySubmit => Me is not null && Actor.Of(Me).May([RightNames.Of(Right.Submit)], Body.Code, Head.Party);

    protected async Task PrepareToShow() => Cells = await Desks.Cells(Me, Body, Definition, Head, Cancelled);

    public string Show(ChangedAnswer changed, Answer answer) => Cells.Show(changed.Field, answer, T.Language);

    public string Where(ChangedAnswer changed) => changed.Number is { } number
        ? T["records.for-party.place", ("section", Say(changed.Section.Name).Text), ("row", number), ("field", Say(changed.Field.Name).Text)]
        : Say(changed.Field.Name).Text;

    protected async Task<string?> NameOf(Guid? person) => person is { } id ? (await people.Find(id, Cancelled))?.Name : null;

    /// <summary>Does it, and leads back to the statement; or says on the page why it was not done.</summary>
    protected async Task<IActionResult> Do(Command command, string then)
    {
        var reply = await Door.Do(command, Actor.Of(Me!), cancel: Cancelled);
        if (reply.Done)
            return Go(then);
        foreach (var message in reply.Faults.Where(fault => fault.Blocks).Select(SayFault).Distinct(StringComparer.Ordinal))
            Problems.Add(message);
        return Again(reply.Faults.Any(fault => fault.Rule is Refusals.Moved or Refusals.NoProposal) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The draft that the body's people opened, for one of them.</summary>
    protected async Task<IActionResult?> FindOurs(string body, string definition, Guid id)
    {
        if (await FindDesk(body, definition, id) is { } refused)
            return refused;
        if (!Serves || !ByBody)
            return Refuse(StatusCodes.Status403Forbidden);
        await PrepareToShow();
        return null;
    }

    protected DraftRead Read => new(Desk.Open.Generation, Desk.Draft.Through);
}
