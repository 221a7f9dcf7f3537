using Entente.Bodies.Definitions;

namespace Entente.Records.Drafts;

/// <summary>
/// Where a row stands, as a text: between any two there is always room for another, so that rows are put in without
/// touching their neighbours. Small letters and figures, compared by their codes.
/// </summary>
public static class Places
{
    /// <summary>After every row that has a place.</summary>
    internal const string Unplaced = "~";

    public const int Longest = 200;

    private const string Signs = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int Width = 6;
    private const long MostIndex = 36L * 36 * 36 * 36 * 36 * 36 - 1;

    /// <summary>The place of the row that stands there when a draft is opened, with room for a billion.</summary>
    public static string At(long index)
    {
        Span<char> text = stackalloc char[Width];
        for (var place = Width - 1; place >= 0; place--, index /= Signs.Length)
            text[place] = Signs[(int)(index % Signs.Length)];
        return $"{text}i";
    }

    /// <summary>A place after this one and before that one; null for the ends.</summary>
    public static string Between(string? after, string? before)
    {
        var made = new List<char>();
        for (var place = 0; ; place++)
        {
            var low = after is not null && place < after.Length ? Signs.IndexOf(after[place], StringComparison.Ordinal) : 0;
            var high = before is not null && place < before.Length ? Signs.IndexOf(before[place], StringComparison.Ordinal) : Signs.Length;
            if (high - low > 1)
            {
                made.Add(Signs[(low + high) / 2]);
                return new string([.. made]);
            }
            made.Add(Signs[low]);
            // Below the upper neighbour already: what follows has no bound above.
            if (low < high)
                before = null;
        }
    }

    /// <summary>A place after this one, with as much room before it as there is between the rows a draft began with; however many are added, it grows no longer.</summary>
    public static string After(string? last)
    {
        if (last is null)
            return At(0);
        var index = 0L;
        for (var place = 0; place < Width; place++)
            index = (index * Signs.Length) + Math.Max(0, place < last.Length ? Signs.IndexOf(last[place], StringComparison.Ordinal) : 0);
        return index < MostIndex ? At(index + 1) : Between(last, null);
    }

    public static bool IsPlace(string text) => text.Length is > 0 and <= Longest && text.All(Signs.Contains);

    internal static IEnumerable<DraftRow> Single(Section section) =>
        section.IsTable ? [] : [new DraftRow(Guid.Empty, new Cell(At(0)), Cell.Blank, [])];
}
