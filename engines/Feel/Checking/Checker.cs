using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>Says everything that is wrong with an expression before there are any data.</summary>
/// <example><c>Checker.Check("sum(catches.weight_kg) &lt;= qouta", scope).Findings</c> suggests <c>quota</c>.</example>
public static class Checker
{
    /// <summary>Reads an expression and checks it.</summary>
    public static Checked Check(string text, Scope scope) => Check(Parser.Expression(text, scope.Spelled), scope);

    /// <summary>Reads a cell of a decision table and checks it; the scope's <c>?</c> is what it tests.</summary>
    public static Checked CheckTests(string text, Scope scope) => Check(Parser.UnaryTests(text, scope.Spelled), scope);

    /// <summary>Checks a tree.</summary>
    public static Checked Check(Node tree, Scope scope)
    {
        var inference = new Inference(scope);
        var type = inference.Of(tree);
        if (inference.Findings is { Count: > 0 } findings)
            return new Checked(tree, scope, type, findings, null) { Inference = inference };
        var (plan, refusals) = Planner.Of(tree, inference, scope);
        return new Checked(tree, scope, type, refusals, plan) { Inference = inference };
    }

    private static Checked Check(Parsed parsed, Scope scope)
    {
        if (parsed.Tree is null)
            return new Checked(new NullLiteral(), scope, FeelType.Any, parsed.Findings, null);
        var read = Check(parsed.Tree, scope);
        return parsed.Findings.Count == 0 ? read : read with { Findings = [.. parsed.Findings.Concat(read.Findings).OrderBy(f => f.At.Start)], Plan = null };
    }
}
