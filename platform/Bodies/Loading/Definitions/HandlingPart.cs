using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>How a case is handled beside its clocks: the letters that are written, and whose opinion is asked.</summary>
internal sealed partial class HandlingPart(MapReader root, Reading reading, Known known, Workflow workflow)
{
    private static readonly string[] Names = ["number", "party", "day", "reason"];

    private FileFindings Findings => reading.Findings;

    public IReadOnlyList<LetterText> Letters() => [.. root.Coded("letters", required: false).Select(Letter).OfType<LetterText>()];

    public Referrals? Referrals()
    {
        if (!root.Has("referrals") || root.Map("referrals", "referrals") is not { } map)
            return null;
        var shows = map.Words("shows") ?? [];
        foreach (var word in shows.Where(word => known.Section(word.Value) is null))
            Findings.AddUnknown(word.At, "unknown-section", $"There is no section \"{word.Value}\".", word.Value, known.Sections);
        var within = new TimeLimitPart(map, reading).Read();
        map.Close();
        return within is null ? null : new Referrals([.. shows.Select(word => word.Value)], within);
    }

    private LetterText? Letter(YamlEntry entry)
    {
        var place = $"letters.{entry.Key.Value}";
        if (root.Inner(entry, place) is not { } map)
            return null;
        var name = reading.Text(map, "name", $"{place}.");
        var on = map.Words("on") ?? [];
        foreach (var word in on.Where(word => workflow.Step(word.Value) is null))
            Findings.AddUnknown(word.At, "unknown-step", $"There is no step \"{word.Value}\".", word.Value, workflow.Steps.Select(step => step.Code));
        var text = reading.Text(map, "text", $"{place}.");
        foreach (var hole in text.All.SelectMany(said => Holes().Matches(said.Text).Select(hole => hole.Groups["name"].Value)).Distinct(StringComparer.Ordinal))
            if (!Names.Contains(hole, StringComparer.Ordinal) && known.Once(hole).Count != 1)
                Findings.AddUnknown(entry.Key.At, "unknown-place", $"Nothing is called \"{hole}\" that a letter could hold.", hole, Names.Concat(known.OnceNames));
        map.Close();
        return new LetterText(entry.Key.Value, name, [.. on.Select(word => word.Value)], text);
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Holes();
}
