using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Registers;

/// <summary>Somebody asks that something be done with an entry, where entries change only by request.</summary>
/// <param name="Request">The request's id, made by whoever asks.</param>
/// <param name="Wanted">What is to be done, whole: a step that submits, an act, a split.</param>
public sealed record RequestChange(Guid Statement, string Body, string Code, Guid Request, Command Wanted) : Command(Statement, Body, Code);

/// <summary>The word of the body's people on a request, or of those who asked, who no longer want it.</summary>
public sealed record AnswerRequest(Guid Statement, string Body, string Code, Guid Request, RequestOutcome Outcome, string? Reason) : Command(Statement, Body, Code);

/// <summary>How a request ends.</summary>
public enum RequestOutcome { Agreed, Refused, Withdrawn }

/// <summary>Whether a command is done by whoever gives it, only asked for, or done because it was agreed to.</summary>
internal enum Way { Done, Asked, Agreed }

/// <summary>A request that nobody has answered yet.</summary>
internal sealed record WaitingRequest(Guid Id, Command Wanted, Guid? By, Guid? Key);

/// <summary>Where entries change only by request: who asks, who answers, and that nothing is done past it. Pure.</summary>
internal static class Requesting
{
    public const string Asked = "request";

    /// <summary>Whether whoever acts has to ask. What the body's people do with a party's entry themselves they have agreed to.</summary>
    public static bool Needed(Definition definition, string body, Actor actor) =>
        definition.Traits.Register is { ByRequest: true } && !(actor.Serves(body) && definition.DeclaredBy != Definition.ByBody);

    /// <summary>Whether a step changes what holds: it makes a version, or takes away what stood.</summary>
    public static bool Concerns(Definition definition, string state, Step step) =>
        step.Submits || (definition.Workflow.State(state)?.Stands == true && definition.Workflow.State(step.To)?.Stands != true);

    public static void CheckStep(Situation situation, Known known, Step step, List<Fault> faults)
    {
        if (Concerns(situation.Definition, known.State, step))
            Check(situation, faults);
        else if (situation is { Request: not null, Way: not Way.Agreed })
            faults.Add(Refusals.Of(Refusals.RequestOpen));
    }

    public static void Check(Situation situation, List<Fault> faults)
    {
        if (situation is { Request: not null, Way: not Way.Agreed })
            faults.Add(Refusals.Of(Refusals.RequestOpen));
        else if (situation.Way == Way.Done && Needed(situation.Definition, situation.Body.Code, situation.Actor))
            faults.Add(Refusals.Of(Refusals.ByRequest));
    }

    public static Decision Ask(Situation situation, RequestChange request)
    {
        if (situation.Definition.Traits.Register is not { ByRequest: true })
            return Decide.Refuse([Refusals.Of(Refusals.NotByRequest)]);
        // What could not be done cannot be asked for either: everything that is wrong is said now, not by the officer.
        var decision = Decide.On(situation with { Way = Way.Asked }, request.Wanted);
        if (decision.Effect is not { } effect)
            return decision;
        var opening = effect.Before is null ? effect.Opening : null;
        var after = situation.Known ?? Decide.Begun(situation, request.Statement, opening!) with { LastBy = situation.Actor };
        var asked = new Happening(Asked, situation.Known?.State, after.State, null, situation.Now, OnBehalf: false, ReasonOf(request.Wanted));
        return new Decision(decision.Faults, new Effect(situation.Known, after, opening, null, [asked]) { Asked = request });
    }

    public static Decision Answer(Situation situation, AnswerRequest answer)
    {
        if (situation is not { Known: { } known, Request: { } waiting } || waiting.Id != answer.Request)
            return Decide.Refuse([Refusals.Of(situation.Known is null ? Refusals.NotThere : Refusals.NoRequest)]);
        var faults = new List<Fault>();
        CheckWho(situation, known, waiting, answer, faults);
        if (answer.Outcome == RequestOutcome.Refused && string.IsNullOrWhiteSpace(answer.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, EventOf(answer.Outcome)));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        if (answer.Outcome == RequestOutcome.Agreed)
            return Agreed(situation, waiting, answer);
        return new Decision([], new Effect(known, known, null, null, [new Happening(EventOf(answer.Outcome), known.State, known.State, null, situation.Now, OnBehalf: false, answer.Reason)]) { Answered = answer });
    }

    public static string EventOf(RequestOutcome outcome) => outcome switch { RequestOutcome.Agreed => "agree-request", RequestOutcome.Refused => "refuse-request", _ => "withdraw-request" };

    public static string? ReasonOf(Command wanted) => wanted switch { Take take => take.Reason, Amend amend => amend.Reason, Split split => split.Reason, _ => null };

    /// <summary>What is asked for, in a word: of an act its own, of a step that says something anew what it does to what is known.</summary>
    public static string ActOf(Command wanted, int version, Definition definition) => wanted switch
    {
        Amend amend => EntryActs.Words(amend.Act),
        Split => EntryActs.Words(Act.Split),
        Take take when definition.Workflow.Step(take.Step)?.Submits == true => EntryActs.Words(version == 0 ? Act.Begin : take.Corrects ? Act.Correct : Act.Change),
        Take take => take.Step,
        _ => "",
    };

    public static Entente.Bodies.Period? ValidOf(Command wanted) => wanted switch
    {
        Take take => take.Valid,
        Amend { From: { } from } => new Entente.Bodies.Period(from, null),
        Split { From: { } from } => new Entente.Bodies.Period(from, null),
        _ => null,
    };

    private static void CheckWho(Situation situation, Known known, WaitingRequest waiting, AnswerRequest answer, List<Fault> faults)
    {
        var actor = situation.Actor;
        var own = (actor.Person is { } person && waiting.By == person && actor.Key == waiting.Key) || (actor.Key is { } key && waiting.Key == key);
        if (answer.Outcome == RequestOutcome.Withdrawn)
        {
            if (!own && !actor.May(["enter", "submit"], situation.Body.Code, known.Party))
                faults.Add(Refusals.Of(Refusals.MayNot, EventOf(answer.Outcome)));
        }
        else if (!actor.Serves(situation.Body.Code))
            faults.Add(Refusals.Of(Refusals.MayNot, EventOf(answer.Outcome)));
        else if (own || (actor.Person is { } one && one == waiting.By))
            faults.Add(Refusals.Of(Refusals.OwnRequest));
    }

    // The reason of the request stays the version's; that of the officer is the answer.
    private static Decision Agreed(Situation situation, WaitingRequest waiting, AnswerRequest answer)
    {
        var decision = Decide.On(situation with { Way = Way.Agreed }, waiting.Wanted);
        if (decision.Effect is not { } effect)
            return decision;
        var accepted = Accepting(situation.Definition.Workflow, waiting.Wanted, effect.After.State);
        var after = effect.After with { State = accepted?.To ?? effect.After.State, LastBy = situation.Actor };
        var events = new List<Happening> { new(EventOf(answer.Outcome), effect.Before?.State, effect.After.State, effect.Version?.Number, situation.Now, OnBehalf: false, answer.Reason) };
        if (accepted is not null)
            events.Add(new Happening(accepted.Code, effect.After.State, accepted.To, effect.Version?.Number, situation.Now, OnBehalf: false, null));
        return decision with { Effect = effect with { After = after, Events = events, Answered = answer } };
    }

    // Whoever agreed has looked at it: nobody need accept it once more.
    private static Step? Accepting(Workflow workflow, Command wanted, string state) => wanted is not Take ? null
        : workflow.From(state).FirstOrDefault(step => !step.Submits && step.By.Contains("serve", StringComparer.Ordinal) && step.Reason != Reason.Required && step.Guard is null && workflow.State(step.To) is { Stands: true, Open: false });
}
