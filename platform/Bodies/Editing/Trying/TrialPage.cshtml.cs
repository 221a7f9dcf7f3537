using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>One test space as it is followed from the body: what was said there and what became of each word, also when it is long closed.</summary>
public sealed class TrialPage(BodyCatalogue bodies, Trials trials, Remarks remarks, TimeProvider time) : RemarkPages(bodies, remarks)
{
    public ListState List { get; private set; } = null!;

    public IReadOnlyList<Remark> All { get; private set; } = [];

    public IReadOnlyList<Remark> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public string ListAddress => $"{BodyAddress}/trials";

    public string In(Option state) => $"{Address}?state={state.Value}";

    public string Address => $"{ListAddress}/{Trial.Body}";

    public override string AnswerAddress => $"{Address}?handler=Answer";

    public bool Hears => Trial.Hears(Body.Today(time));

    public bool MayGoThere => Trial is { IsOpen: true, ReadyAt: not null };

    public string AskedNames => Trial.Parties is null ? T["editing.trial.everybody"] : T.List(Trial.Parties.Select(SideName));

    public string? Wanted => List.Filter("state");

    public async Task<IActionResult> OnGetAsync(string code, string trial)
    {
        if (await Enter(code, trial) is { } refused)
            return refused;
        return List.AsCsv ? Csv() : Page();
    }

    public async Task<IActionResult> OnPostAnswerAsync(string code, string trial, Guid remark)
    {
        if (await Enter(code, trial) is { } refused)
            return refused;
        if (!Decides)
            return Refuse(StatusCodes.Status403Forbidden);
        return await Answered(remark) is { } known ? Go($"{Address}?done=answered#remark-{known.Id}") : Again();
    }

    private async Task<IActionResult?> Enter(string code, string trial)
    {
        if (!Find(code) || await trials.Find(Me!, trial, Cancelled) is not { } found || found.OfBody != code || !found.Asks(Me!))
            return Refuse(StatusCodes.Status404NotFound);
        Trial = found;
        List = ListState.Of(Request, "at");
        All = await Remarks.Of(Me!, trial, Cancelled);
        var rows = All.Where(remark => Wanted is null || Remarks.Word(remark.State) == Wanted).ToList();
        if (List.Descending)
            rows.Reverse();
        (Total, Rows) = (rows.Count, List.AsCsv ? rows : [.. rows.Skip(List.Offset).Take(ListState.Size)]);
        return null;
    }

    private CsvDownload Csv() => new($"{Trial.Body}-comments", ["form", "section", "field", "party", "at", "came_by", "comment", "state", "edition", "answer"],
        Rows.Select(remark => (IReadOnlyList<object?>)[remark.Place.Definition, remark.Place.Section, remark.Place.Field, remark.Party, remark.At, remark.CameBy, remark.Text,
            Remarks.Word(remark.State), remark.State == RemarkState.TakenUp ? Trial.Edition : null, string.Join("\n", remark.Answers.Select(answer => answer.Text).OfType<string>())]));
}
