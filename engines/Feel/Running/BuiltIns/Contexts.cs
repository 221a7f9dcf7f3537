namespace Entente.Feel.Running;

/// <summary>The functions of contexts.</summary>
internal static class Contexts
{
    private static readonly Shape pair = Shape.Of("key", "value");

    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("get value", GetValue),
        ("get entries", GetEntries),
        ("context", Make),
        ("context put", Put),
        ("context merge", Merge),
    ];

    private static Value GetValue(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (a[1].Kind == Kind.Text)
            return a[0].AsContext.TryGet(a[1].AsText, out var value) ? value : site.Fail("unknown-member", a[1].AsText, Words.Of(Kind.Context));
        var current = a[0];
        foreach (ref readonly var key in a[1].AsList.AsSpan())
        {
            if (key.Kind != Kind.Text || current.Kind != Kind.Context || !current.AsContext.TryGet(key.AsText, out current))
                return site.Fail("unknown-member", key.Text(), Words.Of(Kind.Context));
        }
        return current;
    }

    private static Value GetEntries(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var context = a[0].AsContext;
        if (!Sizes.MayMakeList(e, context.Count, site.At))
            return e.Halted;
        var entries = new Value[context.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = Value.Of(new Context(pair, [Value.Of(context.Shape.Names[i]), context[i]]));
        return Value.Of(FeelList.Wrap(entries, entries.Length));
    }

    private static Value Make(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var entries = a[0].AsList;
        if (!Sizes.MayMakeList(e, entries.Count, site.At))
            return e.Halted;
        var (made, keys) = (new Context.Builder(), new HashSet<string>(StringComparer.Ordinal));
        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Kind != Kind.Context || !entry.AsContext.TryGet("key", out var key) || key.Kind != Kind.Text || !entry.AsContext.TryGet("value", out var value))
                return site.Refuse(0, entry);
            if (!keys.Add(key.AsText))
                return site.Fail("duplicate-key", key.AsText);
            made.Put(key.AsText, value);
        }
        return Value.Of(made.ToContext());
    }

    private static Value Put(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (a[1].Kind == Kind.Text)
            return Put(e, site, a[0].AsContext, a[1].AsText, a[2]);
        return a[1].AsList.Count == 0 ? site.Refuse(1, a[1]) : PutDeep(e, site, a[0], a[1].AsList.AsSpan(), a[2]);
    }

    private static Value PutDeep(Evaluation e, Site site, in Value into, ReadOnlySpan<Value> keys, in Value value)
    {
        if (keys[0].Kind != Kind.Text)
            return keys[0].IsNull ? keys[0] : site.Refuse(1, keys[0]);
        if (into.Kind != Kind.Context)
            return site.Fail("unknown-member", keys[0].AsText, Words.Of(Kind.Context));
        if (keys.Length == 1)
            return Put(e, site, into.AsContext, keys[0].AsText, value);
        if (!e.Enter(site.At))
            return e.Halted;
        into.AsContext.TryGet(keys[0].AsText, out var inner);
        var changed = PutDeep(e, site, inner, keys[1..], value);
        e.Leave();
        return changed.IsNull ? changed : Put(e, site, into.AsContext, keys[0].AsText, changed);
    }

    private static Value Put(Evaluation e, Site site, Context into, string key, in Value value)
    {
        if (!Sizes.MayMakeList(e, into.Count + 1L, site.At))
            return e.Halted;
        var made = new Context.Builder(into.Count + 1);
        Copy(into, made);
        made.Put(key, value);
        return Value.Of(made.ToContext());
    }

    private static Value Merge(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var merged = new Context.Builder();
        foreach (ref readonly var context in a[0].AsList.AsSpan())
        {
            if (context.Kind != Kind.Context)
                return context.IsNull ? context : site.Refuse(0, context);
            if (!e.Spend(context.AsContext.Count + 1))
                return e.Halted;
            Copy(context.AsContext, merged);
        }
        return Value.Of(merged.ToContext());
    }

    private static void Copy(Context from, Context.Builder into)
    {
        for (var slot = 0; slot < from.Count; slot++)
            into.Put(from.Shape.Names[slot], from[slot]);
    }
}
