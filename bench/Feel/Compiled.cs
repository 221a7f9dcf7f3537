using Entente.Bench.Processes;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Dmn.Tables;

namespace Entente.Bench.Feel;

/// <summary>A case made ready: the rule checked and compiled, the facts as values.</summary>
public sealed class Compiled
{
    private readonly Case _case;
    private readonly Facts[] _facts;
    private readonly Value[][] _values;
    private readonly Evaluation _evaluation;

    public Compiled(Case one, Facts[] facts)
    {
        (_case, _facts) = (one, facts);
        var members = (ContextType)Catch.Type;
        var scope = Scope.Of([.. members.Members, ("catches", FeelType.ListOf(Catch.Type)), ("quota", FeelType.Number)]);
        _evaluation = RuleOf(one, scope).Open(new Limits(Steps: long.MaxValue));
        var tables = facts.Select(fact => fact.Catches).Distinct().ToDictionary(table => table, table => Value.Of(FeelList.Of([.. table.Select(row => row.ToValue())])));
        _values = [.. facts.Select(fact => (Value[])[.. fact.Row.ToValue().AsContext.AsSpan(), tables[fact.Catches], Value.Of(fact.Quota)])];
    }

    private static Rule RuleOf(Case one, Scope scope)
    {
        if (one.Table is { } table)
        {
            var prepared = PreparedTable.Prepare(table, scope);
            return prepared.Rule ?? throw new CannotMeasure($"{one.Name}: {string.Join(", ", prepared.Findings)}");
        }
        var read = Rule.Check(one.Rule, scope);
        return read.Findings.Count == 0 ? read.Compile() : throw new CannotMeasure($"{one.Rule}: {string.Join(", ", read.Findings)}");
    }

    /// <summary>Kept, so that nothing is optimised away.</summary>
    public int Held { get; private set; }

    public void RunAll()
    {
        foreach (var row in _values)
        {
            _evaluation.Set(row);
            if (_evaluation.Run().Holds)
                Held++;
        }
    }

    public void RunAllByHand()
    {
        foreach (var fact in _facts)
            if (_case.ByHand(fact) is { Truth: true })
                Held++;
    }

    /// <summary>A quick answer that is another answer is worth nothing.</summary>
    public void RefuseUnequal()
    {
        for (var index = 0; index < _facts.Length; index++)
        {
            _evaluation.Set(_values[index]);
            var (ours, theirs) = (_evaluation.Run().Value, _case.ByHand(_facts[index]));
            var expected = theirs.Truth is { } truth ? Value.Of(truth) : theirs.Number is { } number ? Value.Of(number) : Value.Null;
            if (!ours.Equals(expected))
                throw new CannotMeasure($"{_case.Name} is {ours} but by hand {expected}, in row {index}: {_facts[index].Row}");
        }
    }
}
