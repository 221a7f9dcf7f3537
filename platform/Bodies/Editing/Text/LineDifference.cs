using System.Runtime.InteropServices;

namespace Entente.Bodies.Editing;

/// <summary>A stretch of lines that two texts do not have alike: from where, and how many, on either side. Lines count from 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Hunk(int Before, int BeforeCount, int After, int AfterCount)
{
    public int BeforeEnd => Before + BeforeCount;
}

/// <summary>Where two texts differ, line by line: Myers' shortest script, or one stretch where that would take too long.</summary>
internal static class LineDifference
{
    // Texts that differ by more lines were written anew: one stretch says as much.
    private const int MostSteps = 1_500;

    public static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines is [.., ""] ? lines[..^1] : lines;
    }

    public static IReadOnlyList<Hunk> Of(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        var (left, right) = (before[head..^tail], after[head..^tail]);
        if (left.Length == 0 && right.Length == 0)
            return [];
        if (left.Length == 0 || right.Length == 0)
            return [new Hunk(head, left.Length, head, right.Length)];
        return Script(left, right) is { } same ? [.. Hunks(same, left.Length, right.Length, head)] : [new Hunk(head, left.Length, head, right.Length)];
    }

    // The pairs of lines that stay, in order; null where the texts are too different.
    private static List<(int Before, int After)>? Script(string[] before, string[] after)
    {
        var most = Math.Min(before.Length + after.Length, MostSteps);
        var reach = new int[(2 * most) + 2];
        var trace = new List<int[]>();
        for (var steps = 0; steps <= most; steps++)
        {
            trace.Add(reach[(most - steps)..(most + steps + 2)]);
            for (var diagonal = -steps; diagonal <= steps; diagonal += 2)
            {
                var at = Furthest(reach, most, steps, diagonal);
                while (at < before.Length && at - diagonal < after.Length && before[at] == after[at - diagonal])
                    at++;
                reach[most + diagonal] = at;
                if (at >= before.Length && at - diagonal >= after.Length)
                    return Back(trace, before.Length, after.Length);
            }
        }
        return null;
    }

    private static int Furthest(int[] reach, int middle, int steps, int diagonal) =>
        diagonal == -steps || (diagonal != steps && reach[middle + diagonal - 1] < reach[middle + diagonal + 1])
            ? reach[middle + diagonal + 1]
            : reach[middle + diagonal - 1] + 1;

    private static List<(int Before, int After)> Back(List<int[]> trace, int x, int y)
    {
        var same = new List<(int, int)>();
        for (var steps = trace.Count - 1; steps >= 0; steps--)
        {
            var (fromX, fromY) = steps == 0 ? (0, 0) : From(trace[steps], steps, x - y);
            while (x > fromX && y > fromY)
            {
                x--;
                y--;
                same.Add((x, y));
            }
            (x, y) = (fromX, fromY);
        }
        same.Reverse();
        return same;
    }

    private static (int X, int Y) From(int[] reach, int steps, int diagonal)
    {
        var before = diagonal == -steps || (diagonal != steps && reach[steps + diagonal - 1] < reach[steps + diagonal + 1]) ? diagonal + 1 : diagonal - 1;
        return (reach[steps + before], reach[steps + before] - before);
    }

    private static IEnumerable<Hunk> Hunks(List<(int Before, int After)> same, int before, int after, int head)
    {
        var (x, y) = (0, 0);
        foreach (var (left, right) in same.Append((before, after)))
        {
            if (left > x || right > y)
                yield return new Hunk(head + x, left - x, head + y, right - y);
            (x, y) = (left + 1, right + 1);
        }
    }
}
