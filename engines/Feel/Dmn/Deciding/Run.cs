namespace Entente.Feel.Dmn.Deciding;

/// <summary>One going through a graph: what is known so far, and what follows from it. Each decision is made once.</summary>
internal sealed class Run(Graph graph, Evaluation evaluation)
{
    private readonly Value[] _values = new Value[graph.Units.Count];
    private readonly bool[] _known = new bool[graph.Units.Count];

    public void Give(Unit unit, in Value value)
    {
        _values[unit.Index] = value;
        _known[unit.Index] = true;
    }

    /// <summary>The value of a unit; what it needs comes first. Cycles were taken out before.</summary>
    public Value Of(Unit wanted)
    {
        var waiting = new Stack<Unit>([wanted]);
        while (!evaluation.IsHalted && waiting.TryPeek(out var unit))
        {
            if (!_known[unit.Index] && Missing(unit) is { } first)
            {
                waiting.Push(first);
                continue;
            }
            waiting.Pop();
            if (!_known[unit.Index])
                Give(unit, Decide(unit));
        }
        return _values[wanted.Index];
    }

    private Unit? Missing(Unit unit)
    {
        if (unit.Fixed is null)
            foreach (var (need, _) in unit.Needs)
                if (!_known[need.Index])
                    return need;
        return null;
    }

    private Value Decide(Unit unit)
    {
        if (unit.Fixed is { } value)
            return value;
        if (unit.Logic is { } logic)
            return unit.Type.Coerce(evaluation, logic.Run(evaluation, [], need => _values[need.Index]));
        return Value.Failed(new Finding("not-given", default, [unit.Name]));
    }
}
