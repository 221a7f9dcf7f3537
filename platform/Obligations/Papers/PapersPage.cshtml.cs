using Entente.Bodies;
using Entente.Obligations.Overview;
using Entente.Shared.Components;
using Entente.Shared.Paper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Papers;

/// <summary>The papers of a body that the reader may see, and for the secretariat the freezing of another.</summary>
[AllowAnonymous]
public sealed class PapersPage(BodyCatalogue bodies, DefinitionCatalogue definitions, StatusReading reading, MeetingPapers papers, Press press, TimeProvider time) : StatusPages(bodies, definitions, reading, time)
{
    private const int LongestName = 200;

    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? ShownTo { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? OfYear { get; set; }

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public bool Serving { get; private set; }

    public bool PressPresent => press.Present;

    /// <summary>Of the paper that was checked: whether it is the same.</summary>
    public (Guid Paper, bool Same)? Checked { get; private set; }

    public IEnumerable<Option> Audiences => Body.Audiences.Select(audience => new Option(audience.Code, Say(audience.Name).Text)).Prepend(new Option("public", T["obligations.paper.public"]));

    public IEnumerable<Option> Languages => Body.Languages.Select(code => new Option(code, Say(IsoLanguages.Find(code)!.Name).Text));

    public string ShownToName(Paper paper) => Body.Audiences.FirstOrDefault(audience => audience.Code == paper.ShownTo) is { } audience ? Say(audience.Name).Text : T["obligations.paper.public"];

    public async Task<IActionResult> OnGetAsync(string code, Guid? check)
    {
        if (!await Fill(code))
            return Refuse(StatusCodes.Status404NotFound);
        if (Papers.FirstOrDefault(paper => paper.Id == check) is { } asked)
            Checked = (asked.Id, await papers.IsTheSame(Me, code, asked, Cancelled));
        return Page();
    }

    public async Task<IActionResult> OnGetPaperAsync(string code, Guid paper, string? format)
    {
        if (!await Fill(code) || Papers.FirstOrDefault(one => one.Id == paper) is not { } asked)
            return Refuse(StatusCodes.Status404NotFound);
        if (format == "pdf")
            return await papers.Pdf(Me, code, asked, Cancelled) is { } pdf ? File(pdf, "application/pdf", $"{code}-{asked.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)}-{paper.ToString()[..8]}.pdf") : Refuse(StatusCodes.Status404NotFound);
        // Taken away as a file: it has a style of its own, which the policy of our pages refuses.
        return await papers.Content(Me, code, paper, Cancelled) is var (html, _) ? File(html, "text/html; charset=utf-8", $"{code}-{asked.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)}-{paper.ToString()[..8]}.html") : Refuse(StatusCodes.Status404NotFound);
    }

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (!await Fill(code) || !Serving)
            return Refuse(StatusCodes.Status404NotFound);
        var name = Title?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
            Problems.Add(nameof(Title), T["obligations.paper.name.missing", ("longest", LongestName)]);
        if (!Audiences.Any(option => option.Value == ShownTo))
            Problems.Add(nameof(ShownTo), T["obligations.paper.shown-to.missing"]);
        if (!Body.Languages.Contains(Language ?? "", StringComparer.Ordinal))
            Problems.Add(nameof(Language), T["obligations.outreach.language.missing"]);
        if (!int.TryParse(OfYear, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) || !Years.Contains(year))
            Problems.Add(nameof(OfYear), T["obligations.assessment.year.missing"]);
        if (Problems.Any)
            return Again();
        await papers.Freeze(Me!, Body, name!, year, ShownTo!, Language!, Cancelled);
        return Go($"{BodyAddress}/papers");
    }

    private async Task<bool> Fill(string code)
    {
        if (!await Ask(code, "name"))
            return false;
        Serving = Me?.May(Right.Serve, code) == true;
        Papers = await papers.Of(Me, code, Cancelled);
        return Serving || Papers.Count > 0 || Me?.In(code).Any() == true;
    }
}
