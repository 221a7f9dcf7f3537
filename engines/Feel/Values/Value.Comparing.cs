using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Entente.Feel;

public readonly partial struct Value
{
    /// <summary>
    /// Equality as the language sees it: null when the two cannot be compared; null is null and nothing else.
    /// Lists and contexts too deep or too large to be compared in reasonable time cannot be compared either.
    /// </summary>
    public static bool? Same(in Value a, in Value b)
    {
        var left = Sameness.MostComparisons;
        return a.Kind == Kind.Number && b.Kind == Kind.Number ? a.AsNumber.Equals(b.AsNumber) : Sameness.Same(a, b, ref left);
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
    public override int GetHashCode() => Sameness.Hash(this, depth: 0);

    /// <summary>See <see cref="Equals(Value)"/>.</summary>
    public static bool operator ==(in Value a, in Value b) => a.Equals(b);

    /// <summary>See <see cref="Equals(Value)"/>.</summary>
    public static bool operator !=(in Value a, in Value b) => !a.Equals(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool SameBits(in Value a, in Value b) => a.high == b.high && a.low == b.low;

    internal int HashOfBits() => HashCode.Combine(Kind, high, low);

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
}
