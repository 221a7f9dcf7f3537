using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Notices;

/// <summary>A party's reply to a notice. A later one takes its place while replies are taken; what was said before is kept.</summary>
public sealed record ReplyTo(Guid Statement, string Body, string Code, string Party, string Text) : Command(Statement, Body, Code);

/// <summary>A reply as it is to be written.</summary>
/// <param name="ShownTo">Who reads it; <paramref name="ListedTo"/>: who sees that there is one.</param>
public sealed record NewReply(string Party, string Text, string ShownTo, string ListedTo);

/// <summary>Whether a reply may be taken. Pure.</summary>
internal static class Replying
{
    private const string Step = "reply";
    private const int Longest = 10_000;

    public static Decision Reply(Situation situation, ReplyTo reply)
    {
        if (situation.Known is not { Version: > 0 } known || situation.Definition.Traits.Notice is not { ReplyBy: not null } trait)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(situation.Now, TimeZoneInfo.FindSystemTimeZoneById(situation.Body.Zone)).DateTime);
        // Whoever may not read it learns nothing of it.
        if (!IsAddressed(situation.Body, known.ShownTo, reply.Party, day) || Timing.Opens(situation.Definition, situation.Last, situation.Body, situation.Now) is not null)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        if (situation.Definition.Workflow.State(known.State)?.Stands != true)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (!situation.Actor.Holdings.Any(holding => holding.Body == situation.Body.Code && holding.Party == reply.Party && holding.Rights.Contains(Right.Submit)))
            faults.Add(Refusals.Of(Refusals.MayNot, Step));
        if (Timing.RepliesEnd(situation.Definition, situation.Last, situation.Body) is not { } end || end <= situation.Now)
            faults.Add(Refusals.Of(Refusals.TooLate, Step));
        if (string.IsNullOrWhiteSpace(reply.Text) || reply.Text.Length > Longest)
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Step));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        // Not a word of the notice itself changes: whoever may not see the reply must not see that there was one.
        return new Decision([], new Effect(known, known, null, null, []) { Replied = new NewReply(reply.Party, reply.Text.Trim(), trait.RepliesShownTo ?? Sharing.Own, trait.RepliedShownTo ?? Sharing.Own) });
    }

    public static bool IsAddressed(Body body, string shownTo, string party, DateOnly day) => shownTo switch
    {
        Sharing.Own => false,
        Sharing.Public => body.Party(party)?.On(day) is not null,
        var audience => body.In(audience, day).Any(member => member.Code == party),
    };
}
