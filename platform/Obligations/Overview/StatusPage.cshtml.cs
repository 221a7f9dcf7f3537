using Entente.Bodies;
using Entente.Records;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Overview;

/// <summary>How the status is laid out.</summary>
public enum StatusView { Parties, Duties, Matrix, Trend }

/// <summary>A line of the status: a party or a duty, with its counts.</summary>
public sealed record StatusLine(string Name, string? Code, StatusCounts Counts, (string Name, string? Value) Choice);

/// <summary>Who owed what, and what became of it, for a year: by party, by what is owed, as a matrix of both, and over the years.</summary>
[AllowAnonymous]
public sealed class StatusPage(BodyCatalogue bodies, DefinitionCatalogue definitions, StatusReading reading, TimeProvider time) : StatusPages(bodies, definitions, reading, time)
{
    private const int YearsOfTrend = 15;

    private IReadOnlyDictionary<Guid, Called> _names = new Dictionary<Guid, Called>();

    public StatusView View { get; private set; }

    public StatusCounts Total { get; private set; }

    public IReadOnlyList<StatusLine> Lines { get; private set; } = [];

    public StatusMatrix? Matrix { get; private set; }

    public Chart? Chart { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!await Ask(code, "name", "missing", "late", "share"))
            return Refuse(StatusCodes.Status404NotFound);
        View = Enum.TryParse<StatusView>(State.Filter("view"), ignoreCase: true, out var view) && Enum.IsDefined(view) ? view : StatusView.Parties;
        if (View == StatusView.Trend)
            await ShowTrend();
        else
            Show(await Cells());
        return State.AsCsv ? AsFile() : Page();
    }

    private async Task<IReadOnlyList<StatusCell>> Cells()
    {
        var cells = await Reading.Matrix(Me, Asked, Cancelled);
        // Of each duty one is enough to know what it is called.
        _names = View == StatusView.Parties ? _names : await Reading.Names(Me, cells.DistinctBy(cell => cell.Duty).Select(cell => cell.Sample), Cancelled);
        return cells;
    }

    private void Show(IReadOnlyList<StatusCell> cells)
    {
        Total = cells.Aggregate(new StatusCounts(), (sum, cell) => sum + cell.Counts);
        if (View == StatusView.Parties)
            Lines = Ordered(cells.GroupBy(cell => cell.Party).Select(own => new StatusLine(PartyName(own.Key), own.Key, Sum(own), ("party", own.Key))));
        else if (View == StatusView.Duties)
            Lines = Ordered(cells.GroupBy(cell => cell.Duty).Select(own => new StatusLine(Name(own.Key, Called(own)), Called(own)?.Code, Sum(own), ("duty", own.Key.ToString()))));
        else
            Matrix = StatusMatrix.Of(cells, code => (code, PartyName(code)), own => (Called(own)?.Code, Name(own.First().Duty, Called(own))), T.Alphabet);
    }

    private Called? Called(IEnumerable<StatusCell> own) => _names.GetValueOrDefault(own.DistinctBy(cell => cell.Duty).First().Sample);

    private static StatusCounts Sum(IEnumerable<StatusCell> cells) => cells.Aggregate(new StatusCounts(), (sum, cell) => sum + cell.Counts);

    private List<StatusLine> Ordered(IEnumerable<StatusLine> lines)
    {
        var byName = lines.OrderBy(line => line.Code is null || View == StatusView.Parties ? line.Name : line.Code, T.Alphabet).ThenBy(line => line.Name, T.Alphabet);
        var ordered = State.Sort switch
        {
            "missing" => byName.OrderByDescending(line => line.Counts.Missing),
            "late" => byName.OrderByDescending(line => line.Counts.Late),
            "share" => byName.OrderBy(line => line.Counts.Share ?? 101),
            _ => byName,
        };
        return State.Descending ? [.. ordered.Reverse()] : [.. ordered];
    }

    private async Task ShowTrend()
    {
        var years = await Reading.Trend(Me, Asked with { From = new DateOnly(Year - YearsOfTrend + 1, 1, 1) }, Cancelled);
        Total = years.Aggregate(new StatusCounts(), (sum, year) => sum + year.Counts);
        Chart = StatusCharts.OverYears(years, T, year => With(("year", year.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("view", null)));
        Lines = [.. years.Reverse().Select(year => new StatusLine(year.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), null, year.Counts, ("year", year.Year.ToString(System.Globalization.CultureInfo.InvariantCulture))))];
    }

    private CsvDownload AsFile()
    {
        string[] counts = ["expected", "received", "on-time", "late", "missing", "to-come", "nil", "not-applicable"];
        static object?[] Of(StatusCounts own) => [own.Expected, own.Received, own.OnTime, own.Late, own.Missing, own.ToCome, own.Nil, own.NotApplicable];
        return Matrix is { } matrix
            ? new($"{Body.Code}-status-{Year}", ["party", "code", "name", .. counts], matrix.Cells().Select(cell => (IReadOnlyList<object?>)[cell.Party, cell.Code, cell.Name, .. Of(cell.Counts)]))
            : new($"{Body.Code}-status-{Year}", [View == StatusView.Parties ? "party" : "code", "name", .. counts], Lines.Select(line => (IReadOnlyList<object?>)[line.Code, line.Name, .. Of(line.Counts)]));
    }
}
