using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Feel.Running;

/// <summary>
/// A regular expression ready to be used. It runs on the engine of .NET that does not backtrack, so that its time is in
/// proportion to the text; one with back-references, which that engine cannot do, runs on one of our own within the budget.
/// </summary>
internal sealed class Pattern
{
    /// <summary>How large a pattern may be with its repetitions written out.</summary>
    private const int MostSize = 5_000;

    private readonly Regex? regex;
    private readonly Backtracking? backtracking;

    private Pattern(Regex? regex, Backtracking? backtracking, int groups)
    {
        this.regex = regex;
        this.backtracking = backtracking;
        Groups = groups;
    }

    public int Groups { get; }

    /// <summary>Null when it is not well formed, too large, or has flags that there are not.</summary>
    public static Pattern? Read(string text, string flags)
    {
        if (flags.AsSpan().ContainsAnyExcept("smix"))
            return null;
        if (flags.Contains('x', StringComparison.Ordinal))
            text = WithoutSpaces(text);
        var reader = new PatternReader(text, flags.Contains('s', StringComparison.Ordinal), flags.Contains('m', StringComparison.Ordinal));
        if (reader.Read() is not { } tree || tree.Size > MostSize)
            return null;
        var ignoreCase = flags.Contains('i', StringComparison.Ordinal);
        try
        {
            return reader.HasBackReferences
                ? new Pattern(null, new Backtracking(tree, reader.Groups, ignoreCase), reader.Groups)
                : new Pattern(Compiled(Net(tree), ignoreCase), null, reader.Groups);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // A property or block of characters that does not exist.
            return null;
        }
    }

    // Without backtracking there is nothing that a timeout would have to end.
#pragma warning disable MA0009
    public static Regex Compiled(string net, bool ignoreCase) =>
        new(net, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
#pragma warning restore MA0009

    public bool Matches(Evaluation e, string text) => regex?.IsMatch(text) ?? backtracking!.Find(e, text, 0) is not null;

    /// <summary>The next match from a place on: of the whole and of each group its beginning and end, −1 for a group that took no part.</summary>
    public (int Start, int End)[]? Find(Evaluation e, string text, int from)
    {
        if (backtracking is not null)
            return backtracking.Find(e, text, from);
        var match = regex!.Match(text, from);
        if (!match.Success)
            return null;
        var found = new (int, int)[Groups + 1];
        for (var i = 0; i < found.Length; i++)
            found[i] = match.Groups[i] is { Success: true } group ? (group.Index, group.Index + group.Length) : (-1, -1);
        return found;
    }

    private static string WithoutSpaces(string text)
    {
        var (kept, inside) = (new StringBuilder(text.Length), 0);
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = i > 0 && text[i - 1] == '\\' && (i < 2 || text[i - 2] != '\\');
            if (!escaped)
                inside += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            if (inside > 0 || text[i] is not (' ' or '\t' or '\n' or '\r'))
                kept.Append(text[i]);
        }
        return kept.ToString();
    }

    private static string Net(PatternNode node) => node switch
    {
        CharacterSet set => set.Net,
        Following following => string.Concat(following.Parts.Select(Net)),
        Choice choice => "(?:" + string.Join('|', choice.Branches.Select(Net)) + ")",
        Grouped group => (group.Number is null ? "(?:" : "(") + Net(group.Of) + ")",
        Edge edge => edge switch { { Start: true, OfLine: true } => "(?m:^)", { Start: true } => @"\A", { OfLine: true } => "(?m:$)", _ => @"\z" },
        Repeated repeated => "(?:" + Net(repeated.Of) + ")" + Quantity(repeated) + (repeated.Lazy ? "?" : ""),
        _ => throw new ArgumentException($"{node.GetType().Name} is not for this engine.", nameof(node)),
    };

    private static string Quantity(Repeated repeated) => repeated switch
    {
        { Fewest: 0, Most: null } => "*",
        { Most: null } => string.Create(CultureInfo.InvariantCulture, $"{{{repeated.Fewest},}}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{{{repeated.Fewest},{repeated.Most}}}"),
    };
}
