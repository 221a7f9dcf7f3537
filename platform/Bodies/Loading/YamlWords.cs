using YamlDotNet.Core;

namespace Entente.Bodies.Loading;

/// <summary>The parser's messages in words that help somebody who does not know YAML.</summary>
internal static class YamlWords
{
    public const string TooDeep = "this is nested too deeply";

    public static string Explain(YamlException problem) => $"This is not YAML: {Reason(problem).Trim().TrimEnd('.').ToLowerInvariant()}.";

    public static string Mend(YamlException problem)
    {
        var reason = Reason(problem);
        if (reason == TooDeep)
            return "No part of a body is more than a few levels deep.";
        if (reason.Contains("mapping values", StringComparison.OrdinalIgnoreCase) || reason.Contains("invalid mapping", StringComparison.OrdinalIgnoreCase))
            return "A text that contains \": \" must stand in quotes.";
        if (reason.Contains("unicode", StringComparison.OrdinalIgnoreCase) || reason.Contains("escape", StringComparison.OrdinalIgnoreCase))
            return "A backslash in double quotes begins a code that is not one: write the character itself, or use single quotes.";
        if (reason.Contains("quoted scalar", StringComparison.OrdinalIgnoreCase))
            return "A quotation mark is opened and not closed, or something stands behind it.";
        if (reason.Contains("block", StringComparison.OrdinalIgnoreCase) || reason.Contains("simple key", StringComparison.OrdinalIgnoreCase))
            return "Look at the indentation of this line and the one before: keys of one level begin in the same column, and \":\" is followed by a space.";
        if (reason.Contains("flow", StringComparison.OrdinalIgnoreCase))
            return "A \"[\" or \"{\" is opened and not closed, or a comma is missing.";
        return "Look at this line and the one before; if a text holds any of : # [ ] { } & * ! | > ' \" % @ `, put it in quotes.";
    }

    private static string Reason(YamlException problem) => problem.InnerException?.Message ?? problem.Message;
}
