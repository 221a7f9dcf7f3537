using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The states of a statement and the steps between them.</summary>
internal sealed class WorkflowPart(MapReader root, Reading reading, bool byBody)
{
    private static readonly Dictionary<string, Reason> Reasons = new(StringComparer.Ordinal) { ["none"] = Reason.None, ["optional"] = Reason.Optional, ["required"] = Reason.Required };
    private static readonly Dictionary<string, Right> Rights = Enum.GetValues<Right>().Where(right => right != Right.Administer).ToDictionary(RightNames.Of, StringComparer.Ordinal);

    private readonly Dictionary<string, Place> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<YamlText>> _notWho = new(StringComparer.Ordinal);

    private FileFindings Findings => reading.Findings;

    public Workflow Read()
    {
        if (!root.Has("workflow") || root.Map("workflow", "workflow") is not { } map)
            return StandardWorkflow.For(reading.Body.Languages, byBody);
        var states = map.Coded("states").Select(entry => State(map, entry)).ToList();
        var steps = map.Coded("steps").Select(entry => Step(map, entry, states)).ToList();
        map.Close();
        if (states.Count > 0)
            Check(map.At, states, steps);
        return states.Count > 0 ? new Workflow(states, steps) : StandardWorkflow.For(reading.Body.Languages, byBody);
    }

    private State State(MapReader workflow, YamlEntry entry)
    {
        var (code, place) = (entry.Key.Value, $"workflow.states.{entry.Key.Value}");
        _states[code] = entry.Key.At;
        if (workflow.Inner(entry, place) is not { } map)
            return new State(code, new LocalText(("en", code)), Open: true, Stands: false);
        var state = new State(code, reading.Text(map, "name", $"{place}."), map.Flag("open") ?? false, map.Flag("stands") ?? false);
        map.Close();
        return state;
    }

    private Step Step(MapReader workflow, YamlEntry entry, List<State> states)
    {
        var (code, place) = (entry.Key.Value, $"workflow.steps.{entry.Key.Value}");
        _steps[code] = entry.Key.At;
        if (workflow.Inner(entry, place) is not { } map)
            return new Step(code, new LocalText(("en", code)), [.. states.Select(state => state.Code)], states.Count > 0 ? states[0].Code : "", [], null, Submits: true, FourEyes: false, Reason.None);
        var from = map.Words("from") ?? [];
        var to = map.Word("to");
        foreach (var word in to is null ? from : from.Append(to))
        {
            if (!_states.ContainsKey(word.Value))
                Findings.AddUnknown(word.At, "unknown-state", $"There is no state \"{word.Value}\".", word.Value, _states.Keys);
        }
        var step = new Step(code, reading.Text(map, "name", $"{place}."), [.. from.Select(word => word.Value)], to?.Value ?? "", By(map),
            reading.Formula(map, "guard", FormulaScope.Whole, Wanted.Truth), map.Flag("submits") ?? false, map.Flag("four-eyes") ?? false, map.Choice("reason", Reasons, Reason.None))
        {
            Within = new TimeLimitPart(map, reading).Read(required: false),
            NotWho = (_notWho[code] = map.Words("not-who", required: false) ?? []) is { Count: > 0 } others ? [.. others.Select(word => word.Value)] : null,
        };
        map.Close();
        return step;
    }

    private List<string> By(MapReader map)
    {
        var words = map.Words("by") ?? [];
        if (words.Count == 0 && map.Take("by", required: false) is YamlList empty)
            Findings.Add(empty.At, "nobody", "Nobody may take this step.", "Name posts or rights: [head, serve].");
        foreach (var word in words)
        {
            if (reading.Body.Post(word.Value) is not null || (word.Value == Entente.Bodies.Definitions.Step.ByClock && reading.Kind == DefinitionKind.Case))
                continue;
            if (!Rights.TryGetValue(word.Value, out var right))
                Findings.AddUnknown(word.At, "unknown-post", $"\"{word.Value}\" is neither a post of body.yaml nor a right.", word.Value, reading.Body.Posts.Select(post => post.Code).Concat(Rights.Keys));
            else if (!reading.Body.Posts.Any(post => post.Rights.Contains(right)))
                Findings.Add(word.At, "nobody", $"No post of body.yaml has the right \"{word.Value}\".", "Give it to a post, or name another right.");
        }
        return [.. words.Select(word => word.Value)];
    }

    private void Check(Place at, List<State> states, List<Step> steps)
    {
        if (!states[0].Open)
            Findings.Add(_states[states[0].Code], "first-state", $"In \"{states[0].Code}\", where a statement begins, nobody can work on it.", "Add \"open: true\", or put another state first.");
        if (!steps.Exists(step => step.Submits))
            Findings.Add(at, "no-submission", "No step submits the statement.", "Add \"submits: true\" to the step that makes a version of the draft.");
        if (!states.Exists(state => state.Stands))
            Findings.Add(at, "nothing-stands", "In no state does a statement count.", "Add \"stands: true\" to the states in which it is shown to its audience.");
        foreach (var word in _notWho.Values.SelectMany(words => words).Where(word => !_steps.ContainsKey(word.Value)))
            Findings.AddUnknown(word.At, "unknown-step", $"There is no step \"{word.Value}\".", word.Value, _steps.Keys);
        var reached = Reached(states[0].Code, steps);
        foreach (var state in states.Where(state => !reached.Contains(state.Code)))
            Findings.Add(_states[state.Code], "unreachable-state", $"No steps lead from \"{states[0].Code}\" to \"{state.Code}\".", $"Add a step whose \"to\" is {state.Code}, or remove the state.");
        foreach (var state in states.Where(state => state.Open && !steps.Exists(step => step.To != state.Code && step.From.Contains(state.Code, StringComparer.Ordinal))))
            Findings.Add(_states[state.Code], "no-way-out", $"In \"{state.Code}\" one works on a draft that can never be finished: no step leads out of it.", $"Add {state.Code} to \"from\" of a step.");
    }

    private static HashSet<string> Reached(string first, List<Step> steps)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { first };
        var left = new Queue<string>(reached);
        while (left.TryDequeue(out var state))
        {
            foreach (var step in steps.Where(step => step.From.Contains(state, StringComparer.Ordinal)))
            {
                if (reached.Add(step.To))
                    left.Enqueue(step.To);
            }
        }
        return reached;
    }
}
