using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The functions that make one value of a list, or of as many arguments.</summary>
internal static class Statistics
{
    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("count", static (_, _, a) => Value.Of(a[0].AsList.Count)),
        ("sum", static (e, site, a) => Over(e, Members(a), new SumFold(site))),
        ("mean", static (e, site, a) => Over(e, Members(a), new MeanFold(site))),
        ("product", static (e, site, a) => Over(e, Members(a), new ProductFold(site))),
        ("min", static (e, site, a) => Over(e, Members(a), new ExtremeFold(site, -1))),
        ("max", static (e, site, a) => Over(e, Members(a), new ExtremeFold(site, 1))),
        ("all", static (e, site, a) => Over(e, Members(a), new JunctionFold(site, false))),
        ("any", static (e, site, a) => Over(e, Members(a), new JunctionFold(site, true))),
        ("median", Median),
        ("mode", Mode),
        ("stddev", Deviation),
    ];

    private static ReadOnlySpan<Value> Members(ReadOnlySpan<Value> arguments) =>
        arguments is [{ Kind: Kind.List }] ? arguments[0].AsList.AsSpan() : arguments;

    private static Value Over<T>(Evaluation e, ReadOnlySpan<Value> members, T fold)
        where T : struct, IFold
    {
        if (!e.Spend(members.Length))
            return e.Halted;
        foreach (ref readonly var member in members)
            if (!fold.Add(member))
                break;
        return fold.Result();
    }

    // The numbers in order, or why that cannot be.
    private static Value? Sorted(Evaluation e, Site site, ReadOnlySpan<Value> members, out Number[] numbers)
    {
        numbers = [];
        if (!Sizes.MayMakeList(e, members.Length, site.At))
            return e.Halted;
        numbers = new Number[members.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (members[i].Kind != Kind.Number)
                return members[i].IsNull ? members[i] : site.Refuse(0, members[i]);
            numbers[i] = members[i].AsNumber;
        }
        Array.Sort(numbers);
        return null;
    }

    private static Value Median(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (Sorted(e, site, Members(a), out var numbers) is { } refused)
            return refused;
        if (numbers.Length == 0)
            return default;
        var (upper, lower) = (numbers[numbers.Length / 2], numbers[(numbers.Length - 1) / 2]);
        return Number.TryAdd(upper, lower, out var sum) && Number.TryDivide(sum, 2, out var middle)
            ? Value.Of(numbers.Length % 2 == 1 ? upper : middle)
            : site.Fail("out-of-range", site.Name);
    }

    private static Value Mode(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (Sorted(e, site, Members(a), out var numbers) is { } refused)
            return refused;
        var (most, modes) = (0, new FeelList.Builder());
        for (var i = 0; i < numbers.Length;)
        {
            var first = i;
            while (i < numbers.Length && numbers[i] == numbers[first])
                i++;
            if (i - first < most)
                continue;
            if (i - first > most)
                (most, modes) = (i - first, new FeelList.Builder());
            modes.Add(Value.Of(numbers[first]));
        }
        return Value.Of(modes.ToList());
    }

    // Of a sample: divided by one less than the count.
    private static Value Deviation(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (Sorted(e, site, Members(a), out var numbers) is { } refused)
            return refused;
        if (numbers.Length < 2)
            return default;
        var (sum, squares) = (Number.Zero, Number.Zero);
        var fine = true;
        foreach (var number in numbers)
            fine &= Number.TryAdd(sum, number, out sum);
        fine &= Number.TryDivide(sum, numbers.Length, out var mean);
        foreach (var number in numbers)
            fine &= Number.TrySubtract(number, mean, out var apart) && Number.TryMultiply(apart, apart, out var square) && Number.TryAdd(squares, square, out squares);
        fine &= Number.TryDivide(squares, numbers.Length - 1, out var variance);
        return fine && variance.TrySqrt(out var deviation) ? Value.Of(deviation) : site.Fail("out-of-range", site.Name);
    }
}
