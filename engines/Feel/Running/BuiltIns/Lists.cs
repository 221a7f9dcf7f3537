using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The functions of lists.</summary>
internal static class Lists
{
    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("list contains", Contains),
        ("list replace", Replace),
        ("sublist", Sublist),
        ("append", Append),
        ("concatenate", Concatenate),
        ("insert before", InsertBefore),
        ("remove", Remove),
        ("reverse", Reverse),
        ("index of", IndexOf),
        ("union", Union),
        ("distinct values", static (e, site, a) => Distinct(e, site, a[0].AsList.AsSpan())),
        ("flatten", Flatten),
        ("sort", Sorting.Sort),
    ];

    /// <summary>The place that a number means, from 0; −1 when there is none.</summary>
    public static int PlaceIn(in Value position, int count)
    {
        if (!position.AsNumber.Round(0, Rounding.Down).TryToInt32(out var place) || place == 0)
            return -1;
        var index = place > 0 ? place - 1 : (long)count + place;
        return index >= 0 && index < count ? (int)index : -1;
    }

    private static Value NoPlace(Site site, in Value position) => site.Fail("no-such-place", site.Name, position.Text());

    private static Value Contains(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var list = a[0].AsList;
        if (!e.Spend(list.Count))
            return e.Halted;
        foreach (ref readonly var member in list.AsSpan())
            if (Equality.Same(e, member, a[1]) == true)
                return Value.True;
        return e.IsHalted ? e.Halted : Value.False;
    }

    private static Value Replace(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var list = a[0].AsList;
        if (!Sizes.MayMakeList(e, list.Count, site.At))
            return e.Halted;
        var members = list.AsSpan().ToArray();
        if (a[1].Kind == Kind.Function)
            return ReplaceMatching(e, site, members, a[1].AsFunction, a[2]);
        var place = PlaceIn(a[1], members.Length);
        if (place < 0)
            return NoPlace(site, a[1]);
        members[place] = a[2];
        return Value.Of(FeelList.Wrap(members, members.Length));
    }

    private static Value ReplaceMatching(Evaluation e, Site site, Value[] members, Function match, in Value replacement)
    {
        if (match.Parameters.Count != 2)
            return site.Fail("function-parameters", site.Name, "2");
        for (var i = 0; i < members.Length; i++)
        {
            var answer = match.Invoke(e, [members[i], replacement]);
            if (e.IsHalted)
                return e.Halted;
            if (answer.Kind != Kind.Boolean)
                return answer.Problem is not null ? answer : site.Fail("not-boolean", Words.Of(answer.Kind));
            if (answer.IsTrue)
                members[i] = replacement;
        }
        return Value.Of(FeelList.Wrap(members, members.Length));
    }

    private static Value Sublist(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var list = a[0].AsList;
        var start = PlaceIn(a[1], list.Count);
        if (start < 0)
            return NoPlace(site, a[1]);
        var length = list.Count - start;
        if (a.Length > 2 && (!a[2].AsNumber.Round(0, Rounding.Down).TryToInt32(out length) || length < 0 || length > list.Count - start))
            return NoPlace(site, a[2]);
        return Made(e, site, list.AsSpan().Slice(start, length), []);
    }

    private static Value Append(Evaluation e, Site site, ReadOnlySpan<Value> a) => Made(e, site, a[0].AsList.AsSpan(), a[1..]);

    private static Value Concatenate(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var all = new FeelList.Builder();
        foreach (ref readonly var list in a)
        {
            if (list.IsNull)
                return list;
            var members = list.Kind == Kind.List ? list.AsList.AsSpan() : [list];
            if (!Sizes.MayMakeList(e, (long)all.Count + members.Length, site.At))
                return e.Halted;
            all.AddRange(members);
        }
        return Value.Of(all.ToList());
    }

    private static Value InsertBefore(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var members = a[0].AsList.AsSpan();
        // Behind the last member is a place too.
        var place = PlaceIn(a[1], a[1].AsNumber.Sign > 0 ? members.Length + 1 : members.Length);
        return place < 0 ? NoPlace(site, a[1]) : Made(e, site, members[..place], [a[2], .. members[place..]]);
    }

    private static Value Remove(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var members = a[0].AsList.AsSpan();
        var place = PlaceIn(a[1], members.Length);
        return place < 0 ? NoPlace(site, a[1]) : Made(e, site, members[..place], members[(place + 1)..]);
    }

    private static Value Reverse(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (!Sizes.MayMakeList(e, a[0].AsList.Count, site.At))
            return e.Halted;
        var members = a[0].AsList.AsSpan().ToArray();
        Array.Reverse(members);
        return Value.Of(FeelList.Wrap(members, members.Length));
    }

    private static Value IndexOf(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var members = a[0].AsList.AsSpan();
        var places = new FeelList.Builder();
        if (!e.Spend(members.Length))
            return e.Halted;
        for (var i = 0; i < members.Length; i++)
            if (Equality.Same(e, members[i], a[1]) == true)
                places.Add(Value.Of(i + 1));
        return e.IsHalted ? e.Halted : Value.Of(places.ToList());
    }

    private static Value Union(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var all = Concatenate(e, site, a);
        return all.IsNull ? all : Distinct(e, site, all.AsList.AsSpan());
    }

    private static Value Distinct(Evaluation e, Site site, ReadOnlySpan<Value> members)
    {
        if (!Sizes.MayMakeList(e, members.Length, site.At))
            return e.Halted;
        var (seen, distinct) = (new HashSet<Value>(new Equality.Alike(e)), new FeelList.Builder());
        foreach (ref readonly var member in members)
            if (seen.Add(member))
                distinct.Add(member);
        return e.IsHalted ? e.Halted : Value.Of(distinct.ToList());
    }

    private static Value Flatten(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var flat = new FeelList.Builder();
        return Flatten(e, site, a[0].AsList, flat) ? Value.Of(flat.ToList()) : e.Halted;
    }

    private static bool Flatten(Evaluation e, Site site, FeelList list, FeelList.Builder flat)
    {
        if (!e.Enter(site.At) || !Sizes.MayMakeList(e, (long)flat.Count + list.Count, site.At))
            return false;
        foreach (ref readonly var member in list.AsSpan())
        {
            if (member.Kind != Kind.List)
                flat.Add(member);
            else if (!Flatten(e, site, member.AsList, flat))
                return false;
        }
        e.Leave();
        return true;
    }

    private static Value Made(Evaluation e, Site site, ReadOnlySpan<Value> first, ReadOnlySpan<Value> then)
    {
        if (!Sizes.MayMakeList(e, (long)first.Length + then.Length, site.At))
            return e.Halted;
        var members = new Value[first.Length + then.Length];
        first.CopyTo(members);
        then.CopyTo(members.AsSpan(first.Length));
        return Value.Of(FeelList.Wrap(members, members.Length));
    }
}
