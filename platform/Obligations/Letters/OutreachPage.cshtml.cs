using Entente.Bodies;
using Entente.Obligations.Overview;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Entente.Shared.Paper;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Letters;

/// <summary>Letters to parties: those that were made, and the making of new ones for many parties at once.</summary>
public sealed class OutreachPage(BodyCatalogue bodies, DefinitionCatalogue definitions, StatusReading reading, LetterReading letters, Outreach outreach, Press press, Texts texts, TimeProvider time) : StatusPages(bodies, definitions, reading, time)
{
    private readonly TimeProvider _time = time;

    [BindProperty] public string? Template { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public DateEntry ReplyBy { get; set; } = new();
    [BindProperty] public string[] To { get; set; } = [];

    public IReadOnlyList<Mailing> Mailings { get; private set; } = [];

    /// <summary>The template that was chosen; then it is asked to whom.</summary>
    public LetterTemplate? Chosen { get; private set; }

    public IReadOnlyList<Option> Addressees { get; private set; } = [];

    public IReadOnlyList<string> Meant { get; private set; } = [];

    public bool PressPresent => press.Present;

    public IEnumerable<Option> Templates => (Body.Letters ?? []).Select(letter => new Option(letter.Code, Say(letter.Name).Text));

    public IEnumerable<Option> Languages => Body.Languages.Select(code => new Option(code, Say(IsoLanguages.Find(code)!.Name).Text));

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!await Serves(code))
            return Refuse(StatusCodes.Status404NotFound);
        Mailings = await letters.Mailings(Me!, code, Cancelled);
        if (Body.Letters?.FirstOrDefault(letter => letter.Code == State.Filter("template")) is { } chosen)
            await Choose(chosen);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (!await Serves(code) || Body.Letters?.FirstOrDefault(letter => letter.Code == Template) is not { } template)
            return Refuse(StatusCodes.Status404NotFound);
        await Choose(template);
        var replyBy = ReadDate(nameof(ReplyBy), ReplyBy, T["obligations.outreach.reply-by"], required: false);
        if (replyBy < Body.Today(_time))
            Problems.Add(nameof(ReplyBy), T["obligations.outreach.reply-by.past"]);
        var to = To.Where(party => Addressees.Any(option => option.Value == party)).Distinct(StringComparer.Ordinal).ToList();
        if (to.Count == 0)
            Problems.Add(nameof(To), T["obligations.outreach.to.missing"]);
        if (!Body.Languages.Contains(Language ?? "", StringComparer.Ordinal))
            Problems.Add(nameof(Language), T["obligations.outreach.language.missing"]);
        if (Problems.Any)
            return Again();
        var mailing = await outreach.Make(Me!, new ToWrite(Body, template, Year, Language!, replyBy, await Write(template, to, replyBy)), Cancelled);
        return Go($"{BodyAddress}/outreach/{mailing}");
    }

    private async Task<bool> Serves(string code) => await Ask(code, "name") && Me!.May(Right.Serve, code);

    // Whom the template is meant for stands ticked; everybody who owes anything may be chosen.
    private async Task Choose(LetterTemplate template)
    {
        Chosen = template;
        Mailings = Mailings.Count > 0 ? Mailings : await letters.Mailings(Me!, Body.Code, Cancelled);
        var counts = (await Reading.Matrix(Me, StatusAsked.Year(Body.Code, Year), Cancelled)).GroupBy(cell => cell.Party)
            .ToDictionary(own => own.Key, own => own.Aggregate(new StatusCounts(), (sum, cell) => sum + cell.Counts), StringComparer.Ordinal);
        Addressees = [.. counts.Select(own => new Option(own.Key, PartyName(own.Key), T["obligations.outreach.counts", ("missing", own.Value.Missing), ("late", own.Value.Late), ("expected", own.Value.Expected)])).OrderBy(option => option.Text, T.Alphabet)];
        Meant = [.. counts.Where(own => LetterText.IsFor(template.To, own.Value)).Select(own => own.Key)];
    }

    private async Task<IReadOnlyDictionary<string, Written>> Write(LetterTemplate template, List<string> to, DateOnly? replyBy)
    {
        var rows = (await Reading.Rows(Me, StatusAsked.Year(Body.Code, Year) with { Parties = to }, Cancelled)).ToLookup(row => row.Party, StringComparer.Ordinal);
        var words = texts.WordsIn(Language);
        var text = new LetterText(Body, words, Year, Body.Today(_time), replyBy, row => Name(row.Duty, row.Called, words.Language.Code));
        return to.Where(party => Body.Party(party) is not null).ToDictionary(party => party, party => text.Of(template, Body.Party(party)!, [.. rows[party]]), StringComparer.Ordinal);
    }
}
