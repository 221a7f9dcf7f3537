using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>The arithmetic of dates, times and durations.</summary>
internal static class Moments
{
    /// <summary>Null when the operator does not join such kinds; a null value when the result is out of range.</summary>
    public static Value? Combine(Operator op, in Value a, in Value b) => null;

    public static Value? Negate(in Value value) => null;
}
