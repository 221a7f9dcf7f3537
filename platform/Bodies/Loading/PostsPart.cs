using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Bodies.Loading;

/// <summary>The posts of body.yaml and what they allow.</summary>
internal sealed partial class PostsPart(MapReader root, Translations texts, FileFindings findings)
{
    private static readonly Dictionary<string, Right> Rights = Enum.GetValues<Right>().ToDictionary(RightNames.Of, StringComparer.Ordinal);

    // A party's people act for their party; the body's own people serve all of them, and in a party's name only as its
    // secretariat. Nobody becomes administrator of the installation because a folder says so.
    private static readonly Dictionary<PostFor, Right[]> Fitting = new()
    {
        [PostFor.Party] = [Right.Read, Right.Enter, Right.Approve, Right.Submit, Right.Vouch, Right.Oversee],
        [PostFor.Body] = [Right.Read, Right.Serve, Right.Describe, Right.Oversee],
    };

    public IReadOnlyList<Post> Read() => [.. root.Coded("posts").Select(Post)];

    private Post Post(YamlEntry entry)
    {
        var place = $"posts.{entry.Key.Value}";
        if (root.Inner(entry, place) is not { } map)
            return new Post(entry.Key.Value, texts.Resolve($"{place}.name", null), PostFor.Party, [], null, null);
        var name = texts.Resolve($"{place}.name", map.Take("name"));
        var (holder, known) = For(map);
        var rights = RightsOf(map, holder, known);
        var term = Term(map);
        var reconfirm = Months(map, "reconfirm-every", findings);
        map.Close();
        return new Post(entry.Key.Value, name, holder, rights, term, reconfirm);
    }

    private (PostFor For, bool Known) For(MapReader map)
    {
        if (map.Word("for") is not { } word)
            return (PostFor.Party, false);
        if (word.Value is "party" or "body")
            return (word.Value == "party" ? PostFor.Party : PostFor.Body, true);
        findings.Add(word.At, "unknown-value", $"A post cannot be for \"{word.Value}\".", "Write \"for: party\" for somebody who acts for one party, \"for: body\" for the body's own people.");
        return (PostFor.Party, false);
    }

    private List<Right> RightsOf(MapReader map, PostFor holder, bool known)
    {
        var rights = new List<Right>();
        foreach (var word in map.Words("rights") ?? [])
        {
            if (!Rights.TryGetValue(word.Value, out var right))
                findings.AddUnknown(word.At, "unknown-right", $"There is no right \"{word.Value}\".", word.Value, Rights.Keys);
            else if (known && !Fitting[holder].Contains(right))
                findings.Add(word.At, "unfitting-right", $"A post for {(holder == PostFor.Party ? "a party" : "the body")} cannot have the right \"{word.Value}\".",
                    $"It may have: {string.Join(", ", Rights.Where(pair => Fitting[holder].Contains(pair.Value)).Select(pair => pair.Key))}.");
            else
                rights.Add(right);
        }
        return rights;
    }

    private Term? Term(MapReader map)
    {
        var months = Months(map, "term", findings);
        var inARow = map.Word("terms-in-a-row", required: false);
        if (inARow is null)
            return months is { } alone ? new Term(alone, null) : null;
        if (!int.TryParse(inARow.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var times) || times is < 1 or > 20)
            findings.Add(inARow.At, "wrong-type", $"\"{inARow.Value}\" is not a number of terms.", "Write a whole number from 1 to 20.");
        if (months is null)
            findings.Add(inARow.At, "missing-key", "\"terms-in-a-row\" says how many terms, but not how long one is.", "Add \"term: 2 years\".");
        return new Term(months ?? 1, times);
    }

    internal static int? Months(MapReader map, string key, FileFindings findings)
    {
        if (map.Word(key, required: false) is not { } word)
            return null;
        var duration = Duration().Match(word.Value);
        var months = duration.Success ? int.Parse(duration.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * (duration.Groups["unit"].Value == "year" ? 12 : 1) : 0;
        if (months is < 1 or > 1200)
            findings.Add(word.At, "wrong-type", $"\"{word.Value}\" is not a length of time.", "Write a number of months or years: \"18 months\", \"2 years\".");
        return months;
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,3}) (?<unit>month|year)s?\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Duration();
}
