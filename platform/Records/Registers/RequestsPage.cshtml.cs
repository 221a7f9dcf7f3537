using System.Globalization;
using Entente.Bodies;
using Entente.Records.Pages;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Registers;

/// <summary>The requests about a register: for the body's people the queue that they answer, for a party's people what they asked for.</summary>
public sealed class RequestsPage(BodyCatalogue bodies, DefinitionCatalogue definitions, RequestReading requests) : DefinitionPage(bodies, definitions)
{
    private const int Size = 50;

    private List<EntryRequest> _part = [];

    public IEnumerable<EntryRequest> Waiting => _part.Where(one => one.Waits);

    public IEnumerable<EntryRequest> Settled => _part.Where(one => !one.Waits);

    /// <summary>Where the next part begins.</summary>
    public int? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string body, string definition)
    {
        if (!Find(body, definition) || Definition.Traits.Register is not { ByRequest: true })
            return Refuse(StatusCodes.Status404NotFound);
        var from = int.TryParse(Request.Query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var found = await requests.Of(Me!, Body.Code, Definition.Code, from, Size + 1, Cancelled);
        (_part, Next) = ([.. found.Take(Size)], found.Count > Size ? from + Size : null);
        return Page();
    }

    public string AddressOf(EntryRequest one) => $"{DefinitionAddress}/{one.Entry}/entry/requests/{one.Id}";

    public string Days(EntryRequest one) => one.Valid is { } valid ? WhenHeld.Say(valid.From, valid.Until, T) : T["registers.requests.all-days"];

    // texts: registers.asks.*
    public string What(string act) => T.Has($"registers.asks.{act}") ? T[$"registers.asks.{act}"] : Definition.Workflow.Step(act) is { } step ? Say(step.Name).Text : act;

    // texts: registers.outcome.agreed, registers.outcome.refused, registers.outcome.withdrawn
    public string OutcomeOf(RequestOutcome? outcome) => outcome is { } ended ? T[$"registers.outcome.{ended.ToString().ToLowerInvariant()}"] : T["registers.outcome.waits"];

    internal static StatusKind Look(RequestOutcome? outcome) => outcome switch { null => StatusKind.Waiting, RequestOutcome.Agreed => StatusKind.Good, RequestOutcome.Refused => StatusKind.Bad, _ => StatusKind.Quiet };
}
