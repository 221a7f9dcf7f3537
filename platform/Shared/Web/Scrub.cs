using System.Text.RegularExpressions;

namespace Entente.Shared.Web;

/// <summary>
/// A second line of defence for what is kept of errors: nobody should write personal data into a message, but
/// mail servers and libraries quote what they were given.
/// </summary>
public static partial class Scrub
{
    private const int Longest = 2000;

    public static string Text(string text)
    {
        // Most lines hold nothing that could be one of them, and are many.
        if (text.Length <= Longest && text.AsSpan().IndexOfAny('@', '?', '.') < 0)
            return text;
        var clean = Network().Replace(Query().Replace(Address().Replace(text, "(address)"), "?(query)"), "(network address)");
        return clean.Length <= Longest ? clean : clean[..Longest] + "…";
    }

    [GeneratedRegex(@"[^\s<>@""'(),;:]+@[^\s<>@""'(),;:]+", RegexOptions.None, 5000)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<=[\w/])\?[^\s""']*=[^\s""']*", RegexOptions.None, 5000)]
    private static partial Regex Query();

    [GeneratedRegex(@"\b(?!127\.)\d{1,3}(\.\d{1,3}){3}\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Network();
}
