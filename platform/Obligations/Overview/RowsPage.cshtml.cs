using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Overview;

/// <summary>The obligations behind a number of the status.</summary>
[AllowAnonymous]
public sealed class RowsPage(BodyCatalogue bodies, DefinitionCatalogue definitions, StatusReading reading, TimeProvider time) : StatusPages(bodies, definitions, reading, time)
{
    public IReadOnlyList<StatusRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public string? Wanted { get; private set; }

    private static readonly string[] Counts = ["expected", "received", "nil"];

    // texts: obligations.count.*
    public IEnumerable<Option> Outcomes =>
        Counts.Select(word => new Option(word, T[$"obligations.count.{word}"])).Concat(Enum.GetValues<Outcome>().Select(outcome => new Option(StatusPages.Word(outcome), Say(outcome))));

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!await Ask(code, "due", "party", "name", "received"))
            return Refuse(StatusCodes.Status404NotFound);
        Wanted = State.Filter("outcome");
        var all = Ordered((await Reading.Rows(Me, Asked, Cancelled)).Where(Fits)).ToList();
        if (State.AsCsv)
            return AsFile(all);
        Total = all.Count;
        Rows = [.. all.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }

    /// <summary>Where the statement can be read, for those who may: the party itself and whoever serves the body.</summary>
    public string? Statement(StatusRow row) => row.Statement is { } statement && (Me?.May(Right.Serve, Body.Code) == true || Me?.May(Right.Read, Body.Code, row.Party) == true)
        ? $"{BodyAddress}/{row.Duty.Definition}/{statement}" : null;

    public string NameOf(StatusRow row) => Name(row.Duty, row.Called);

    private bool Fits(StatusRow row) => Wanted switch
    {
        null => true,
        "expected" => row.Outcome != Outcome.NotApplicable,
        "received" => row.Outcome is Outcome.OnTime or Outcome.Late,
        "nil" => row is { Nil: true, Outcome: Outcome.OnTime or Outcome.Late },
        _ => Parse(Wanted) == row.Outcome,
    };

    private IEnumerable<StatusRow> Ordered(IEnumerable<StatusRow> rows)
    {
        var ordered = State.Sort switch
        {
            "party" => rows.OrderBy(row => PartyName(row.Party), T.Alphabet),
            "name" => rows.OrderBy(NameOf, T.Alphabet),
            "received" => rows.OrderBy(row => row.MetAt ?? DateTimeOffset.MaxValue),
            _ => rows.OrderBy(row => row.DueOn ?? DateOnly.MaxValue),
        };
        return State.Descending ? ordered.Reverse() : ordered;
    }

    private CsvDownload AsFile(List<StatusRow> rows) =>
        new($"{Body.Code}-obligations-{Year}", ["party", "definition", "code", "name", "period", "due", "outcome", "nil", "received"],
            rows.Select(row => (IReadOnlyList<object?>)[row.Party, row.Duty.Definition, row.Called?.Code, NameOf(row), row.PeriodCode, row.DueOn, StatusPages.Word(row.Outcome), row.Nil, row.MetAt]));
}
