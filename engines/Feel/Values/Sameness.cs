using System.Runtime.CompilerServices;

namespace Entente.Feel;

/// <summary>Equality of whatever may hold other values. A rule can make lists that are deep, or small in memory and huge when walked through; both must end.</summary>
internal static class Sameness
{
    public const int MostComparisons = 10_000_000;

    private const int HashedDepth = 3;

    public static bool? Same(in Value a, in Value b, ref int left)
    {
        if (a.Kind != b.Kind)
            return a.IsNull || b.IsNull ? false : null;
        return a.Kind switch
        {
            Kind.Null => true,
            Kind.Number => a.AsNumber.Equals(b.AsNumber),
            Kind.Text => a.AsText == b.AsText,
            Kind.Time => a.AsTime.Same(b.AsTime),
            Kind.DateAndTime => a.AsDateAndTime.Same(b.AsDateAndTime),
            Kind.List => ReferenceEquals(a.AsList, b.AsList) ? true : SameMembers(a.AsList.AsSpan(), b.AsList.AsSpan(), ref left),
            Kind.Context => ReferenceEquals(a.AsContext, b.AsContext) ? true : SameContexts(a.AsContext, b.AsContext, ref left),
            Kind.Range => SameRanges(a.AsRange, b.AsRange, ref left),
            Kind.Function => a.AsFunction.Equals(b.AsFunction),
            _ => Value.SameBits(a, b),
        };
    }

    public static int Hash(in Value value, int depth) => value.Kind switch
    {
        Kind.Null => 0,
        Kind.Number => value.AsNumber.GetHashCode(),
        Kind.Text => value.AsText.GetHashCode(StringComparison.Ordinal),
        Kind.Time => value.AsTime.HashOfInstant(),
        Kind.DateAndTime => value.AsDateAndTime.HashOfInstant(),
        Kind.List => HashOf(value.AsList.AsSpan(), depth),
        Kind.Context => HashOf(value.AsContext, depth),
        Kind.Range => depth > HashedDepth ? 1 : HashCode.Combine(Hash(value.AsRange.Start, depth + 1), Hash(value.AsRange.End, depth + 1)),
        Kind.Function => value.AsFunction.GetHashCode(),
        _ => value.HashOfBits(),
    };

    // Members that cannot be compared with each other are not the same; being out of time or stack is another matter.
    private static bool? SameMembers(ReadOnlySpan<Value> a, ReadOnlySpan<Value> b, ref int left)
    {
        if (a.Length != b.Length)
            return false;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            left = 0;
        for (var index = 0; index < a.Length; index++)
        {
            if (--left <= 0)
                return null;
            if (Same(a[index], b[index], ref left) != true)
                return left > 0 ? false : null;
        }
        return true;
    }

    private static bool? SameContexts(Context a, Context b, ref int left)
    {
        if (ReferenceEquals(a.Shape, b.Shape))
            return SameMembers(a.AsSpan(), b.AsSpan(), ref left);
        if (a.Count != b.Count)
            return false;
        var ordered = new Value[a.Count];
        for (var slot = 0; slot < a.Count; slot++)
            if (!b.TryGet(a.Shape.Names[slot], out ordered[slot]))
                return false;
        return SameMembers(a.AsSpan(), ordered, ref left);
    }

    private static bool? SameRanges(FeelRange a, FeelRange b, ref int left) =>
        a.ClosedStart == b.ClosedStart && a.ClosedEnd == b.ClosedEnd && a.IsComparison == b.IsComparison
            ? SameMembers([a.Start, a.End], [b.Start, b.End], ref left) : false;

    private static int HashOf(ReadOnlySpan<Value> members, int depth)
    {
        var hash = new HashCode();
        hash.Add(members.Length);
        if (depth < HashedDepth)
            foreach (ref readonly var member in members)
                hash.Add(Hash(member, depth + 1));
        return hash.ToHashCode();
    }

    // Names may come in another order, so the order must not count.
    private static int HashOf(Context context, int depth)
    {
        var hash = context.Count;
        for (var slot = 0; slot < context.Count && depth < HashedDepth; slot++)
            hash ^= HashCode.Combine(context.Shape.Names[slot].GetHashCode(StringComparison.Ordinal), Hash(context[slot], depth + 1));
        return hash;
    }
}
