using System.Diagnostics.CodeAnalysis;

namespace Entente.Feel;

public readonly partial struct Value
{
    /// <summary>Equality as the language sees it: null when the two cannot be compared; null is null and nothing else.</summary>
    public static bool? Same(in Value a, in Value b)
    {
        if (a.Kind != b.Kind)
            return a.IsNull || b.IsNull ? false : null;
        return a.Kind switch
        {
            Kind.Null => true,
            Kind.Boolean => a.low == b.low,
            Kind.Number => a.AsNumber.Equals(b.AsNumber),
            Kind.Text => a.AsText == b.AsText,
            Kind.Date => a.low == b.low,
            Kind.Time => a.AsTime.Same(b.AsTime),
            Kind.DateAndTime => a.AsDateAndTime.Same(b.AsDateAndTime),
            Kind.DaysDuration or Kind.YearsDuration => a.high == b.high && a.low == b.low,
            Kind.List => SameMembers(a.AsList.AsSpan(), b.AsList.AsSpan()),
            Kind.Context => SameContexts(a.AsContext, b.AsContext),
            Kind.Range => a.AsRange.Equals(b.AsRange),
            _ => a.AsFunction.Equals(b.AsFunction),
        };
    }

    /// <summary>Less than zero, zero or more, as a comes before, with or after b; null when they have no order.</summary>
    public static int? Order(in Value a, in Value b)
    {
        if (a.Kind != b.Kind)
            return null;
        return a.Kind switch
        {
            Kind.Number => a.AsNumber.CompareTo(b.AsNumber),
            Kind.Text => InOrderOfCharacters(a.AsText, b.AsText),
            Kind.Date => a.AsDate.CompareTo(b.AsDate),
            Kind.Time => a.AsTime.Order(b.AsTime),
            Kind.DateAndTime => a.AsDateAndTime.Order(b.AsDateAndTime),
            Kind.DaysDuration => a.AsDaysDuration.CompareTo(b.AsDaysDuration),
            Kind.YearsDuration => a.AsYearsDuration.CompareTo(b.AsYearsDuration),
            _ => null,
        };
    }

    /// <summary>Whether <see cref="Same"/> says true; for dictionaries.</summary>
    public bool Equals(Value other) => Same(this, other) == true;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        Kind.Number => AsNumber.GetHashCode(),
        Kind.Text => AsText.GetHashCode(StringComparison.Ordinal),
        Kind.Time => AsTime.HashOfInstant(),
        Kind.DateAndTime => AsDateAndTime.HashOfInstant(),
        Kind.List => HashOf(AsList.AsSpan()),
        Kind.Context => HashOf(AsContext),
        Kind.Range => AsRange.GetHashCode(),
        Kind.Function => AsFunction.GetHashCode(),
        Kind.Null => 0,
        _ => HashCode.Combine(Kind, high, low),
    };

    /// <summary>See <see cref="Equals(Value)"/>.</summary>
    public static bool operator ==(in Value a, in Value b) => a.Equals(b);

    /// <summary>See <see cref="Equals(Value)"/>.</summary>
    public static bool operator !=(in Value a, in Value b) => !a.Equals(b);

    private static bool SameMembers(ReadOnlySpan<Value> a, ReadOnlySpan<Value> b)
    {
        if (a.Length != b.Length)
            return false;
        for (var index = 0; index < a.Length; index++)
            if (Same(a[index], b[index]) != true)
                return false;
        return true;
    }

    private static bool SameContexts(Context a, Context b)
    {
        if (ReferenceEquals(a.Shape, b.Shape))
            return SameMembers(a.AsSpan(), b.AsSpan());
        if (a.Count != b.Count)
            return false;
        for (var slot = 0; slot < a.Count; slot++)
            if (!b.TryGet(a.Shape.Names[slot], out var other) || Same(a[slot], other) != true)
                return false;
        return true;
    }

    // By characters, not by UTF-16 units: what lies beyond the first 65,536 comes after all of them.
    private static int InOrderOfCharacters(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length)
            return a.Length.CompareTo(b.Length);
        var (x, y) = (a[same], b[same]);
        var (beyondX, beyondY) = (char.IsSurrogate(x), char.IsSurrogate(y));
        return beyondX == beyondY ? x.CompareTo(y) : beyondX ? 1 : -1;
    }

    private static int HashOf(ReadOnlySpan<Value> members)
    {
        var hash = new HashCode();
        foreach (ref readonly var member in members)
            hash.Add(member.GetHashCode());
        return hash.ToHashCode();
    }

    // Names may come in another order, so the order must not count.
    private static int HashOf(Context context)
    {
        var hash = context.Count;
        for (var slot = 0; slot < context.Count; slot++)
            hash ^= HashCode.Combine(context.Shape.Names[slot].GetHashCode(StringComparison.Ordinal), context[slot].GetHashCode());
        return hash;
    }
}
