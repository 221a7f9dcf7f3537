using Entente.Bodies.Definitions;
using Entente.Feel;

namespace Entente.Records.Rules;

/// <summary>Puts what is settled before judging into an order in which each step rests only on those before it.</summary>
internal sealed class Ordering
{
    private readonly RuleBook _book;
    private readonly IReadOnlyList<Step> _steps;
    private readonly ILookup<(int Section, int Field), Step> _at;
    private readonly Dictionary<Step, bool> _done = new(ReferenceEqualityComparer.Instance);
    private readonly List<Step> _sorted = [];
    private readonly Stack<Step> _open = new();

    public Ordering(RuleBook book, IReadOnlyList<Step> steps)
    {
        (_book, _steps) = (book, steps);
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
            names.Insert(0, Name(step));
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

    private string Name(Step step)
    {
        var section = _book.SectionOf(step.Section);
        return step.Field < 0 ? section.Code : $"{section.Code}.{section.Fields[step.Field].Code}";
    }

    private IEnumerable<Step> Before(Step step)
    {
        if (step.Kind != StepKind.ShowSection)
            foreach (var shown in _at[(step.Section, -1)])
                yield return shown;
        if (step.Kind == StepKind.Compute)
            foreach (var shown in _at[(step.Section, step.Field)].Where(other => other.Kind == StepKind.ShowField))
                yield return shown;
        foreach (var (section, field) in Mentioned(step))
            foreach (var other in _at[(section, field)])
                yield return other;
    }

    // A section that is named: whether it is asked, and those of its fields whose names are said anywhere in the formula.
    private IEnumerable<(int Section, int Field)> Mentioned(Step step)
    {
        foreach (var name in step.Formula.Free)
        {
            if (step.Kind != StepKind.ShowSection && FieldOf(step.Section, name) is >= 0 and var own)
                yield return (step.Section, own);
            var row = step.Kind != StepKind.ShowSection && name == Scopes.Row;
            if (!row && !_book.SectionAt.ContainsKey(name))
                continue;
            var section = row ? step.Section : _book.SectionAt[name];
            yield return (section, -1);
            foreach (var field in (row ? step.Formula.SaidOfRow : step.Formula.Said).Select(word => FieldOf(section, word)).Where(field => field >= 0))
                yield return (section, field);
        }
    }

    /// <summary>The field that a name is, or is about: weight, weight_answer, vessel_entry.</summary>
    private int FieldOf(int section, string name)
    {
        var field = _book.FieldAt(section, name);
        var end = name.LastIndexOf('_');
        return field >= 0 || end < 0 || name[end..] is not (FieldTypes.AnswerName or FieldTypes.EntryName) ? field : _book.FieldAt(section, name[..end]);
    }
}
