using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The time limits of a case.</summary>
internal sealed class ClocksPart(MapReader root, Reading reading, Workflow workflow)
{
    private FileFindings Findings => reading.Findings;

    public IReadOnlyList<Clock> Read() => [.. root.Coded("clocks", required: false).Select(Clock).OfType<Clock>()];

    private Clock? Clock(YamlEntry entry)
    {
        var place = $"clocks.{entry.Key.Value}";
        if (root.Inner(entry, place) is not { } map)
            return null;
        var name = reading.Text(map, "name", $"{place}.");
        var runs = States(map, "runs", required: true);
        var stops = States(map, "stops", required: false);
        foreach (var state in stops.Where(stop => runs.Exists(run => run.Value == stop.Value)))
            Findings.Add(state.At, "duplicate-value", $"In \"{state.Value}\" the clock cannot both run and stand still.", "Keep it in one of \"runs\" and \"stops\".");
        var limit = new TimeLimitPart(map, reading).Read();
        var then = Then(map);
        map.Close();
        return new Clock(entry.Key.Value, name, [.. runs.Select(word => word.Value)], [.. stops.Select(word => word.Value)], limit?.Days ?? 1, limit?.WorkingDays ?? false, limit?.Calendar) { Then = then };
    }

    private List<YamlText> States(MapReader map, string key, bool required)
    {
        var words = map.Words(key, required) ?? [];
        foreach (var word in words.Where(word => workflow.State(word.Value) is null))
            Findings.AddUnknown(word.At, "unknown-state", $"There is no state \"{word.Value}\".", word.Value, workflow.States.Select(state => state.Code));
        return [.. words];
    }

    // Whatever time does, nobody is there to declare anything, to be asked for a reason, or to be a second pair of eyes.
    private string? Then(MapReader map)
    {
        if (map.Word("then", required: false) is not { } word)
            return null;
        if (workflow.Step(word.Value) is not { } step)
            Findings.AddUnknown(word.At, "unknown-step", $"There is no step \"{word.Value}\".", word.Value, workflow.Steps.Select(known => known.Code));
        else if (!step.By.Contains(Step.ByClock, StringComparer.Ordinal) || step.Submits)
            Findings.Add(word.At, "not-by-clock", $"\"{word.Value}\" is no step that the clock can take.", "Write \"by: [clock]\" at the step, without \"submits\".");
        return word.Value;
    }
}
