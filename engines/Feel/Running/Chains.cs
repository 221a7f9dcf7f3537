namespace Entente.Feel.Running;

/// <summary>and, or: false decides the one and true the other, wherever it stands; otherwise what is unknown makes it unknown.</summary>
internal static class Chains
{
    public static Condition And(Condition[] all) => Of(all, Truth.False);

    public static Condition Or(Condition[] all) => Of(all, Truth.True);

    /// <summary>a and b, of which both are known; <paramref name="problem"/> is why a is Unknown.</summary>
    public static Truth Both(Evaluation e, Truth a, Finding? problem, Truth b)
    {
        if (a == Truth.False || b == Truth.False)
            return Truth.False;
        if (a == Truth.True && b == Truth.True)
            return Truth.True;
        e.Problem = (a == Truth.Unknown ? problem : null) ?? (b == Truth.Unknown ? e.Problem : null);
        return Truth.Unknown;
    }

    public static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };

    private static Condition Of(Condition[] all, Truth deciding)
    {
        if (all is [var a, var b])
            return Pair(a, b, deciding);
        var neutral = Not(deciding);
        return e =>
        {
            for (var i = 0; i < all.Length; i++)
            {
                var truth = all[i](e);
                if (truth == deciding)
                    return deciding;
                if (truth == Truth.Unknown)
                    return Doubtful(e, all, i, deciding);
            }
            return neutral;
        };
    }

    private static Condition Pair(Condition a, Condition b, Truth deciding) => e =>
    {
        var first = a(e);
        if (first == deciding)
            return deciding;
        if (first != Truth.Unknown)
            return b(e);
        var problem = e.Problem;
        var second = b(e);
        if (second == deciding)
            return deciding;
        e.Problem = problem ?? (second == Truth.Unknown ? e.Problem : null);
        return Truth.Unknown;
    };

    // One is unknown: the others may still decide.
    private static Truth Doubtful(Evaluation e, Condition[] all, int unknown, Truth deciding)
    {
        var problem = e.Problem;
        for (var i = unknown + 1; i < all.Length; i++)
        {
            var truth = all[i](e);
            if (truth == deciding)
                return deciding;
            if (truth == Truth.Unknown)
                problem ??= e.Problem;
        }
        e.Problem = problem;
        return Truth.Unknown;
    }
}
