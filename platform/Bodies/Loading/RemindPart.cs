using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading;

/// <summary>"remind: [14 days before, 1 day after]", in body.yaml and in definitions.</summary>
internal static class RemindPart
{
    /// <summary>Null where nothing is said.</summary>
    public static IReadOnlyList<int>? Read(MapReader map, FileFindings findings)
    {
        if (map.Words("remind", required: false) is not { } words)
            return null;
        var days = new List<int>();
        foreach (var word in words)
        {
            if (Reminders.Read(word.Value) is not { } day)
                findings.Add(word.At, "remind", $"\"{word.Value}\" does not say when.", "Write \"14 days before\", \"1 day after\", \"2 weeks before\" or \"on the day\", at most a year away.");
            else if (days.Contains(day))
                findings.Add(word.At, "duplicate-value", $"\"{word.Value}\" is the same day as another.", "Remove one.");
            else
                days.Add(day);
        }
        return [.. days.Order()];
    }
}
