using Entente.Bodies;
using Entente.Obligations.Overview;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Assessing;

/// <summary>The meetings at which the body assesses, and the opening of another. There is none where the body has decided against it.</summary>
public sealed class AssessmentsPage(BodyCatalogue bodies, DefinitionCatalogue definitions, StatusReading reading, Findings findings, TimeProvider time) : StatusPages(bodies, definitions, reading, time)
{
    private const int LongestName = 200;

    private readonly TimeProvider _time = time;

    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? OfYear { get; set; }
    [BindProperty] public DateEntry MeetsOn { get; set; } = new();

    public IReadOnlyList<Meeting> Meetings { get; private set; } = [];

    public bool Serving { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code) => await Fill(code) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (!await Fill(code) || !Serving)
            return Refuse(StatusCodes.Status404NotFound);
        var name = Title?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
            Problems.Add(nameof(Title), T["obligations.assessment.name.missing", ("longest", LongestName)]);
        var year = int.TryParse(OfYear, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var chosen) && Years.Contains(chosen) ? chosen : 0;
        if (year == 0)
            Problems.Add(nameof(OfYear), T["obligations.assessment.year.missing"]);
        var day = ReadDate(nameof(MeetsOn), MeetsOn, T["obligations.assessment.meets-on"]);
        if (day < Body.Today(_time))
            Problems.Add(nameof(MeetsOn), T["obligations.assessment.meets-on.past"]);
        if (Problems.Any)
            return Again();
        var meeting = Meeting.On(day!.Value, code, name!, year, Body.Assessment!, _time.GetUtcNow());
        await findings.Open(Me!, meeting, await Reading.Matrix(Me, StatusAsked.Year(code, year), Cancelled), Cancelled);
        return Go($"{BodyAddress}/assessments/{meeting.Id}");
    }

    private async Task<bool> Fill(string code)
    {
        if (!await Ask(code, "name") || Body.Assessment is null || !Me!.In(code).Any())
            return false;
        Serving = Me!.May(Right.Serve, code);
        Meetings = await findings.Meetings(Me, code, Cancelled);
        return true;
    }
}
