using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Pages;
using Entente.Records.Sent;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Registers.InBulk;

/// <summary>What one workbook would change, before anything is changed; then how far it is, and what was refused.</summary>
public sealed class BulkLoadPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Copies copies, BulkReading loads) : DefinitionPage(bodies, definitions)
{
    private const int MostLines = 200;
    private const int MostFaults = 100;

    private IReadOnlyList<Fault> _faults = [];
    private byte[] _bytes = [];

    public BulkLoad Load { get; private set; } = null!;

    public IReadOnlyList<BulkLine> Lines { get; private set; } = [];

    public int FaultCount => _faults.Count(fault => fault.Blocks);

    /// <summary>Where, as the workbook has it, and what.</summary>
    public IReadOnlyList<(string Place, string Text)> Faults => field ??= [.. _faults.OrderBy(fault => !fault.Blocks).Take(MostFaults).Select(fault => (PlaceOf(fault), SayFault(fault)))];

    public string BulkAddress => $"{DefinitionAddress}/in-bulk";

    public bool Asks => Requesting.Needed(Definition, Body.Code, Actor.Of(Me!));

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid load) => await FindLoad(body, definition, load) ?? Page();

    public async Task<IActionResult> OnGetMendedAsync(string body, string definition, Guid load)
    {
        if (await FindLoad(body, definition, load) is { } refused)
            return refused;
        var cells = await desks.Cells(Me, Body, Definition, Load.From, Cancelled);
        return File(await copies.MendedEntries(new EntrySheets(Definition).Sheets, _bytes, _faults, new Wanted(SentKind.Xlsx, null, T, cells)), Copies.WorkbookType, Load.Name);
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid load)
    {
        if (await FindLoad(body, definition, load) is { } refused)
            return refused;
        if (!DeclaresFor.Contains(Load.Party, StringComparer.Ordinal))
            return Refuse(StatusCodes.Status403Forbidden);
        await HttpContext.RequestServices.GetRequiredService<BulkChanges>().Begin(load, Cancelled);
        return Go($"{DefinitionAddress}/in-bulk/{load}");
    }

    internal static StatusKind Look(BulkLoad load) => load.State switch
    {
        "wrong" => StatusKind.Bad,
        "checked" => StatusKind.Waiting,
        "done" => load.Refused > 0 ? StatusKind.Bad : StatusKind.Good,
        _ => StatusKind.Neutral,
    };

    private string PlaceOf(Fault fault)
    {
        if (fault.RowNumber is { } row && Definition.Section(fault.Section ?? "") is { } section)
            return T["faults.place-row", ("section", Say(section.Name).Text), ("row", row)];
        return Rules.Faults.Place(fault, T, Definition);
    }

    private async Task<IActionResult?> FindLoad(string body, string definition, Guid load)
    {
        if (!Find(body, definition) || await loads.Find(Me!, body, definition, load, Cancelled) is not { } found)
            return Refuse(StatusCodes.Status404NotFound);
        Load = found;
        Lines = await loads.Lines(Me!, load, MostLines, Cancelled);
        (_faults, _bytes) = await loads.File(Me!, load, Cancelled);
        return null;
    }
}
