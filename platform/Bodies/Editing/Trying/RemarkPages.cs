using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>A page that shows what members said about a form that is tried out, and takes what becomes of it.</summary>
public abstract class RemarkPages(BodyCatalogue bodies, Remarks remarks) : BodyPage(bodies)
{
    public const int Longest = 4000;

    [BindProperty] public string? Text { get; set; }

    [BindProperty] public string? State { get; set; }

    public Trial Trial { get; protected set; } = null!;

    /// <summary>Whether the reader says what becomes of remarks.</summary>
    public bool Decides => Me!.May(Right.Describe, Trial.OfBody);

    /// <summary>Where the answers of this page's forms go.</summary>
    public abstract string AnswerAddress { get; }

    protected Remarks Remarks => remarks;

    // texts: editing.remark.done.said, editing.remark.done.answered
    public string? JustDone => Request.Query["done"].ToString() is "said" or "answered" ? T[$"editing.remark.done.{Request.Query["done"]}"] : null;

    // texts: editing.remark.state.*
    public string StateName(RemarkState state) => T[$"editing.remark.state.{Remarks.Word(state)}"];

    /// <summary>With the edition that it was taken up in, once there is one.</summary>
    public string Outcome(RemarkState state) => state == RemarkState.TakenUp && Trial.Edition is { } edition ? T["editing.remark.in-edition", ("number", edition)] : StateName(state);

    public static StatusKind StateKind(RemarkState state) => state switch
    {
        RemarkState.Open => StatusKind.Waiting,
        RemarkState.Declined => StatusKind.Bad,
        RemarkState.TakenUp => StatusKind.Good,
        _ => StatusKind.Neutral,
    };

    public IEnumerable<Option> States => Enum.GetValues<RemarkState>().Select(state => new Option(Remarks.Word(state), StateName(state)));

    // texts: editing.remark.came-by.*
    public string? WayOf(Remark remark) => remark.CameBy is { } way ? T[$"editing.remark.came-by.{way}"] : null;

    public string SideName(string? party) => party is null ? Say(Body.ShortName).Text : Body.Party(party) is { } known ? Say(known.Name).Text : party;

    public string PlaceName(Remark remark) => string.Join(" › ", remark.Place.Names.Select(name => Say(name).Text));

    /// <summary>What becomes of a remark; null where it was refused, and the problem is on the page.</summary>
    protected async Task<Remark?> Answered(Guid id)
    {
        if ((await remarks.Of(Me!, Trial.Body, Cancelled)).FirstOrDefault(one => one.Id == id) is not { } known)
            return null;
        var state = Remarks.StateOf(State);
        if (state is null || Text?.Length > Longest || (state is RemarkState.Declined or RemarkState.Answered && string.IsNullOrWhiteSpace(Text)))
        {
            Problems.Add(T["editing.remark.reason"]);
            return null;
        }
        await remarks.Answer(Me!, id, state.Value, string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(), Cancelled);
        return known;
    }
}
