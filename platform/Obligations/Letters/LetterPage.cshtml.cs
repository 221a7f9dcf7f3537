using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Letters;

/// <summary>A letter: to read, to print, to answer; and for the secretariat to follow up.</summary>
public sealed class LetterPage(BodyCatalogue bodies, LetterReading letters, Outreach outreach, People people, TimeProvider time) : BodyPage(bodies)
{
    private const int LongestReply = 10_000;
    private const int LongestNote = 2_000;
    private static readonly string[] Ways = ["mail", "post", "other"];

    [BindProperty] public string? Reply { get; set; }
    [BindProperty] public string? Came { get; set; }
    [BindProperty] public DateEntry On { get; set; } = new();
    [BindProperty] public string? Note { get; set; }

    public Letter Letter { get; private set; } = null!;

    public IReadOnlyList<LetterStep> Steps { get; private set; } = [];

    private readonly Dictionary<Guid, string?> _names = [];

    public DateOnly Today { get; private set; }

    public string? NameOf(LetterStep step) => step.By is { } by ? _names.GetValueOrDefault(by) : null;

    public bool Serving { get; private set; }

    /// <summary>The party answers itself; the secretariat enters what came another way.</summary>
    public bool MayReply => Letter is { SentAt: not null, Reply: null, ClosedAt: null } && (Serving || Me!.May(Right.Submit, Body.Code, Letter.Party) || Me.May(Right.Enter, Body.Code, Letter.Party));

    public string OutreachAddress => $"{BodyAddress}/outreach";

    public string MailingAddress => $"{OutreachAddress}/{Letter.Mailing}";

    public string Address => $"{BodyAddress}/letters/{Letter.Id}";

    // texts: obligations.letter.came.*
    public IEnumerable<Option> WaysToCome => Ways.Select(way => new Option(way, T[$"obligations.letter.came.{way}"]));

    public async Task<IActionResult> OnGetAsync(string code, Guid letter) => await Fill(code, letter) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnGetPaperAsync(string code, Guid letter) =>
        await Fill(code, letter) && await letters.Paper(Me!, code, letter, Cancelled) is { } pdf ? File(pdf, "application/pdf", $"{code}-{Letter.Party}-{letter.ToString()[..8]}.pdf") : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPostReplyAsync(string code, Guid letter)
    {
        if (!await Fill(code, letter))
            return Refuse(StatusCodes.Status404NotFound);
        if (!MayReply)
            return Refuse(StatusCodes.Status403Forbidden);
        var text = Reply?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > LongestReply)
            Problems.Add(nameof(Reply), T["obligations.letter.reply.missing", ("longest", LongestReply)]);
        if (Serving && !Ways.Contains(Came, StringComparer.Ordinal))
            Problems.Add(nameof(Came), T["obligations.letter.came.missing"]);
        if (Problems.Any)
            return Again();
        await outreach.Reply(Me!, letter, text!, Serving ? Came! : "here", Cancelled);
        return Go(Address);
    }

    public async Task<IActionResult> OnPostFollowUpAsync(string code, Guid letter)
    {
        if (!await Fill(code, letter) || !Serving)
            return Refuse(StatusCodes.Status404NotFound);
        var on = ReadDate(nameof(On), On, T["obligations.letter.follow-up.on"]);
        if (Note?.Length > LongestNote)
            Problems.Add(nameof(Note), T["obligations.letter.note.long", ("longest", LongestNote)]);
        if (Problems.Any)
            return Again();
        await outreach.FollowUp(Me!, code, letter, on!.Value, Blank(Note), Cancelled);
        return Go(Address);
    }

    public async Task<IActionResult> OnPostCloseAsync(string code, Guid letter)
    {
        if (!await Fill(code, letter) || !Serving)
            return Refuse(StatusCodes.Status404NotFound);
        await outreach.Close(Me!, code, letter, null, Cancelled);
        return Go(Address);
    }

    // texts: obligations.letter.step.*
    public string Say(LetterStep step) => T[$"obligations.letter.step.{step.Step}"];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task<bool> Fill(string code, Guid id)
    {
        if (!Find(code) || await letters.Find(Me!, code, id, Cancelled) is not { } letter)
            return false;
        Letter = letter;
        Serving = Me!.May(Right.Serve, code);
        Steps = await letters.Steps(Me, id, Cancelled);
        foreach (var by in Steps.Select(step => step.By).OfType<Guid>().Distinct())
            _names[by] = (await people.Find(by, Cancelled))?.Name;
        Today = Body.Today(time);
        return true;
    }
}
