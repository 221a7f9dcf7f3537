using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Feel.Running;

namespace Entente.Feel.Browser;

/// <summary>
/// A regular expression as a browser reads it. Browsers go back and try again, so only those are taken that cannot take long on a
/// text of the length that the script accepts.
/// </summary>
/// <param name="Source">For <c>new RegExp(source)</c>.</param>
/// <param name="AsciiOnly">Whether it is known only for texts of ASCII, because of <c>\d</c>, <c>\w</c>, <c>\p{…}</c>, of which browsers have other tables.</param>
internal sealed partial record PagePattern(string Source, bool AsciiOnly)
{
    private const int LongestText = 256;
    private const int LongestPattern = 200;
    private const double MostWays = 150_000;

    /// <summary>Null when it is not well formed, has back-references, or may take long.</summary>
    public static PagePattern? Of(string pattern)
    {
        if (pattern.Length > LongestPattern || Pattern.Read(pattern, "") is null)
            return null;
        var reader = new PatternReader(pattern, dotAll: false, multiLine: false);
        if (reader.Read() is not { } tree || reader.HasBackReferences || Ways(tree) > Math.Log(MostWays))
            return null;
        var asciiOnly = Sets(tree).Any(set => NeedsTables().IsMatch(set.Net));
        return new PagePattern(Written(tree, asciiOnly), asciiOnly);
    }

    /// <summary>The logarithm of the number of ways in which one beginning of a text could be tried.</summary>
    private static double Ways(PatternNode node) => node switch
    {
        Following following => following.Parts.Sum(Ways),
        Choice choice => Math.Log(choice.Branches.Sum(branch => Math.Exp(Math.Min(Ways(branch), 100)))),
        Grouped group => Ways(group.Of),
        Repeated { Most: var most, Fewest: var fewest, Of: var of } =>
            (Bounded(most) * Ways(of)) + Math.Log(Math.Max(Bounded(most) - fewest, 0) + 1),
        _ => 0,
    };

    private static int Bounded(int? most) => Math.Min(most ?? LongestText, LongestText);

    private static IEnumerable<CharacterSet> Sets(PatternNode node) => node switch
    {
        CharacterSet set => [set],
        Following following => following.Parts.SelectMany(Sets),
        Choice choice => choice.Branches.SelectMany(Sets),
        Grouped group => Sets(group.Of),
        Repeated repeated => Sets(repeated.Of),
        _ => [],
    };

    private static string Written(PatternNode node, bool asciiOnly) => node switch
    {
        CharacterSet set => asciiOnly ? Ascii(set.Net) : Shortened(set.Net),
        Following following => string.Concat(following.Parts.Select(part => Written(part, asciiOnly))),
        Choice choice => "(?:" + string.Join('|', choice.Branches.Select(branch => Written(branch, asciiOnly))) + ")",
        Grouped group => "(?:" + Written(group.Of, asciiOnly) + ")",
        Edge edge => edge.Start ? "^" : "$",
        Repeated repeated => Written(repeated.Of, asciiOnly) + Quantity(repeated),
        _ => throw new ArgumentException($"{node.GetType().Name} is not for a page.", nameof(node)),
    };

    private static string Quantity(Repeated repeated) => (repeated.Fewest, repeated.Most) switch
    {
        (0, null) => "*",
        (1, null) => "+",
        (0, 1) => "?",
        var (fewest, most) when fewest == most => string.Create(CultureInfo.InvariantCulture, $"{{{fewest}}}"),
        var (fewest, most) => string.Create(CultureInfo.InvariantCulture, $"{{{fewest},{most}}}"),
    };

    /// <summary>Those of the first 128 characters that belong to a set.</summary>
    private static string Ascii(string net)
    {
        var (set, members) = (Pattern.Compiled(net, ignoreCase: false), new StringBuilder("["));
        for (var first = 0; first < 128; first++)
        {
            if (!set.IsMatch(((char)first).ToString()))
                continue;
            var last = first;
            while (last < 127 && set.IsMatch(((char)(last + 1)).ToString()))
                last++;
            members.Append(Unit((char)first)).Append(last > first ? "-" + Unit((char)last) : "");
            first = last;
        }
        return members.Append(']').ToString();
    }

    // As the engine writes sets for .NET, so does a browser read them; letters and figures are put plainly, because pages are sent.
    private static string Shortened(string net) =>
        Alone().Replace(Escaped().Replace(net, found => Unit((char)int.Parse(found.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))), "$1");

    private static string Unit(char unit) =>
        char.IsAsciiLetterOrDigit(unit) || unit is ' ' or '_' ? unit.ToString() : string.Create(CultureInfo.InvariantCulture, $@"\u{(int)unit:X4}");

    [GeneratedRegex(@"\\[pP]|-\[", RegexOptions.None, 5000)]
    private static partial Regex NeedsTables();

    [GeneratedRegex(@"\\u([0-9A-F]{4})", RegexOptions.None, 5000)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"(\\u[0-9A-F]{4}|[A-Za-z0-9 _])-\1", RegexOptions.None, 5000)]
    private static partial Regex Alone();
}
