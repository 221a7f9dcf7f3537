using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>An expression of a plan, evaluated for one row after the other.</summary>
internal sealed class Reckoner
{
    private readonly Evaluation evaluation;
    private readonly (int Slot, string? Member)[] current;

    /// <param name="rule">The expression.</param>
    /// <param name="scope">The scope of the plan.</param>
    /// <param name="slots">The values of that scope, as far as they do not change with the rows.</param>
    /// <param name="current">The slots that change with the rows.</param>
    /// <param name="limits">What each evaluation may use.</param>
    public Reckoner(Rule rule, Scope scope, ReadOnlySpan<Value> slots, IEnumerable<(int Slot, string? Member)> current, Limits limits)
    {
        evaluation = rule.Open(limits);
        for (var slot = 0; slot < slots.Length; slot++)
            evaluation[slot] = slots[slot];
        var used = rule.Tree.Walk().OfType<Name>().Select(n => n.Text).ToHashSet(StringComparer.Ordinal);
        this.current = [.. current.Where(c => used.Contains(scope.Names[c.Slot].Name))];
    }

    public Outcome Of(in Value row)
    {
        foreach (var (slot, member) in current)
            evaluation[slot] = member is null ? row : row.Kind == Kind.Context && row.AsContext.TryGet(member, out var value) ? value : Value.Null;
        return evaluation.Run();
    }

    public Outcome Alone() => evaluation.Run();
}
