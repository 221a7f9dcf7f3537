using System.Globalization;
using System.Text;

namespace Entente.Shared.Components;

/// <summary>
/// Thousands of things to choose from, found on the server by part of their text or by the other words of each, such as
/// codes. Capitals, accents and vowel signs do not matter.
/// </summary>
public sealed class OptionSearch
{
    /// <summary>How many of those found are shown at once.</summary>
    public const int Most = 20;

    private readonly IReadOnlyList<Folded> _options;

    public OptionSearch(IEnumerable<Option> options) =>
        _options = [.. options.Select(option => new Folded(option, Fold(option.Value), Fold(option.Text), Fold(option.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    public Option? Find(string value) => _options.FirstOrDefault(one => one.Option.Value == value)?.Option;

    /// <summary>The one thing whose code or whole text this is, when it is only one.</summary>
    public Option? Named(string text)
    {
        var typed = Fold(text.Trim());
        var exact = _options.Where(one => one.Code == typed || one.Text == typed).Take(2).ToList();
        return exact is [var only] ? only.Option : null;
    }

    /// <summary>All that match, the closest first.</summary>
    public IReadOnlyList<Option> Matching(string text)
    {
        var typed = Fold(text.Trim());
        return typed.Length == 0 ? [] : [.. _options.Select(one => (Rank: one.Rank(typed), one.Option)).Where(one => one.Rank < Folded.Not).OrderBy(one => one.Rank).Select(one => one.Option)];
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
            // The Arabic stroke that only draws a word out.
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark && letter != '\u0640')
                folded.Append(char.ToLowerInvariant(letter));
        return folded.ToString();
    }

    private sealed record Folded(Option Option, string Code, string Text, string[] Words)
    {
        public const int Not = 7;

        public int Rank(string typed) =>
            Code == typed || Text == typed || Words.Contains(typed, StringComparer.Ordinal) ? 0
            : Code.StartsWith(typed, StringComparison.Ordinal) ? 1
            : Text.StartsWith(typed, StringComparison.Ordinal) ? 2
            : Begins(typed) ? 3
            : Array.Exists(Words, word => word.StartsWith(typed, StringComparison.Ordinal)) ? 4
            : Text.Contains(typed, StringComparison.Ordinal) ? 5
            : Array.Exists(Words, word => word.Contains(typed, StringComparison.Ordinal)) ? 6
            : Not;

        private bool Begins(string typed)
        {
            for (var at = Text.IndexOf(typed, StringComparison.Ordinal); at >= 0; at = Text.IndexOf(typed, at + 1, StringComparison.Ordinal))
                if (at == 0 || !char.IsLetterOrDigit(Text[at - 1]))
                    return true;
            return false;
        }
    }
}
