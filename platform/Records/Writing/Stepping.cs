using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using Entente.Records.Content;
using Entente.Records.Disclosing;
using Entente.Records.Registers;

namespace Entente.Records.Writing;

/// <summary>The steps of a workflow.</summary>
internal static class Stepping
{
    public static Decision Take(Situation situation, Take take)
    {
        if (situation.Known is null && take.Opening is null)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        if (situation.Definition.Workflow.Step(take.Step) is not { } step)
            return Decide.Refuse([Refusals.Of(Refusals.UnknownStep, take.Step)]);
        var faults = new List<Fault>();
        var known = situation.Known ?? Decide.Begun(situation, take.Statement, take.Opening!);
        if (take.Opening is { } subject)
            Decide.CheckSubject(situation, subject, faults);
        Choosing.Check(situation, take.ShownTo, known.Period, faults);
        // Whom it is shown to is part of what was committed to, and changes with a version.
        if (Choosing.Plain(take.ShownTo) is { } other && other != known.ShownTo && !step.Submits)
            faults.Add(Refusals.Of(Refusals.ChoiceNotGiven, other));
        Decide.CheckVersion(situation, take.Expected, faults);
        Requesting.CheckStep(situation, known, step, faults);
        if (situation.Way != Way.Agreed)
            CheckWho(situation, known, step, faults);
        else if (!step.From.Contains(known.State, StringComparer.Ordinal))
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (step.Reason == Reason.Required && string.IsNullOrWhiteSpace(take.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, step.Code));
        var said = step.Submits ? CheckContent(situation, take.Content, take.Excuses, faults) : [];
        if (situation.Definition.Kind == DefinitionKind.Register && step.Submits && take.Valid is not { From: not null })
            faults.Add(Refusals.Of(Refusals.ValidNeeded));
        if (step.Submits)
            EntryActs.CheckDays(situation, ActOf(take, known), take.Valid, take.Replaces, onBehalf: false, faults);
        if (step.Guard is not null && !situation.Review.Guard(step, take.Content))
            faults.Add(Refusals.Of(Refusals.GuardFails, step.Code));
        if (faults.Exists(fault => fault.Blocks))
            return Decide.Refuse(faults);
        var version = step.Submits ? new NewVersion(known.Version + 1, take.Content!, situation.Now) { Reason = take.Reason, Valid = take.Valid, Act = situation.Definition.Kind == DefinitionKind.Register ? ActOf(take, known) : null, Faults = said } : null;
        return new Decision(faults, Effect(situation, take, step, known, version));
    }

    /// <summary>The faults of a content. A warning passes with a reason; what blocks is added to <paramref name="faults"/> like everything else.</summary>
    public static IReadOnlyList<(Fault Fault, string? Excuse)> CheckContent(Situation situation, Statement? content, IReadOnlyList<Excuse> excuses, List<Fault> faults)
    {
        if (content is null)
        {
            faults.Add(Refusals.Of(Refusals.ContentNeeded));
            return [];
        }
        if (!ReferenceEquals(content.Definition, situation.Definition))
        {
            faults.Add(Refusals.Of(Refusals.DefinitionMoved, situation.Definition.Code));
            return [];
        }
        var judged = situation.Review.Judge(content);
        if (judged.Count == 0)
            return [];
        var said = new List<(Fault, string?)>(judged.Count);
        foreach (var fault in judged)
        {
            var excuse = excuses.FirstOrDefault(excuse => excuse.Covers(fault) && !string.IsNullOrWhiteSpace(excuse.Reason))?.Reason;
            said.Add((fault, excuse));
            faults.Add(fault);
            if (fault.Level == CheckLevel.Warning && excuse is null)
                faults.Add(Refusals.At(Refusals.ExcuseNeeded, fault));
        }
        return said;
    }

    private static Act ActOf(Take take, Known known) => known.Version == 0 ? Act.Begin : take.Corrects ? Act.Correct : Act.Change;

    public static void CheckWho(Situation situation, Known known, Step step, List<Fault> faults)
    {
        if (!step.From.Contains(known.State, StringComparer.Ordinal))
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (!situation.Actor.May(step.By, situation.Body.Code, known.Party))
            faults.Add(Refusals.Of(Refusals.MayNot, step.Code));
        else if (step.FourEyes && !Fresh(situation.Actor, known))
            faults.Add(Refusals.Of(Refusals.FourEyes, step.Code));
        else
            Handling.CheckPast(situation, known, step, faults);
    }

    // A program's key stands for no pair of eyes that can be told from another's of the same post: it counts as one.
    private static bool Fresh(Actor actor, Known known) =>
        !(actor.Person is { } person && (known.LastBy?.Person == person || known.WorkedOn.Contains(person)))
        && !(actor.Key is { } key && known.LastBy?.Key == key);

    private static Effect Effect(Situation situation, Take take, Step step, Known known, NewVersion? version)
    {
        var events = new List<Happening>();
        if (take.Opening is not null)
            events.Add(new Happening("open", null, known.State, null, situation.Now, OnBehalf: false, null));
        events.Add(new Happening(step.Code, known.State, step.To, version?.Number, situation.Now, OnBehalf: false, take.Reason));
        var after = known with
        {
            State = step.To,
            Version = version?.Number ?? known.Version,
            ShownTo = Choosing.Plain(take.ShownTo) ?? known.ShownTo,
            LastBy = situation.Actor,
            WorkedOn = version is null ? known.WorkedOn : [],
            Unconfirmed = version is null && known.Unconfirmed,
        };
        return new Effect(situation.Known, after, take.Opening, version, events) { Because = string.IsNullOrWhiteSpace(take.Because) ? null : take.Because.Trim() };
    }
}
