using Entente.Bodies;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Records.Sent;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Registers.InBulk;

/// <summary>A party's entries as a workbook to take away, and to send back changed.</summary>
public sealed class InBulkPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Copies copies, BulkReading loads) : DefinitionPage(bodies, definitions)
{
    private const string FileField = "file";

    public DateEntry From { get; private set; } = new();

    public string? Reason { get; private set; }

    public string? Party { get; private set; }

    public string? Ends { get; private set; }

    public IReadOnlyList<BulkLoad> Loads { get; private set; } = [];

    public bool Asks => Requesting.Needed(Definition, Body.Code, Actor.Of(Me!));

    public IReadOnlyList<Option> Own => [.. DeclaresFor.Select(party => new Option(party ?? "", PartyName(party)))];

    public async Task<IActionResult> OnGetAsync(string body, string definition)
    {
        if (await FindMine(body, definition) is { } refused)
            return refused;
        From = DateEntry.From(Moment.DayOf(desks.Now, Body).AddDays(Definition.Traits.Register!.NoticeDays));
        return Page();
    }

    public async Task<IActionResult> OnGetWorkbookAsync(string body, string definition, string? party)
    {
        if (await FindMine(body, definition) is { } refused)
            return refused;
        var mine = string.IsNullOrEmpty(party) ? null : party;
        if (!DeclaresFor.Contains(mine, StringComparer.Ordinal))
            return Refuse(StatusCodes.Status403Forbidden);
        var today = Moment.DayOf(desks.Now, Body);
        var cells = await desks.Cells(Me, Body, Definition, today, Cancelled);
        var sheets = new EntrySheets(Definition);
        var at = desks.Now;
        var entries = (await Changes.Current(Me!, Published, mine, today, Cancelled)).Values.Select(one => (one.Entry, one.Said)).OrderBy(one => sheets.Telling(one.Said, cells, T.Language), StringComparer.Ordinal).ToList();
        var file = await copies.Entries(Published, sheets.Sheets, mine, at, sheet => new RowsInMemory([.. sheets.Rows(sheet, entries, cells, T.Language)]), new Wanted(SentKind.Xlsx, null, T, cells), Cancelled);
        return File(file!, Copies.WorkbookType, string.Join('-', new[] { Body.Code, Definition.Code, mine }.OfType<string>()) + ".xlsx");
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, IFormFile? file, string? party, DateEntry from, string? reason, bool ends)
    {
        if (await FindMine(body, definition) is { } refused)
            return refused;
        (From, Reason, Ends, Party) = (from, reason, ends ? "true" : null, string.IsNullOrEmpty(party) ? null : party);
        if (!DeclaresFor.Contains(Party, StringComparer.Ordinal))
            return Refuse(StatusCodes.Status403Forbidden);
        var day = ReadDate("from", From, T["registers.do.from"]);
        if (string.IsNullOrWhiteSpace(reason))
            Problems.Add("reason", T["records.page.reason.missing"]);
        if (file is not { Length: > 0 })
            Problems.Add(FileField, T["records.sent.missing"]);
        if (Problems.Any)
            return Again();
        using var bytes = new MemoryStream();
        await file!.CopyToAsync(bytes, Cancelled);
        var name = Path.GetFileName(file.FileName) is { Length: > 0 and <= 200 } given ? given : "entries.xlsx";
        var asked = new BulkAsked(name, bytes.ToArray(), Party, day!.Value, reason!.Trim(), ends);
        var cells = await desks.Cells(Me, Body, Definition, asked.From, Cancelled);
        var (plan, wrong) = await Changes.Plan(Me!, Body, Published, asked, cells, T.Language, Cancelled);
        if (plan is not null)
            return Go($"{DefinitionAddress}/in-bulk/{await Changes.Keep(Me!, Body, Published, asked, plan, T.Language, Cancelled)}");
        foreach (var fault in wrong.Where(fault => fault.Blocks).Take(20))
            Problems.Add(FileField, SayFault(fault));
        return Again();
    }

    private BulkChanges Changes => field ??= HttpContext.RequestServices.GetRequiredService<BulkChanges>();

    private async Task<IActionResult?> FindMine(string body, string definition)
    {
        // The workbook would be kept in plain words while it waits.
        if (!Find(body, definition) || Definition.IsConfidential)
            return Refuse(StatusCodes.Status404NotFound);
        if (DeclaresFor.Count == 0)
            return Refuse(StatusCodes.Status403Forbidden);
        Party = DeclaresFor[0];
        Loads = await loads.Of(Me!, Body.Code, Definition.Code, Cancelled);
        return null;
    }
}
