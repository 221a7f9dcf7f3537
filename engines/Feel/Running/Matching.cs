using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>What <c>in</c> and the cells of decision tables ask: is it this value, within this range, in this list?</summary>
internal static class Matching
{
    public static Truth Matches(Evaluation e, in Value tested, in Value test, Span at) => test.Kind switch
    {
        Kind.Range when tested.Kind != Kind.Range => Within(e, tested, test.AsRange, at),
        Kind.List => InList(e, tested, test.AsList),
        Kind.Null when test.Problem is { } problem => Unknown(e, problem),
        _ => Comparing.Compare(e, Operator.Equal, tested, test, at),
    };

    public static Truth Within(Evaluation e, in Value tested, FeelRange range, Span at)
    {
        if (range.Contains(tested) is { } contains)
            return Comparing.Of(contains);
        var end = range.Start.IsNull ? range.End : range.Start;
        return Unknown(e, tested.IsNull ? tested.Problem : Comparing.Incomparable(tested, end, at));
    }

    // Members of another kind are simply not the value.
    private static Truth InList(Evaluation e, in Value tested, FeelList list)
    {
        if (tested.Problem is { } problem)
            return Unknown(e, problem);
        if (!e.Spend(list.Count))
            return Unknown(e, null);
        for (var i = 0; i < list.Count; i++)
        {
            ref readonly var member = ref list[i];
            if (Equality.Same(e, tested, member) == true || (member.Kind == Kind.Range && member.AsRange.Contains(tested) == true))
                return Truth.True;
        }
        return Comparing.Of(tested.Kind == Kind.List && Equality.Same(e, tested, Value.Of(list)) == true);
    }

    public static Truth Unknown(Evaluation e, Finding? problem)
    {
        e.Problem = problem;
        return Truth.Unknown;
    }
}
