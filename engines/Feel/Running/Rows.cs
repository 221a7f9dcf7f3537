using System.Numerics;
using System.Runtime.CompilerServices;
using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>
/// The members of a list that a filter keeps, and what is looked at in each: <c>list[condition].member</c>.
/// It makes the list, or folds it without making one.
/// </summary>
internal sealed class Rows(Step list, int item, Condition? keep, int weight, Member[] path, Span at)
{
    private readonly IRowTest? quick = keep?.Target as IRowTest;

    /// <summary>The kept members as a list.</summary>
    public Value Select(Evaluation e)
    {
        var source = list(e);
        if (source.IsNull)
            return source;
        var members = Listed(source);
        var kept = new FeelList.Builder();
        for (var i = 0; i < members.Count; i++)
        {
            if (!e.Spend(weight))
                return e.Halted;
            if (Keeps(e, members[i]))
                kept.Add(members[i]);
        }
        return Sizes.List(e, kept, at);
    }

    /// <summary>The same where the condition may turn out to be a place in the list; where it must be one, a blank place holds nothing.</summary>
    public Value SelectOrPick(Evaluation e, Step condition, bool isPlace)
    {
        var source = list(e);
        if (source.IsNull)
            return source;
        var members = Listed(source);
        e.Frame[item] = members.Count > 0 ? members[0] : default;
        var first = condition(e);
        if (first.Kind == Kind.Number)
            return Pick(members, first.AsNumber);
        if (isPlace && first.IsNull)
            return first;
        var kept = new FeelList.Builder();
        for (var i = 0; i < members.Count; i++)
        {
            if (!e.Spend(weight))
                return e.Halted;
            e.Frame[item] = members[i];
            var truth = Code.Judge(e, i == 0 ? first : condition(e), at);
            if (truth == Truth.True)
                kept.Add(members[i]);
            else if (truth == Truth.Unknown)
                e.PassOver(e.Problem);
        }
        return Sizes.List(e, kept, at);
    }

    /// <summary>The member at a place, from 1, or from the end where it is negative; null beyond.</summary>
    public static Value Pick(in Value source, in Number place) => source.IsNull ? source : Pick(Listed(source), place);

    /// <summary>What the fold makes of the members; the same as the function of the list that would be made otherwise.</summary>
    public Value Fold<T>(Evaluation e, ref T fold)
        where T : struct, IFold
    {
        var source = list(e);
        if (path.Length > 0 && source.Kind != Kind.List)
            return FoldOne(e, source, ref fold);
        if (source.IsNull)
            return source;
        var members = Listed(source).AsSpan();
        var more = true;
        for (var from = 0; from < members.Length && (more || keep is not null); from += RowTests.AtOnce)
        {
            var some = members[from..Math.Min(members.Length, from + RowTests.AtOnce)];
            if (!e.Spend((long)weight * some.Length))
                return e.Halted;
            if (quick is not null && quick.TryTest(some, out var kept))
                FoldKept(e, some, kept, ref fold, ref more);
            else
                FoldEach(e, some, ref fold, ref more);
        }
        return e.IsHalted ? e.Halted : fold.Result();
    }

    private void FoldKept<T>(Evaluation e, ReadOnlySpan<Value> rows, ulong kept, ref T fold, ref bool more)
        where T : struct, IFold
    {
        for (; kept != 0 && more; kept &= kept - 1)
            more = Add(e, rows[BitOperations.TrailingZeroCount(kept)], ref fold);
    }

    private void FoldEach<T>(Evaluation e, ReadOnlySpan<Value> rows, ref T fold, ref bool more)
        where T : struct, IFold
    {
        foreach (ref readonly var row in rows)
        {
            // While a filter is asked, all rows are: a failure in it is told even when the result is decided.
            if (keep is not null && !Keeps(e, row))
                continue;
            more = more && Add(e, row, ref fold);
            if (!more && keep is null)
                return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Add<T>(Evaluation e, in Value row, ref T fold)
        where T : struct, IFold
    {
        if (path.Length == 0)
            return fold.Add(row);
        if (path.Length == 1 && row.Kind == Kind.Context)
        {
            var context = row.HeldContext;
            var slot = path[0].SlotIn(context.Shape);
            if (slot >= 0)
                return fold.Add(context.At(slot));
        }
        return fold.Add(Along(e, row));
    }

    private Value FoldOne<T>(Evaluation e, in Value source, ref T fold)
        where T : struct, IFold
    {
        var value = source;
        if (keep is not null)
        {
            if (source.IsNull)
                return source;
            if (!Keeps(e, source))
                return fold.Result();
            fold.Add(Along(e, source));
            return fold.Result();
        }
        value = Along(e, source);
        if (value.IsNull)
            return value;
        var members = Listed(value);
        for (var i = 0; i < members.Count && fold.Add(members[i]); i++)
        {
        }
        return fold.Result();
    }

    private bool Keeps(Evaluation e, in Value member)
    {
        e.Frame[item] = member;
        var truth = keep!(e);
        if (truth == Truth.Unknown)
            e.PassOver(e.Problem);
        return truth == Truth.True;
    }

    private Value Along(Evaluation e, in Value member)
    {
        var value = member;
        foreach (var step in path)
            value = step.Of(e, value);
        return value;
    }

    private static Value Pick(FeelList members, in Number place)
    {
        if (!place.Floor().TryToInt64(out var index) || !place.IsInteger)
            return default;
        index = index < 0 ? members.Count + index : index - 1;
        return index >= 0 && index < members.Count ? members[(int)index] : default;
    }

    private static FeelList Listed(in Value value) => value.Kind == Kind.List ? value.AsList : FeelList.Of(value);
}
