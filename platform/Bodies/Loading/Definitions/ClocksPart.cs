using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The time limits of a case.</summary>
internal sealed partial class ClocksPart(MapReader root, Reading reading, Workflow workflow)
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
        var (days, working) = Within(map);
        var calendar = Calendar(map, working);
        map.Close();
        return new Clock(entry.Key.Value, name, [.. runs.Select(word => word.Value)], [.. stops.Select(word => word.Value)], days, working, calendar);
    }

    private List<YamlText> States(MapReader map, string key, bool required)
    {
        var words = map.Words(key, required) ?? [];
        foreach (var word in words.Where(word => workflow.State(word.Value) is null))
            Findings.AddUnknown(word.At, "unknown-state", $"There is no state \"{word.Value}\".", word.Value, workflow.States.Select(state => state.Code));
        return [.. words];
    }

    private (int Days, bool Working) Within(MapReader map)
    {
        if (map.Word("within") is not { } word)
            return (1, false);
        var length = Length().Match(word.Value);
        var days = length.Success ? int.Parse(length.Groups["days"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (days is < 1 or > 3650)
            Findings.Add(word.At, "wrong-type", $"\"{word.Value}\" is not a number of days.", "Write \"30 working days\" or \"90 days\".");
        return (days, length.Groups["working"].Success);
    }

    private string? Calendar(MapReader map, bool working)
    {
        if (map.Word("calendar", required: false) is not { } word)
            return null;
        if (!working)
            Findings.Add(word.At, "unfitting-key", "A calendar is for working days.", "Write \"within: 30 working days\", or remove \"calendar\".");
        if (reading.Body.List(word.Value) is not { } list)
            Findings.AddUnknown(word.At, "unknown-list", $"There is no list \"{word.Value}\" in body.yaml.", word.Value, reading.Body.Lists.Select(known => known.Code));
        else if (!list.Columns.Any(column => column is { Code: "day", Kind: ColumnKind.Date }))
            Findings.Add(word.At, "calendar", $"The list \"{word.Value}\" has no column \"day\" with dates.", "Add \"day: {name: Day, kind: date}\" to its columns in body.yaml.");
        return word.Value;
    }

    [GeneratedRegex(@"\A(?<days>[0-9]{1,4}) (?<working>working )?days?\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Length();
}
