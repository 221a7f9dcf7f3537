using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>What others write for a party: the body's people what came on paper, and what was declared before this system.</summary>
internal static class Entering
{
    public const string Confirmed = "confirm";
    public const string Imported = "import";

    /// <summary>The step that what came otherwise takes: a party that sent it has agreed to it at home, and confirms it afterwards.</summary>
    public static Step? StepFrom(Workflow workflow, string state) =>
        workflow.From(state).FirstOrDefault(step => step.Submits) ?? (workflow.State(state) is { Open: true } ? workflow.Steps.FirstOrDefault(step => step.Submits) : null);

    public static Decision OnBehalf(Situation situation, EnterOnBehalf entered)
    {
        if (situation.Known is null && entered.Opening is null)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        if (situation.Definition.Workflow.Step(entered.Step) is not { Submits: true } step)
            return Decide.Refuse([Refusals.Of(Refusals.UnknownStep, entered.Step)]);
        var faults = new List<Fault>();
        var known = situation.Known ?? Decide.Begun(situation, entered.Statement, entered.Opening!);
        if (entered.Opening is { } subject)
            Decide.CheckSubject(situation, subject, faults);
        Decide.CheckVersion(situation, entered.Expected, faults);
        if (!situation.Actor.Serves(situation.Body.Code))
            faults.Add(Refusals.Of(Refusals.MayNot, step.Code));
        // What is for the party alone nobody enters or mends for it.
        if (situation.Definition.MayBeSealed)
            faults.Add(Refusals.Of(Refusals.SealedFromUs));
        if (StepFrom(situation.Definition.Workflow, known.State) != step)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (entered.Original is null)
            faults.Add(Refusals.Of(Refusals.OriginalNeeded));
        if (string.IsNullOrWhiteSpace(entered.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, step.Code));
        if (situation.Definition.Kind == DefinitionKind.Register && entered.Valid is not { From: not null })
            faults.Add(Refusals.Of(Refusals.ValidNeeded));
        // Who enters for another cannot answer for its warnings: the reason is that it came so.
        var said = Stepping.CheckContent(situation, entered.Content, [.. situation.Review.Judge(entered.Content).Where(fault => fault.Level == CheckLevel.Warning)
            .Select(fault => new Excuse(fault.Rule, fault.Section, fault.Row, fault.Field, entered.Reason))], faults);
        if (faults.Exists(fault => fault.Blocks))
            return Decide.Refuse(faults);
        var version = new NewVersion(known.Version + 1, entered.Content, situation.Now) { OnBehalf = true, Original = entered.Original, Reason = entered.Reason, Valid = entered.Valid, Faults = said };
        return Written(situation, known, entered.Opening, version, step.Code, step.To, faults);
    }

    public static Decision Confirm(Situation situation, Confirm confirm)
    {
        if (situation.Known is not { } known)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        Decide.CheckVersion(situation, confirm.Expected, faults);
        if (!known.Unconfirmed)
            faults.Add(Refusals.Of(Refusals.NothingToConfirm));
        if (!situation.Actor.May(["submit"], situation.Body.Code, known.Party))
            faults.Add(Refusals.Of(Refusals.MayNot, Confirmed));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        var after = known with { Unconfirmed = false, LastBy = situation.Actor };
        return new Decision([], new Effect(known, after, null, null, [new Happening(Confirmed, known.State, known.State, known.Version, situation.Now, OnBehalf: false, null)]) { Confirmed = true });
    }

    public static Decision History(Situation situation, Import import)
    {
        if (situation.Known is null && import.Opening is null)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        var known = situation.Known ?? Decide.Begun(situation, import.Statement, import.Opening!);
        if (import.Opening is { } subject)
            Decide.CheckSubject(situation, subject, faults);
        Decide.CheckVersion(situation, import.Expected, faults);
        if (!situation.Actor.Serves(situation.Body.Code))
            faults.Add(Refusals.Of(Refusals.MayNot, Imported));
        if (situation.Definition.Workflow.State(import.State) is null)
            faults.Add(Refusals.Of(Refusals.WrongState, import.State));
        if (situation.Entry is { } entry && import.DeclaredAt <= entry.LastKnown)
            faults.Add(Refusals.Of(Refusals.HistoryInOrder));
        if (import.DeclaredAt > situation.Now)
            faults.Add(Refusals.Of(Refusals.NotFromTheFuture));
        if (string.IsNullOrWhiteSpace(import.Source))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Imported));
        if (!ReferenceEquals(import.Content.Definition, situation.Definition))
            faults.Add(Refusals.Of(Refusals.DefinitionMoved, situation.Definition.Code));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        // The past is kept as it was declared; what today's rules say of it is noted and changes nothing.
        IReadOnlyList<(Fault, string?)> said = [.. situation.Review.Judge(import.Content).Select(fault => (fault with { Level = CheckLevel.Note }, (string?)null))];
        var version = new NewVersion(known.Version + 1, import.Content, import.DeclaredAt) { ImportedFrom = import.Source, Valid = import.Valid, Faults = said };
        return Written(situation, known, import.Opening, version, Imported, import.State, [.. said.Select(fault => fault.Item1)]);
    }

    private static Decision Written(Situation situation, Known known, Subject? opening, NewVersion version, string step, string to, IReadOnlyList<Fault> faults)
    {
        var after = known with { State = to, Version = version.Number, LastBy = situation.Actor, WorkedOn = [], Unconfirmed = version.OnBehalf };
        return new Decision(faults, new Effect(situation.Known, after, opening, version, [new Happening(step, situation.Known?.State, to, version.Number, version.MadeAt, version.OnBehalf, version.Reason)]));
    }
}
