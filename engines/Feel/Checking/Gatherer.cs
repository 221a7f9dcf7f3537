namespace Entente.Feel.Checking;

/// <summary>Gathers what a plan wants of a table while its rows go by, and answers calls afterwards.</summary>
internal sealed class Gatherer
{
    private readonly Func<Tally> make;
    private readonly Reckoner? filter;
    private readonly Reckoner? value;
    private readonly Reckoner[] keys;
    private readonly bool whole;
    private readonly Dictionary<Value, Tally> byKey = [];
    private readonly Tally all;
    private Finding? lost;

    public Gatherer(Gathered gathered, Scope scope, ReadOnlySpan<Value> slots, RuleStore store, Limits limits)
    {
        Gathered = gathered;
        scope.TryFind(gathered.Item, out var item);
        make = Tally.Maker(gathered);
        all = make();
        whole = gathered.Fold == Fold.Rows;
        filter = gathered.Filter is null ? null : new Reckoner(store.Of(gathered.Filter, scope), scope, slots, [(item, null)], limits);
        value = gathered.Value is null ? null : new Reckoner(store.Of(gathered.Value, scope), scope, slots, [(item, null)], limits);
        keys = new Reckoner[gathered.Keys.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = new Reckoner(store.Of(gathered.Keys[i], scope), scope, slots, [(item, null)], limits);
    }

    public Gathered Gathered { get; }

    /// <summary>One more row.</summary>
    public void Add(in Value row)
    {
        // Whether a row counts is asked even when it cannot change the result, so that no failure goes unseen.
        var kept = filter?.Of(row) ?? new Outcome(Value.True, null);
        if (!kept.Value.IsTrue && kept.Problem is null)
            return;
        if (TallyOf(row) is not { } tally)
            return;
        tally.Passed ??= kept.Problem;
        if (!kept.Value.IsTrue || tally.IsDecided)
            return;
        var looked = value?.Of(row) ?? new Outcome(whole ? row : Value.True, null);
        if (!looked.Value.IsNull)
            tally.Passed ??= looked.Problem;
        tally.Add(looked.Value);
    }

    /// <summary>The function that a rule calls.</summary>
    public Function Answer => Function.Of([.. Gathered.Keys.Select(_ => "key")], Answered);

    private Tally? TallyOf(in Value row)
    {
        if (keys.Length == 0)
            return all;
        var key = keys.Length == 1 ? KeyOf(keys[0], row) : Together(row);
        if (key is not { } known)
            return null;
        if (!byKey.TryGetValue(known, out var tally))
            byKey.Add(known, tally = make());
        return tally;
    }

    private Value? Together(in Value row)
    {
        var parts = new Value[keys.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (KeyOf(keys[i], row) is not { } part)
                return null;
            parts[i] = part;
        }
        return Value.Of(FeelList.Wrap(parts, parts.Length));
    }

    // A key that could not be had equals nothing, and whoever asks is told of it.
    private Value? KeyOf(Reckoner reckoner, in Value row)
    {
        var outcome = reckoner.Of(row);
        lost ??= outcome.Problem;
        return outcome.Problem is null ? outcome.Value : null;
    }

    private Value Answered(Evaluation evaluation, ReadOnlySpan<Value> arguments)
    {
        evaluation.PassOver(lost);
        foreach (ref readonly var argument in arguments)
            evaluation.PassOver(argument.Problem);
        var tally = all;
        if (arguments.Length > 0)
            byKey.TryGetValue(arguments.Length == 1 ? arguments[0] : Value.Of(FeelList.Of(arguments)), out tally);
        evaluation.PassOver(tally?.Passed);
        return (tally ?? all).Result();
    }
}
