using System.Collections.Concurrent;
using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>Expressions of plans, compiled once for all runs.</summary>
internal sealed class RuleStore
{
    private readonly ConcurrentDictionary<Node, Rule> rules = new(ReferenceEqualityComparer.Instance);

    /// <summary>The rule of a node, which belongs to one plan and so to one scope.</summary>
    public Rule Of(Node node, Scope scope) => rules.GetOrAdd(node, static (node, scope) => Rule.Dynamic(node, scope), scope);
}
