namespace Entente.Records.Interchange;

/// <summary>How many slips of the hand lie between two words: a letter too many, missing, wrong, or two exchanged.</summary>
internal static class Slips
{
    public static int Between(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most || one.Length > 100 || other.Length > 100)
            return most + 1;
        var rows = new int[3, other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var (now, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
            rows[now, 0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var least = Math.Min(Math.Min(rows[last, j], rows[now, j - 1]) + 1, rows[last, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    least = Math.Min(least, rows[before, j - 2] + 1);
                rows[now, j] = least;
            }
        }
        return rows[one.Length % 3, other.Length];
    }
}
