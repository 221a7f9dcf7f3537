using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Files;
using Entente.Records.Pages;
using Entente.Records.Pages.Entry;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.ForParties;

/// <summary>What a party sent by e-mail or on paper becomes a version, with what it sent beside it; the party then confirms.</summary>
[RequestSizeLimit(Largest), RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class EnterPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings, People people, Door door, Uploads uploads) : ForPartyPages(bodies, definitions, desks, readings, people, door)
{
    private const long Largest = Limits.File;

    public Step Step { get; private set; } = null!;

    public IReadOnlyList<FaultView> Blocking { get; private set; } = [];

    public DateEntry From { get; private set; } = new();

    public DateEntry Until { get; private set; } = new();

    public bool AsksDays => Definition.Kind == DefinitionKind.Register;

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id) => await FindStep(body, definition, id) ?? Page();

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? reason, IFormFile? original, DateEntry from, DateEntry until)
    {
        if (await FindStep(body, definition, id) is { } refused)
            return refused;
        (Reason, From, Until) = (reason?.Trim(), from, until);
        if (string.IsNullOrEmpty(Reason))
            Problems.Add("reason", T["records.for-party.how.missing"]);
        if (original is null or { Length: 0 })
            Problems.Add("original", T["records.for-party.original.missing"]);
        Period? valid = AsksDays ? new Period(ReadDate("from", From, T["records.page.valid.from"]), ReadDate("until", Until, T["records.page.valid.until"], required: false)) : null;
        if (Problems.Any || Blocking.Count > 0)
            return Again();
        if (await Keep(original!) is not { } file)
            return Again();
        return await Do(new EnterOnBehalf(id, body, definition, Step.Code, Head.Version, null, Desk.Draft.Content(Definition), file, Reason!) { Draft = Read, Valid = valid }, Address);
    }

    private async Task<IActionResult?> FindStep(string body, string definition, Guid id)
    {
        if (await FindOurs(body, definition, id) is { } refused)
            return refused;
        if (Entering.StepFrom(Definition.Workflow, Head.State) is not { } step)
            return Go(Address);
        Step = step;
        Blocking = [.. Desk.Faults.Where(fault => fault.Blocks).Select(fault => FaultView.Of(fault, Definition, Address, SayFault(fault), MayWork, T))];
        return null;
    }

    private async Task<Guid?> Keep(IFormFile original)
    {
        await using var content = original.OpenReadStream();
        var (piece, file) = await uploads.TakeWhole(new FileSubject(Head.Id, Body.Code, Head.Party, "", "original", []), original.FileName, content, Me!.Id, Cancelled);
        if (piece == Piece.Complete && file is { } kept && await uploads.Attach(Head.Id, [kept], Cancelled))
            return kept;
        Problems.Add("original", T[piece == Piece.NoRoom ? "records.for-party.original.no-room" : "records.for-party.original.refused"]);
        return null;
    }
}
