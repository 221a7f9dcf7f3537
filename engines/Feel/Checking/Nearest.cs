namespace Entente.Feel.Checking;

/// <summary>Which of the names that there are was probably meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 60;

    /// <summary>The nearest name, or null when none is near: at most a third of the characters may differ.</summary>
    public static string? To(string written, IEnumerable<string> names)
    {
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var name in names)
        {
            var distance = Distance(Folded(written), Folded(name));
            if (distance <= Allowed(written, name) && (distance < least || distance == least && string.CompareOrdinal(name, best) < 0) && name != written)
                (best, least) = (name, distance);
        }
        return best;
    }

    private static int Allowed(string written, string name) => Math.Max(written.Length, name.Length) switch
    {
        > LongestCompared => -1,
        <= 2 => 0,
        var length => Math.Max(1, length / 3),
    };

    // Capitals, and what joins words, are never what a name is told apart by.
    private static string Folded(string name) => name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>How many characters to insert, leave out, replace or swap with their neighbour.</summary>
    internal static int Distance(string a, string b)
    {
        if (Math.Max(a.Length, b.Length) > LongestCompared)
            return int.MaxValue;
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
                table[i, j] = i == 0 ? j : j == 0 ? i : Least(table, a, b, i, j);
        return table[a.Length, b.Length];
    }

    private static int Least(int[,] table, string a, string b, int i, int j)
    {
        var cost = a[i - 1] == b[j - 1] ? 0 : 1;
        var least = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + cost);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
    }
}
