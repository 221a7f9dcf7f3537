namespace Entente.Bodies.Loading;

/// <summary>What somebody probably meant.</summary>
internal static class Nearest
{
    // Beyond that, comparing with all of them takes longer than reading the file.
    private const int TooMany = 5000;

    /// <summary>"Did you mean …?" when one of the known names is close to what was written, else the known names if they are few.</summary>
    public static string Hint(string written, IEnumerable<string> known)
    {
        var names = known.Take(TooMany).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == TooMany)
            return $"There are many to choose from, such as {string.Join(", ", names.Take(5))}.";
        if (Find(written, names) is { } nearest)
            return $"Did you mean \"{nearest}\"?";
        return names.Count switch
        {
            0 => "There are none so far.",
            <= 12 => $"Known here: {string.Join(", ", names)}.",
            _ => $"There are {names.Count} to choose from, such as {string.Join(", ", names.Take(5))}.",
        };
    }

    public static string? Find(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > 100)
            return null;
        // NO is one letter from NOR, and from others as well: whoever writes it means Norway.
        if (Countries.FindAlpha2(written.ToUpperInvariant()) is { } country && known.Contains(country.Alpha3, StringComparer.Ordinal))
            return country.Alpha3;
        var allowed = Math.Max(1, written.Length / 3);
        var best = known
            .Where(name => Math.Abs(name.Length - written.Length) <= allowed)
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= allowed && candidate.Distance < written.Length)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name;
    }

    /// <summary>Letters to insert, delete, replace or swap with the next (optimal string alignment).</summary>
    private static int Distance(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++)
            last[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[to.Length];
    }
}
