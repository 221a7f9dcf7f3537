using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Api;
using Entente.Records.Reading;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Bulk;

/// <summary>What became of the files sent for a statement: place in the queue, progress, the end, and every fault as a file.</summary>
public sealed class LoadsPage(BodyCatalogue catalogue, DefinitionCatalogue definitions, Readings readings, Loads loads, TimeProvider time) : BodyPage(catalogue)
{
    private IReadOnlyDictionary<Guid, int> _ahead = new Dictionary<Guid, int>();
    private string? _party;

    public Definition Definition { get; private set; } = null!;

    public IReadOnlyList<LoadShown> Shown { get; private set; } = [];

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public string DefinitionAddress => $"{BodyAddress}/{Definition.Code}";

    public string Address { get; private set; } = "";

    public bool MayStop => Me is { } me && (me.May(Right.Enter, Body.Code, _party) || me.May(Right.Submit, Body.Code, _party));

    public bool HasFaults => Shown.Any(load => load is { Faults: > 0, EndedAt: not null });

    public async Task<IActionResult> OnGet(string code, string definition, Guid id) => await Fill(code, definition, id) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPostStop(string code, string definition, Guid id, Guid load)
    {
        if (!await Fill(code, definition, id))
            return Refuse(StatusCodes.Status404NotFound);
        if (!MayStop)
            return Refuse(StatusCodes.Status403Forbidden);
        await loads.Cancel(id, load, Cancelled);
        return Go(Address);
    }

    public async Task<IActionResult> OnGetFaults(string code, string definition, Guid id) => await Fill(code, definition, id)
        ? new CsvDownload($"{definition}-faults", [T["records.load.fault.level"], T["records.load.fault.section"], T["records.load.fault.row"], T["records.load.fault.field"], T["records.load.fault.says"]], Faults(id))
        : Refuse(StatusCodes.Status404NotFound);

    public string TableName(LoadShown load) => Definition.Section(load.Section) is { } section ? Say(section.Name).Text : load.Section;

    // texts: records.load.state.*, records.load.level.*
    public string StateName(LoadShown load) => T[$"records.load.state.{load.State}"];

    public int Ahead(LoadShown load) => _ahead.GetValueOrDefault(load.Id);

    public string RowsOf(LoadShown load) => load.RowsPerSecond(Now) is { } speed
        ? T["records.load.speed", ("rows", load.Rows), ("speed", decimal.Round((decimal)speed))]
        : T.Number(load.Rows);

    public static StatusKind Kind(LoadShown load) => load.State switch
    {
        "done" => StatusKind.Good,
        "refused" or "failed" => StatusKind.Bad,
        "cancelled" => StatusKind.Quiet,
        _ => StatusKind.Waiting,
    };

    private async Task<bool> Fill(string code, string definition, Guid id)
    {
        if (!Find(code) || definitions.Find(code, definition) is not { } published)
            return false;
        Definition = published.Definition;
        Address = $"{DefinitionAddress}/{id}/loads";
        var found = await readings.As(Me, Showing.History(id), async connection => await Listing.Find(connection, code, definition, id, Cancelled) is { } listed
            ? (listed.Party, await Loads.Of(connection, id, Cancelled)) : ((string?, IReadOnlyList<LoadShown>)?)null, Cancelled);
        if (found is not var (party, shown))
            return false;
        (_party, Shown) = (party, shown);
        if (Shown.Any(load => load.State == "waiting"))
            _ahead = await loads.Ahead(Cancelled);
        return true;
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> Faults(Guid id, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        // Row security has to hold for as long as it is read, so page by page under the reader's own audiences.
        for (var from = 0; ; from += PageSize)
        {
            var after = from;
            var page = await readings.As(Me, Showing.History(id).Taken(), connection => FaultPage.Read(connection, id, after, PageSize, cancel), cancel);
            foreach (var fault in page)
                yield return [T[$"records.load.level.{FaultJson.Level(fault.Level)}"], fault.Section is { } section && Definition.Section(section) is { } named ? Say(named.Name).Text : fault.Section,
                    fault.RowNumber, fault.Field, FaultJson.Say(fault, T, Definition, Body)];
            if (page.Count < PageSize)
                yield break;
        }
    }

    private const int PageSize = 5_000;
}
