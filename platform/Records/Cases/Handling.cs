using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Cases;

/// <summary>What is done with a case beside the steps of its workflow. Pure.</summary>
internal static class Handling
{
    public const string Allotted = "allot";
    public const string Referred = "refer";
    public const string Advised = "advise";
    public const string RanOut = "run-out";

    /// <summary>Whether the steps that were taken before have to be known.</summary>
    public static bool Concerns(Definition definition) => definition.Kind == DefinitionKind.Case || definition.Workflow.Steps.Any(step => step.Within is not null || step.NotWho is not null);

    /// <summary>What a step asks of time and of who took others.</summary>
    public static void CheckPast(Situation situation, Known known, Step step, List<Fault> faults)
    {
        if (Clocks.OpenUntil(step, known.State, situation.Case.Past, situation.Body) <= situation.Now)
            faults.Add(Refusals.Of(Refusals.TooLate, step.Code));
        if (step.NotWho is { } others && situation.Case.Past.Any(taken => others.Contains(taken.Step, StringComparer.Ordinal) && Same(situation.Actor, taken)))
            faults.Add(Refusals.Of(Refusals.FourEyes, step.Code));
    }

    public static Decision Allot(Situation situation, Allot allot)
    {
        if (situation.Known is not { } known || situation.Definition.Kind != DefinitionKind.Case)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        if (!situation.Actor.Serves(situation.Body.Code))
            faults.Add(Refusals.Of(Refusals.MayNot, Allotted));
        if (known.Version == 0)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (allot.Officer is not null && !situation.Case.MayHave)
            faults.Add(Refusals.Of(Refusals.NotAnOfficer));
        if (allot.Officer == situation.Case.Officer)
            faults.Add(Refusals.Of(Refusals.AllottedAlready));
        return faults.Count > 0 ? Decide.Refuse(faults) : new Decision([], Beside(situation, known, Allotted, allot.Reason) with { Allotted = new Allotment(allot.Officer) });
    }

    public static Decision Refer(Situation situation, Refer refer)
    {
        if (situation.Known is not { } known || situation.Definition.Traits.Case?.Referrals is not { } referrals)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        if (!situation.Actor.Serves(situation.Body.Code))
            faults.Add(Refusals.Of(Refusals.MayNot, Referred));
        if (known.Version == 0 || situation.Last is null)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (!IsSomebody(situation, refer.To) || refer.To == "party:" + known.Party)
            faults.Add(Refusals.Of(Refusals.NotToAsk));
        if (string.IsNullOrWhiteSpace(refer.Question))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Referred));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        var asked = new NewReferral(refer.Referral, refer.To, refer.Question.Trim(), Part(situation.Last!, referrals.Shows), Clocks.End(referrals.Within, situation.Now, situation.Body));
        return new Decision([], Beside(situation, known, Referred, null) with { Referred = asked });
    }

    public static Decision Advise(Situation situation, Advise advise)
    {
        if (situation.Known is not { } known || situation.Case.Referral is not { } referral)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        if (!MayAdvise(situation.Actor, situation.Body.Code, referral.To))
            faults.Add(Refusals.Of(Refusals.MayNot, Advised));
        if (referral.Answered)
            faults.Add(Refusals.Of(Refusals.AnsweredAlready));
        if (string.IsNullOrWhiteSpace(advise.Opinion))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Advised));
        return faults.Count > 0 ? Decide.Refuse(faults) : new Decision([], Beside(situation, known, Advised, null) with { Advised = (advise.Referral, advise.Opinion.Trim()) });
    }

    public static Decision RunOut(Situation situation, RunOut command)
    {
        var clock = situation.Definition.Traits.Case?.Clocks.FirstOrDefault(clock => clock.Code == command.Clock);
        if (situation.Known is not { } known || clock is null)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        if (!situation.Actor.IsHouse)
            return Decide.Refuse([Refusals.Of(Refusals.MayNot, RanOut)]);
        if (situation.Case.RanOut.Contains(clock.Code, StringComparer.Ordinal) || Clocks.Read(clock, situation.Case.Past, situation.Body) is not { EndedAt: null, Due: { } due } || due > situation.Now)
            return Decide.Refuse([Refusals.Of(Refusals.NotYet)]);
        var effect = Beside(situation, known, RanOut, clock.Code) with { RanOut = clock.Code };
        // A step whose guard does not hold, or that does not begin in this state, is not taken: that the time is over stays noted.
        if (clock.Then is not { } then || situation.Definition.Workflow.Step(then) is not { } step || !step.From.Contains(known.State, StringComparer.Ordinal)
            || (step.Guard is not null && !situation.Review.Guard(step, null)))
            return new Decision([], effect);
        return new Decision([], effect with
        {
            After = effect.After with { State = step.To },
            Events = [.. effect.Events, new Happening(step.Code, known.State, step.To, null, situation.Now, OnBehalf: false, null)],
        });
    }

    /// <summary>Whether this is one of those who were asked: a holder of the post, or whoever enters or submits for the party.</summary>
    public static bool MayAdvise(Actor actor, string body, string to) => to.Split(':', 2) switch
    {
        ["post", var post] => actor.Holdings.Any(holding => holding.Body == body && holding.Post == post),
        ["party", var party] => actor.May(["enter", "submit"], body, party),
        _ => false,
    };

    private static bool IsSomebody(Situation situation, string to) => to.Split(':', 2) switch
    {
        ["post", var post] => situation.Body.Post(post) is { For: PostFor.Body },
        ["party", var party] => situation.Body.Party(party) is not null,
        _ => false,
    };

    private static bool Same(Actor actor, Past taken) => (actor.Person is { } person && taken.By == person) || (actor.Key is { } key && taken.Key == key);

    // The case stays in its state; whose step was the last one stays as well.
    private static Effect Beside(Situation situation, Known known, string step, string? reason) =>
        new(known, known, null, null, [new Happening(step, known.State, known.State, null, situation.Now, OnBehalf: false, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim())]);

    private static Statement Part(Statement content, IReadOnlyList<string> shows)
    {
        var part = new Statement(content.Definition);
        foreach (var section in content.Definition.Sections.Where(section => shows.Contains(section.Code, StringComparer.Ordinal)))
            if (section.IsTable)
                part.Rows(section.Code).AddRange(content.Rows(section.Code));
            else
                content.Fields(section.Code).Answers.CopyTo(part.Fields(section.Code).Answers, 0);
        return part;
    }
}

/// <summary>Who has a case from now on; null: nobody in particular.</summary>
public sealed record Allotment(Guid? Officer);
