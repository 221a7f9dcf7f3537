using Entente.Feel;
using Entente.Feel.Checking;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Whether a pattern is one that <c>matches</c> of the rule language understands.</summary>
internal static class Patterns
{
    private static readonly Rule Matches = Checker.Check("matches(text, pattern)", Scope.Of(("text", FeelType.Text), ("pattern", FeelType.Text))).Compile();

    public static string? Problem(string pattern) =>
        Matches.Evaluate([Value.Of(""), Value.Of(pattern)], Limits.Default).Problem is { } problem ? new Feel.Explaining.Voice("en").Say(problem) : null;
}
