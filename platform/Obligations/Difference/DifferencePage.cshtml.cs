using System.Globalization;
using Entente.Bodies;
using Entente.Obligations.Overview;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Difference;

/// <summary>What changed in what is owed between two days, both as they were known at their end.</summary>
[AllowAnonymous]
public sealed class DifferencePage(BodyCatalogue bodies, DefinitionCatalogue definitions, StatusReading reading, Changes changes, TimeProvider time) : StatusPages(bodies, definitions, reading, time)
{
    /// <summary>A meeting and what was adopted there lie between, as a rule.</summary>
    private const int UsualDays = 30;

    private readonly TimeProvider _time = time;

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public ILookup<ChangeKind, DutyChange> Found { get; private set; } = Enumerable.Empty<DutyChange>().ToLookup(change => change.Kind);

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!await Ask(code, "name"))
            return Refuse(StatusCodes.Status404NotFound);
        var today = Body.Today(_time);
        To = Day("to") is { } to && to < today ? to : today;
        From = Day("from") is { } from && from < To ? from : To.AddDays(-UsualDays);
        var all = await changes.Between(Me, code, EndOf(From), EndOf(To), Cancelled);
        if (State.AsCsv)
            return AsFile(all);
        Found = all.ToLookup(change => change.Kind);
        return Page();
    }

    public string NameOf(DutyChange change) => Name(change.Duty, change.Is);

    /// <summary>The parties by name; all of them are many, and then their number says more.</summary>
    public string Parties(DutyChange change) => change.Parties.Count > 12 ? T["workspace.members-count", ("count", change.Parties.Count)] : T.List(change.Parties.Select(PartyName).Order(T.Alphabet));

    private DateOnly? Day(string name) => DateOnly.TryParseExact(State.Filter(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day > new DateOnly(1900, 1, 1) ? day : null;

    private DateTimeOffset EndOf(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.AddDays(1).ToDateTime(default), TimeZoneInfo.FindSystemTimeZoneById(Body.Zone)), TimeSpan.Zero);

    private CsvDownload AsFile(IEnumerable<DutyChange> all) => new($"{Body.Code}-difference", ["change", "definition", "code", "name", "obligations", "parties", "due-before", "due-now"],
        all.Select(change => (IReadOnlyList<object?>)[change.Kind.ToString().ToLowerInvariant(), change.Duty.Definition, change.Is?.Code, NameOf(change), change.Count, string.Join(' ', change.Parties), change.DueWas, change.DueIs]));
}
