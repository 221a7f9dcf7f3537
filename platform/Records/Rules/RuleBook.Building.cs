using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Entente.Records.Content;

namespace Entente.Records.Rules;

public sealed partial class RuleBook
{
    internal IReadOnlyList<Step> Steps { get; private set; } = [];

    internal IReadOnlyList<Item> Items { get; private set; } = [];

    /// <summary>By section and field: what the setting "pattern" asks; null for most.</summary>
    internal Rule?[][] Patterns { get; private set; } = [];

    /// <summary>Formulas that wait for rows, by the scope they are planned in.</summary>
    internal IReadOnlyDictionary<Scope, (PlannedRules Rules, IReadOnlyList<Formula> Formulas)>[] Planned { get; private set; } = [];

    internal IReadOnlyList<DefaultValue> Defaults { get; private set; } = [];

    private List<string> Referred { get; set; } = [];

    private IEnumerable<(string? Section, string? Field, string Of, Formula Formula)> AllFormulas =>
        Steps.Select(step => ((string?)SectionOf(step.Section).Code, FieldOf(step.Section, step.Field)?.Code, step.Kind == StepKind.Compute ? "computed" : "visible", step.Formula))
            .Concat(Items.Select(item => (
                item.Check is null ? SectionOf(item.Section).Code : item.Check.In,
                FieldOf(item.Section, item.Field)?.Code,
                item.Check is null ? "required" : Fault.OfCheck + item.Check.Code, item.Formula)))
            .Concat(Defaults.Select(value => ((string?)SectionOf(value.Section).Code, FieldOf(value.Section, value.Field)?.Code, "default", value.Formula)));

    internal Section SectionOf(int section) => Definition.Sections[section];

    internal Field? FieldOf(int section, int field) => section >= 0 && field >= 0 ? Definition.Sections[section].Fields[field] : null;

    private void Build()
    {
        var facts = Definition.Facts.Where(fact => fact.Source != FactSource.List).Select(fact => fact.Code).ToArray();
        var steps = new List<Step>();
        var items = new List<Item>();
        var defaults = new List<DefaultValue>();
        for (var section = 0; section < Definition.Sections.Count; section++)
            Build(section, facts, steps, items, defaults);
        foreach (var check in Definition.Checks)
        {
            var section = check.In is { } table && SectionAt.TryGetValue(table, out var at) ? at : -1;
            items.Add(new Item(Formula.Of(check.That, check.When, section < 0 ? Whole : Scoped[section], facts), check, section, FieldAtOf(check, section)) { Mentions = MentionsOf(check) });
        }
        Patterns = [.. Definition.Sections.Select(section => section.Fields.Select(PatternOf).ToArray())];
        (Items, Defaults) = (items, defaults);
        Referred = [.. Definition.Facts.Select(fact => fact.Of)
            .Concat(Definition.Sections.SelectMany(section => section.Fields).Select(field => field.References).OfType<string>())
            .Distinct(StringComparer.Ordinal)];
        var order = new Ordering(this, steps);
        Steps = order.Sorted();
        Findings = [.. AllFormulas.SelectMany(each => each.Formula.Findings.Select(finding => new FormulaFinding(each.Section, each.Field, each.Of, finding)))
            .OrderBy(found => found.Section is { } section && SectionAt.TryGetValue(section, out var at) ? at : int.MaxValue)
            .ThenBy(found => found is { Section: { } section, Field: { } field } && SectionAt.TryGetValue(section, out var at) ? FieldAt(at, field) : -1)];
        Plan();
    }

    private void Build(int at, string[] facts, List<Step> steps, List<Item> items, List<DefaultValue> defaults)
    {
        var (section, scope) = (Definition.Sections[at], Scoped[at]);
        if (section.Visible is { } shown)
            steps.Add(new Step(at, -1, StepKind.ShowSection, Formula.Of(shown, Whole, facts)));
        for (var field = 0; field < section.Fields.Count; field++)
        {
            var asked = section.Fields[field];
            if (asked.Visible is { } visible)
                steps.Add(new Step(at, field, StepKind.ShowField, Formula.Of(visible, scope, facts)));
            if (asked.Computed is { } computed)
                steps.Add(new Step(at, field, StepKind.Compute, Formula.Of(computed, scope, facts)));
            if (asked.Required != "false")
                items.Add(new Item(asked.Required == "true" ? Always : Formula.Of(asked.Required, scope, facts), null, at, field));
            if (asked.Default is { } value)
                defaults.Add(new DefaultValue(at, field, Formula.Of(value, scope, facts)));
        }
    }

    private static Formula Always { get; } = Formula.Of("true", Scope.Empty, []);

    private int FieldAtOf(Check check, int section) => section >= 0 && check.At is { } at ? FieldAt(section, at[(at.IndexOf('.') + 1)..]) : -1;

    private IReadOnlyList<(int, int)> MentionsOf(Check check) => [.. Mentions.In(check.Says).Select(name =>
        Mentions.Find(Definition, check.In, name) is var (section, field) ? (SectionAt[section.Code], FieldAt(SectionAt[section.Code], field.Code)) : (-1, -1))];

    private static Rule? PatternOf(Field field)
    {
        if (field.Pattern is not { } pattern)
            return null;
        var tree = new Call(new Name("matches"), [new Argument(null, new Name("value")), new Argument(null, new TextLiteral(pattern))]);
        return Rule.Dynamic(tree, Scope.Of(("value", FeelType.Text)));
    }

    // Level 0 needs no rows; a formula of a level above waits for rows in which the levels below are settled. The checks come last.
    private void Plan()
    {
        var last = Steps.Count == 0 ? 0 : Steps.Max(step => step.Level);
        var levels = new IReadOnlyDictionary<Scope, (PlannedRules, IReadOnlyList<Formula>)>[last + 2];
        for (var level = 0; level <= last; level++)
            levels[level] = Grouped(Steps.Where(step => step.Level == level).Select(step => step.Formula));
        levels[last + 1] = Grouped(Items.Select(item => item.Formula));
        Planned = levels;
    }

    private static Dictionary<Scope, (PlannedRules, IReadOnlyList<Formula>)> Grouped(IEnumerable<Formula> formulas) => formulas
        .Where(formula => formula.Gathers && formula.Findings.Count == 0)
        .GroupBy(formula => formula.Read.Scope, (IEqualityComparer<Scope>)ReferenceEqualityComparer.Instance)
        .ToDictionary(
            group => group.Key,
            group => (PlannedRules.Of(group.Key, [.. group.Select(formula => formula.Read)]), (IReadOnlyList<Formula>)[.. group]),
            (IEqualityComparer<Scope>)ReferenceEqualityComparer.Instance);
}

/// <summary>Something that is settled before anything is judged: whether a section or a field is asked, or what is computed.</summary>
/// <param name="Field">Its place in the section; -1 for the section itself.</param>
internal sealed record Step(int Section, int Field, StepKind Kind, Formula Formula)
{
    /// <summary>How many times rows have to go by before it can be answered.</summary>
    public int Level { get; set; }
}

internal enum StepKind { ShowSection, ShowField, Compute }

/// <summary>Something that must hold: a check, or, without one, that a field is answered.</summary>
/// <param name="Section">The section or table it looks at; -1 for the whole statement.</param>
/// <param name="Field">The field that must be answered, or where the check is shown; -1 for none.</param>
internal sealed record Item(Formula Formula, Check? Check, int Section, int Field)
{
    /// <summary>What the sentence of the check mentions.</summary>
    public IReadOnlyList<(int Section, int Field)> Mentions { get; init; } = [];
}

internal sealed record DefaultValue(int Section, int Field, Formula Formula);
