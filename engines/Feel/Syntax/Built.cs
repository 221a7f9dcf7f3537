namespace Entente.Feel.Syntax;

/// <summary>A value put into a tree by what made the tree; never read from a text.</summary>
/// <param name="Value">Mostly a function written in .NET, such as a decision table.</param>
internal sealed record Built(Value Value) : Node;
