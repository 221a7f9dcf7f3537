namespace Entente.Feel.Syntax;

/// <summary>Collects what is wrong with a text: at most one finding for a place, and not more than anybody would read.</summary>
internal sealed class Findings
{
    private const int Most = 50;
    private readonly List<Finding> list = [];
    private HashSet<int>? places;

    public int Count => list.Count;

    public bool Has(string code) => list.Exists(finding => finding.Code == code);

    public void Add(string code, Span at, Seq<string> facts, string? suggestion = null)
    {
        if (list.Count < Most && (places ??= []).Add(at.Start))
            list.Add(new Finding(code, at, facts, suggestion));
    }

    public void Add(Findings others)
    {
        foreach (var finding in others.list)
            Add(finding.Code, finding.At, finding.Facts, finding.Suggestion);
    }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Finding> ToList() => [.. list.OrderBy(finding => finding.At.Start)];
}

/// <summary>A short piece of the text, to be mentioned.</summary>
internal static class Excerpt
{
    private const int Longest = 24;

    public static string Of(string text, int start, int end)
    {
        var cut = end - start > Longest;
        var stop = cut ? start + Longest : end;
        if (cut && char.IsHighSurrogate(text[stop - 1]))
            stop--;
        return string.Concat(text.AsSpan(start, stop - start).TrimEnd(), cut ? "…" : "");
    }

    public static string Of(string text, int start) => Of(text, start, text.Length);
}
