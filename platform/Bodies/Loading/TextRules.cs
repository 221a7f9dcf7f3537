using System.Text;

namespace Entente.Bodies.Loading;

/// <summary>What a text may be once it is read: one line, composed characters, nothing PostgreSQL or JSON would refuse.</summary>
internal static class TextRules
{
    public const int Longest = 2000;

    public static string Clean(string text, Place at, FileFindings findings)
    {
        if (Unusable(text))
        {
            findings.Add(at, "character", "The text holds a character that is not one.", "Remove the escape sequence (\\0, \\x… or \\u…).");
            return "";
        }
        var composed = string.Join(' ', text.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (composed.Length <= Longest)
            return composed;
        findings.Add(at, "too-long", $"The text has {composed.Length} characters; {Longest} are allowed.", "Shorten it.");
        return composed[..(char.IsHighSurrogate(composed[Longest - 1]) ? Longest - 1 : Longest)];
    }

    private static bool Unusable(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (char.IsHighSurrogate(letter) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                at++;
            else if (char.IsSurrogate(letter) || (char.IsControl(letter) && !char.IsWhiteSpace(letter)) || letter is '\uFFFE' or '\uFFFF')
                return true;
        }
        return false;
    }
}
