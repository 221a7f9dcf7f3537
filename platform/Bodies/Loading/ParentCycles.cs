namespace Entente.Bodies.Loading;

/// <summary>Which codes are above themselves.</summary>
internal static class ParentCycles
{
    /// <summary>
    /// Takes away, again and again, whatever has no parent left and whatever is nobody's parent: what cannot be taken
    /// away goes round in a circle, or lies between two circles.
    /// </summary>
    public static HashSet<string> Find(IReadOnlyDictionary<string, List<string>> parents)
    {
        var above = parents.ToDictionary(pair => pair.Key, pair => pair.Value.Where(parents.ContainsKey).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var below = parents.Keys.ToDictionary(code => code, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (code, up) in above)
        {
            foreach (var parent in up)
                below[parent].Add(code);
        }
        Strip(above, below);
        Strip(below, above);
        return [.. above.Where(pair => pair.Value.Count > 0 && below[pair.Key].Count > 0).Select(pair => pair.Key)];
    }

    private static void Strip(Dictionary<string, HashSet<string>> from, Dictionary<string, HashSet<string>> backwards)
    {
        var loose = new Queue<string>(from.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key));
        while (loose.TryDequeue(out var code))
        {
            foreach (var neighbour in backwards[code])
            {
                if (from[neighbour].Remove(code) && from[neighbour].Count == 0)
                    loose.Enqueue(neighbour);
            }
            backwards[code].Clear();
        }
    }
}
