using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>An expression after checking.</summary>
/// <param name="Tree">What was checked.</param>
/// <param name="Scope">The names it may use.</param>
/// <param name="Type">What values it can have.</param>
/// <param name="Findings">Everything wrong with it, in the order of the text.</param>
/// <param name="Plan">How it is evaluated over large tables; null when there are findings.</param>
public sealed record Checked(Node Tree, Scope Scope, FeelType Type, IReadOnlyList<Finding> Findings, Plan? Plan)
{
    /// <summary>Nothing is known of an expression that was not checked.</summary>
    internal Inference? Inference { get; init; }

    /// <summary>What values a node of the tree can have.</summary>
    public FeelType TypeOf(Node node) => Inference?.TypeOf(node) ?? FeelType.Any;

    /// <summary>The expression as something that runs.</summary>
    /// <param name="traced">Whether it can be watched node by node; that costs speed and changes no value.</param>
    /// <exception cref="InvalidOperationException">There are findings.</exception>
    public Rule Compile(bool traced = false) => Rule.Of(this, traced);
}
