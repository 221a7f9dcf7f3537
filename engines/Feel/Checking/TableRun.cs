using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>One run of planned rules over their tables.</summary>
internal sealed class TableRun
{
    private readonly Scope scope;
    private readonly Limits limits;
    private readonly RuleStore store;
    private readonly List<Gatherer> gatherers = [];
    private readonly Dictionary<Gathered, Gatherer> shared = [];
    private readonly List<(int Rule, Plan Plan, Reckoner Reckoner)> rules = [];

    public TableRun(Scope scope, IReadOnlyList<Plan> plans, IReadOnlyList<Value> values, RuleStore store, Limits limits)
    {
        (this.scope, this.store, this.limits) = (scope, store, limits);
        for (var rule = 0; rule < plans.Count; rule++)
            Open(rule, plans[rule], values);
    }

    /// <summary>Of a rule about rows the turn in which it can be asked; of any other the end.</summary>
    public int TurnOf(int rule) => rules[rule].Plan.Turn;

    public Outcome Ask(int rule, in Value row) => rules[rule].Reckoner.Of(row);

    public Outcome Ask(int rule) => rules[rule].Reckoner.Alone();

    public IEnumerable<(string Table, Gatherer[] Gatherers)> GatherersOf(int turn) => gatherers
        .Where(g => g.Gathered.Turn == turn)
        .GroupBy(g => g.Gathered.Table.Name, StringComparer.Ordinal)
        .Select(table => (table.Key, table.ToArray()));

    public IEnumerable<RowOutcome> Outcomes(Func<string, IEnumerable<Value>> rows)
    {
        for (var turn = 0; turn < Plan.End; turn++)
        {
            var now = turn;
            var passes = turn % 2 == 1 ? Own(now, rows) : Others(now, rows);
            foreach (var outcome in passes)
                yield return outcome;
        }
        foreach (var (rule, plan, reckoner) in rules)
            if (!plan.PerRow)
                yield return new RowOutcome(rule, 0, reckoner.Alone());
    }

    private void Open(int rule, Plan plan, IReadOnlyList<Value> values)
    {
        var slots = new Value[plan.Scope.Names.Count];
        for (var slot = 0; slot < Math.Min(values.Count, scope.Names.Count); slot++)
            if (scope.Tables.All(t => t.Slot != slot))
                slots[slot] = values[slot];
        foreach (var gathered in plan.Gathered)
        {
            plan.Scope.TryFind(gathered.Name, out var slot);
            slots[slot] = Value.Of(Opened(gathered, plan, slots).Answer);
        }
        rules.Add((rule, plan, new Reckoner(store.Of(plan.Rest, plan.Scope), plan.Scope, slots, scope.Rows?.Current ?? [], limits)));
    }

    // Rules that ask the same of a table share what is gathered, unless it rests on something gathered before.
    private Gatherer Opened(Gathered gathered, Plan plan, Value[] slots)
    {
        var alone = gathered.Nodes.All(n => n.Walk().All(m => m is not Name name || !name.Text.StartsWith('$') || name.Text == gathered.Item));
        var key = gathered.Anonymous();
        if (alone && shared.TryGetValue(key, out var known))
            return known;
        var made = new Gatherer(gathered, plan.Scope, slots, store, limits);
        gatherers.Add(made);
        if (alone)
            shared.Add(key, made);
        return made;
    }

    private IEnumerable<RowOutcome> Own(int turn, Func<string, IEnumerable<Value>> rows)
    {
        var gathering = gatherers.Where(g => g.Gathered.Turn == turn).ToArray();
        var asking = rules.Where(r => r.Plan.PerRow && r.Plan.Turn == turn).ToArray();
        if (gathering.Length == 0 && asking.Length == 0)
            yield break;
        var number = 0L;
        foreach (var row in rows(scope.Rows!.Name))
        {
            number++;
            foreach (var gatherer in gathering)
                gatherer.Add(row);
            foreach (var (rule, _, reckoner) in asking)
                yield return new RowOutcome(rule, number, reckoner.Of(row));
        }
    }

    private IEnumerable<RowOutcome> Others(int turn, Func<string, IEnumerable<Value>> rows)
    {
        foreach (var (table, gathering) in GatherersOf(turn))
        {
            foreach (var row in rows(table))
            {
                limits.Cancel.ThrowIfCancellationRequested();
                foreach (var gatherer in gathering)
                    gatherer.Add(row);
            }
        }
        return [];
    }
}
