using Entente.Bodies.Definitions;
using Entente.Feel;

namespace Entente.Records.Rules;

/// <summary>Puts what is settled before judging into an order in which each step rests only on those before it.</summary>
internal sealed class Ordering
{
    private readonly Resting _resting;
    private readonly IReadOnlyList<Step> _steps;
    private readonly ILookup<(int Section, int Field), Step> _at;
    private readonly Dictionary<Step, bool> _done = new(ReferenceEqualityComparer.Instance);
    private readonly List<Step> _sorted = [];
    private readonly Stack<Step> _open = new();

    public Ordering(RuleBook book, IReadOnlyList<Step> steps)
    {
        (_resting, _steps) = (new Resting(book.Definition), steps);
        _at = steps.ToLookup(step => (step.Section, step.Field));
    }

    public List<Step> Sorted()
    {
        foreach (var step in _steps)
            Visit(step);
        return _sorted;
    }

    private void Visit(Step step)
    {
        if (_done.TryGetValue(step, out var done))
        {
            if (!done)
                Circle(step);
            return;
        }
        _done[step] = false;
        _open.Push(step);
        var gathers = step.Formula.Gathers ? 1 : 0;
        step.Level = gathers;
        foreach (var before in Before(step))
        {
            Visit(before);
            step.Level = Math.Max(step.Level, before.Level + gathers);
        }
        _open.Pop();
        _done[step] = true;
        _sorted.Add(step);
    }

    // All of a circle: none of them can be answered first.
    private void Circle(Step first)
    {
        var names = new List<string>();
        foreach (var step in _open)
        {
            names.Insert(0, _resting.Name(step.Section, step.Field));
            if (ReferenceEquals(step, first))
                break;
        }
        foreach (var step in _open)
        {
            if (step.Formula.Findings.All(finding => finding.Code != "circle"))
                step.Formula.Refuse(new Finding("circle", default, [.. names]));
            if (ReferenceEquals(step, first))
                break;
        }
    }

    private IEnumerable<Step> Before(Step step)
    {
        if (step.Kind != StepKind.ShowSection)
            foreach (var shown in _at[(step.Section, -1)])
                yield return shown;
        if (step.Kind == StepKind.Compute)
            foreach (var shown in _at[(step.Section, step.Field)].Where(other => other.Kind == StepKind.ShowField))
                yield return shown;
        foreach (var (section, field) in _resting.Of(step.Section, step.Kind == StepKind.ShowSection, step.Formula.Words))
            foreach (var other in _at[(section, field)])
                yield return other;
    }
}
