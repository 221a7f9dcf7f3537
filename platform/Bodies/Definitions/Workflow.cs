namespace Entente.Bodies.Definitions;

/// <summary>The states of a statement and the steps between them. The first state is the one it begins in.</summary>
public sealed record Workflow(IReadOnlyList<State> States, IReadOnlyList<Step> Steps)
{
    public State First => States[0];

    public State? State(string code) => States.FirstOrDefault(state => state.Code == code);

    public Step? Step(string code) => Steps.FirstOrDefault(step => step.Code == code);

    /// <summary>Whether what stands in this state is still to be agreed to: a step that submits nothing leads on to another state in which it stands.</summary>
    public bool Awaits(string state) => State(state) is { Stands: true, Open: false }
        && From(state).Any(step => !step.Submits && step.To != state && step.By.Any(by => by != Definitions.Step.ByClock) && State(step.To) is { Stands: true, Open: false });

    public IEnumerable<Step> From(string state) => Steps.Where(step => step.From.Contains(state, StringComparer.Ordinal));
}

/// <param name="Open">Whether a draft may be worked on.</param>
/// <param name="Stands">Whether what was declared counts: it is shown to its audience and other records may refer to it.</param>
public sealed record State(string Code, LocalText Name, bool Open, bool Stands);

/// <summary>What somebody may do with a statement.</summary>
/// <param name="By">Posts of the body, or rights.</param>
/// <param name="Guard">A formula that must hold.</param>
/// <param name="Submits">The draft is checked and becomes a version.</param>
/// <param name="FourEyes">Not by somebody who worked on the draft or took the step before.</param>
public sealed record Step(string Code, LocalText Name, IReadOnlyList<string> From, string To, IReadOnlyList<string> By, string? Guard, bool Submits, bool FourEyes, Reason Reason)
{
    /// <summary>Who takes a step when a time limit has run out: the house itself, and nobody else.</summary>
    public const string ByClock = "clock";

    /// <summary>For how long after the state was reached it may be taken; null: for ever.</summary>
    public TimeLimit? Within { get; init; }

    /// <summary>Not by whoever took one of these steps; null: whoever.</summary>
    public IReadOnlyList<string>? NotWho { get; init; }
}

public enum Reason { None, Optional, Required }
