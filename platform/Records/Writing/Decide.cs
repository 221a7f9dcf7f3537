using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using Entente.Records.Content;
using Entente.Records.Disclosing;
using Entente.Records.Notices;
using Entente.Records.Registers;

namespace Entente.Records.Writing;

/// <summary>
/// What a command does to a statement, or everything that speaks against it. Pure: the same situation and command always give
/// the same decision.
/// </summary>
public static class Decide
{
    public static Decision On(Situation situation, Command command) => command switch
    {
        Open open => Opening(situation, open),
        Take take => Stepping.Take(situation, take),
        EnterOnBehalf entered => Entering.OnBehalf(situation, entered),
        Confirm confirm => Entering.Confirm(situation, confirm),
        Import import => Entering.History(situation, import),
        Propose propose => Proposing.Propose(situation, propose),
        Settle settle => Proposing.Settle(situation, settle),
        Amend amend => EntryActs.Amend(situation, amend),
        Split split => Splitting.Split(situation, split),
        RequestChange request => Requesting.Ask(situation, request),
        AnswerRequest answer => Requesting.Answer(situation, answer),
        CompileInto compile => Compiling(situation, compile),
        ShowTo show => Choosing.Show(situation, show),
        Allot allot => Handling.Allot(situation, allot),
        Refer refer => Handling.Refer(situation, refer),
        Advise advise => Handling.Advise(situation, advise),
        ReplyTo reply => Replying.Reply(situation, reply),
        RunOut ended => Handling.RunOut(situation, ended),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of records."),
    };

    internal static Decision Refuse(IReadOnlyList<Fault> faults) => new(faults, null);

    /// <summary>Whether a statement may begin so; whatever is opened together with its first version asks this too.</summary>
    internal static void CheckSubject(Situation situation, Subject subject, List<Fault> faults)
    {
        var (body, definition) = (situation.Body, situation.Definition);
        if (situation.Known is not null)
            faults.Add(Refusals.Of(Refusals.AlreadyThere));
        if (situation.Withdrawn)
            faults.Add(Refusals.Of(Refusals.Withdrawn, definition.Code));
        if (definition.DeclaredBy == Definition.ByBody ? subject.Party is not null : !Declares(body, definition, subject))
            faults.Add(Refusals.Of(Refusals.NotAParty, subject.Party ?? ""));
        var periodic = definition.Traits.Return is { Every: not Rhythm.Once };
        if (periodic && subject.Period is not { From: not null, Until: not null })
            faults.Add(Refusals.Of(Refusals.PeriodNeeded));
        if (definition.Kind != DefinitionKind.Return && subject.Period is not null)
            faults.Add(Refusals.Of(Refusals.PeriodNotAsked));
        Choosing.Check(situation, subject.ShownTo, subject.Period, faults);
    }

    internal static void CheckVersion(Situation situation, int expected, List<Fault> faults)
    {
        var version = situation.Known?.Version ?? 0;
        if (version != expected)
            faults.Add(Refusals.Of(Refusals.Moved, Text(expected), Text(version)));
    }

    internal static Known Begun(Situation situation, Guid id, Subject subject) => new(
        id, subject.Party, subject.Period, situation.Definition.Workflow.First.Code, 0, Choosing.Plain(subject.ShownTo) ?? situation.Definition.Sharing.ShownTo, null, null, [], false, null);

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Declares(Body body, Definition definition, Subject subject) =>
        subject.Party is { } party && body.Party(party) is { } known
        && known.Memberships.Any(membership => Overlaps(membership.Period, subject.Period) && body.Standing(membership.Standing)?.Audiences.Contains(definition.DeclaredBy, StringComparer.Ordinal) == true);

    // A party that left still owes what belongs to the time when it was one.
    private static bool Overlaps(Period membership, Period? period) => period is not { } asked || membership.Overlaps(asked);

    private static Decision Opening(Situation situation, Open open)
    {
        var faults = new List<Fault>();
        CheckSubject(situation, open.Subject, faults);
        if (!Writers.May(situation.Actor, situation.Definition.Workflow, situation.Body.Code, open.Subject.Party, situation.Definition.Workflow.First.Code, byBody: true))
            faults.Add(Refusals.Of(Refusals.MayNot, "open"));
        if (faults.Count > 0)
            return Refuse(faults);
        var after = Begun(situation, open.Statement, open.Subject) with { LastBy = situation.Actor };
        return new Decision([], new Effect(null, after, open.Subject, null, [new Happening("open", null, after.State, null, situation.Now, OnBehalf: false, null)]));
    }

    // A member's slice goes into what its union declares for the same period, while that is being worked on.
    private static void CheckUnion(Situation situation, Known slice, List<Fault> faults)
    {
        if (situation.Union is not { } union)
            faults.Add(Refusals.Of(Refusals.NoUnion));
        else if (union.Party is null || union.Party == slice.Party || union.CompiledIn is not null)
            faults.Add(Refusals.Of(Refusals.NotAUnion));
        else if (situation.Body.Groupings.Any(grouping => grouping.Groups.Any(group => group.Union is not null)) && !IsOfUnion(situation, slice, union))
            faults.Add(Refusals.Of(Refusals.NotAUnion));
        else if (union.Period != slice.Period)
            faults.Add(Refusals.Of(Refusals.UnionOfAnotherPeriod));
        else if (!situation.Definition.Workflow.State(union.State)!.Open)
            faults.Add(Refusals.Of(Refusals.UnionClosed, union.State));
    }

    // Who declared it, the union that the body says it belongs to, or the body's people.
    private static bool MayCompile(Situation situation, Known slice) =>
        situation.Actor.May(["submit", "approve"], situation.Body.Code, slice.Party) || situation.Actor.Serves(situation.Body.Code)
        || (situation.Union is { } union && IsOfUnion(situation, slice, union) && situation.Actor.May(["submit", "approve"], situation.Body.Code, union.Party));

    private static bool IsOfUnion(Situation situation, Known slice, Known union) =>
        union.Party is { } party && situation.Body.MembersOf(party, situation.Body.DayOf(situation.Now)).Any(member => member.Code == slice.Party);

    private static Decision Compiling(Situation situation, CompileInto compile)
    {
        if (situation.Known is not { } known)
            return Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        CheckVersion(situation, compile.Expected, faults);
        if (compile.Union is not null)
            CheckUnion(situation, known, faults);
        if (!situation.Definition.Workflow.State(known.State)!.Stands && compile.Union is not null)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (!MayCompile(situation, known))
            faults.Add(Refusals.Of(Refusals.MayNot, "compile"));
        if (faults.Count > 0)
            return Refuse(faults);
        var after = known with { CompiledIn = compile.Union, LastBy = situation.Actor };
        return new Decision([], new Effect(known, after, null, null, [new Happening(compile.Union is null ? "take-out" : "compile", known.State, known.State, null, situation.Now, OnBehalf: false, null)]));
    }
}
