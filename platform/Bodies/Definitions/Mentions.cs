using System.Text.RegularExpressions;

namespace Entente.Bodies.Definitions;

/// <summary>What the sentence of a check, or a help, mentions: <c>{weight} is more than {report.limit}</c>.</summary>
public static partial class Mentions
{
    /// <summary>Of all languages, each once, in the order in which they are first written.</summary>
    public static IReadOnlyList<string> In(LocalText says) =>
        [.. says.All.SelectMany(text => Braced().Matches(text.Text)).Select(match => match.Groups["name"].Value.Trim()).Distinct(StringComparer.Ordinal)];

    public static string Fill(string sentence, Func<string, string> value) => Braced().Replace(sentence, match => value(match.Groups["name"].Value.Trim()));

    /// <summary>Where there is no answer to be said: on a form that is not begun, in the comment of a column.</summary>
    public static string Unfilled(string sentence) => Fill(sentence, _ => "…");

    /// <summary>A field of the row that a check looks at, or "section.field" of what is asked once.</summary>
    public static (Section Section, Field Field)? Find(Definition definition, string? table, string name)
    {
        var parts = name.Split('.');
        var section = definition.Section(parts.Length == 1 ? table ?? "" : parts[0]);
        return parts.Length <= 2 && section is not null && section.IsTable == (parts.Length == 1) && section.Field(parts[^1]) is { } field ? (section, field) : null;
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Braced();
}
