using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Tests.Feel.Running;

/// <summary>Reads and evaluates in one go.</summary>
internal static class Run
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public static Node Tree(string text)
    {
        var parsed = Parser.Expression(text);
        parsed.Findings.ShouldBeEmpty(text);
        return parsed.Tree!;
    }

    public static Rule Compiled(string text, params ReadOnlySpan<string> names) => Rule.Dynamic(Tree(text), Any(names));

    public static Outcome Of(string text, Limits? limits = null) => Compiled(text).Evaluate([], limits ?? new Limits(Now: Now));

    /// <summary>The value as the language writes it; with or instead of it the code of the problem.</summary>
    public static string Text(string text, Limits? limits = null)
    {
        var outcome = Of(text, limits);
        return outcome.Problem is { } problem ? (outcome.Value.IsNull ? "" : outcome.Value + " but ") + problem.Code : outcome.Value.ToString();
    }

    public static Scope Any(ReadOnlySpan<string> names)
    {
        var typed = new (string Name, FeelType Type)[names.Length];
        for (var i = 0; i < typed.Length; i++)
            typed[i] = (names[i], FeelType.Any);
        return Scope.Of(typed);
    }
}
