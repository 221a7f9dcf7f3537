namespace Entente.Feel.Checking;

/// <summary>
/// Evaluates many rules over tables that are too large to hold: each table is gone through once or twice, and of its rows only
/// totals and the keys that rules look for are kept.
/// </summary>
/// <example>
/// <code>
/// var rules = PlannedRules.Of(scope, checkedRules);
/// foreach (var (rule, row, outcome) in rules.Run(values, table => Rows(table))) …
/// </code>
/// </example>
public sealed class PlannedRules
{
    private readonly Scope scope;
    private readonly IReadOnlyList<Plan> plans;
    private readonly RuleStore store = new();

    private PlannedRules(Scope scope, IReadOnlyList<Plan> plans)
    {
        this.scope = scope;
        this.plans = plans;
    }

    /// <summary>Rules that were checked in the same scope.</summary>
    /// <exception cref="ArgumentException">A rule has findings, or was checked in another scope.</exception>
    public static PlannedRules Of(Scope scope, params IReadOnlyList<Checked> rules)
    {
        foreach (var rule in rules)
            if (rule.Plan is null || !ReferenceEquals(rule.Scope, scope))
                throw new ArgumentException("A rule has findings or another scope.", nameof(rules));
        return new PlannedRules(scope, [.. rules.Select(r => r.Plan!)]);
    }

    /// <summary>
    /// Evaluates them. Outcomes come as soon as they are known: those for rows in the order of the passes over them, those for the
    /// whole table at the end.
    /// </summary>
    /// <param name="values">The values of the scope's names in their order; those of tables and of the current row are not looked at.</param>
    /// <param name="rows">The rows of a table by its name, from the first. It may be asked twice for each.</param>
    /// <param name="limits">What each evaluation of a rule for a row may use.</param>
    public IEnumerable<RowOutcome> Run(IReadOnlyList<Value> values, Func<string, IEnumerable<Value>> rows, Limits? limits = null) =>
        new TableRun(scope, plans, values, store, limits ?? Limits.Default).Outcomes(rows);

    /// <summary>The same for whoever puts in the rows himself.</summary>
    /// <param name="values">The values of the scope's names in their order; those of tables and of the current row are not looked at.</param>
    /// <param name="limits">What each evaluation of a rule for a row may use.</param>
    public Gathering Gather(IReadOnlyList<Value> values, Limits? limits = null) => new(new TableRun(scope, plans, values, store, limits ?? Limits.Default));
}

/// <summary>What a rule came to.</summary>
/// <param name="Rule">The place of the rule, from 0.</param>
/// <param name="Row">The number of the row, from 1; 0 when the rule is about the whole table.</param>
/// <param name="Outcome">What it came to.</param>
public readonly record struct RowOutcome(int Rule, long Row, Outcome Outcome);
