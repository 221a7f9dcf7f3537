using Entente.Bodies;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Assessing;

/// <summary>What is found about one party and one duty: the draft, the party's answer and plan, what is provisional and what is final, and what was found a year before.</summary>
public sealed class FindingPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Findings findings, TimeProvider time) : MeetingPages(bodies, definitions, findings, time)
{
    private const int LongestText = 10_000;
    private const int LongestNote = 2_000;

    [BindProperty] public string? Verdict { get; set; }
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? Reply { get; set; }
    [BindProperty] public string? Plan { get; set; }
    [BindProperty] public string? FollowUp { get; set; }

    public Finding Finding { get; private set; } = null!;

    public Finding? Before { get; private set; }

    /// <summary>What may be found at this time: a draft before the meeting, what is provisional from its day on, and after it what is final.</summary>
    public string Stage => Today < Meeting.MeetsOn ? "draft" : Finding.Provisional is null || Today == Meeting.MeetsOn ? "provisional" : "final";

    public bool MayJudge => Serving && Finding.Final is null;

    public bool MayReply => Meeting.TakesReplies(Today) && Me!.In(Body.Code).Any(holding => holding.Party == Finding.Party && holding.Rights.Any(right => right is Right.Enter or Right.Submit));

    public string PartyAddress => $"{MeetingAddress}?party={Finding.Party}";

    public string Address => $"{MeetingAddress}/{Finding.Id}";

    public async Task<IActionResult> OnGetAsync(string code, Guid meeting, Guid finding)
    {
        if (!await Fill(code, meeting, finding))
            return Refuse(StatusCodes.Status404NotFound);
        (Verdict, Note, Reply, Plan, FollowUp) = (Finding.Verdict, Finding.Note, Finding.Reply, Finding.Plan, Finding.FollowUp);
        return Page();
    }

    public async Task<IActionResult> OnPostJudgeAsync(string code, Guid meeting, Guid finding)
    {
        if (!await Fill(code, meeting, finding) || !Serving)
            return Refuse(StatusCodes.Status404NotFound);
        if (!MayJudge)
            return Refuse(StatusCodes.Status403Forbidden);
        if (!Verdicts.All.Contains(Verdict ?? "", StringComparer.Ordinal))
            Problems.Add(nameof(Verdict), T["obligations.assessment.verdict.missing"]);
        Short(nameof(Note), Note, LongestNote);
        if (Problems.Any)
            return Again();
        await Findings.Judge(code, finding, Stage, Verdict!, Blank(Note), Cancelled);
        return Go(Address);
    }

    public async Task<IActionResult> OnPostReplyAsync(string code, Guid meeting, Guid finding)
    {
        if (!await Fill(code, meeting, finding))
            return Refuse(StatusCodes.Status404NotFound);
        if (!MayReply)
            return Refuse(StatusCodes.Status403Forbidden);
        Short(nameof(Reply), Reply, LongestText);
        Short(nameof(Plan), Plan, LongestText);
        Short(nameof(FollowUp), FollowUp, LongestText);
        if (Blank(Reply) is null && Blank(Plan) is null && Blank(FollowUp) is null)
            Problems.Add(nameof(Reply), T["obligations.letter.reply.missing", ("longest", LongestText)]);
        if (Problems.Any)
            return Again();
        await Findings.Reply(code, Finding.Party, finding, Blank(Reply), Blank(Plan), Blank(FollowUp), Today, Cancelled);
        return Go(Address);
    }

    private void Short(string field, string? text, int longest)
    {
        if (text?.Length > longest)
            Problems.Add(field, T["obligations.letter.note.long", ("longest", longest)]);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task<bool> Fill(string code, Guid meeting, Guid id)
    {
        if (!await Find(code, meeting) || await Findings.Find(Me!, meeting, id, Cancelled) is not { } finding)
            return false;
        Finding = finding;
        Before = await Findings.Before(Me!, Meeting, finding, Cancelled);
        return true;
    }
}
