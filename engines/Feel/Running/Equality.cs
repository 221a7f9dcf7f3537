namespace Entente.Feel.Running;

/// <summary>Comparisons that can be long are paid for: a rule can make texts and lists that take long to compare.</summary>
internal static class Equality
{
    private const int CharactersPerStep = 64;

    public static bool? Same(Evaluation e, in Value a, in Value b)
    {
        if (a.Kind != b.Kind || a.Kind < Kind.List && a.Kind != Kind.Text)
            return Value.Same(a, b);
        if (a.Kind == Kind.Text)
            return a.AsText.Length == b.AsText.Length && Pay(e, a, b) && a.AsText == b.AsText;
        var allowed = e.Allowance(Sameness.MostComparisons);
        var left = allowed;
        var same = Sameness.Same(a, b, ref left);
        return e.Spend(allowed - Math.Max(left, 0)) ? same : null;
    }

    public static int? Order(Evaluation e, in Value a, in Value b)
    {
        if (a.Kind == Kind.Text && b.Kind == Kind.Text && !Pay(e, a, b))
            return null;
        return Value.Order(a, b);
    }

    /// <summary>For sets of values.</summary>
    public sealed class Alike(Evaluation e) : IEqualityComparer<Value>
    {
        // What is no longer compared is taken for the same, so that a set ends to grow.
        public bool Equals(Value a, Value b) => e.IsHalted || Same(e, a, b) == true;

        public int GetHashCode(Value value) => value.GetHashCode();
    }

    private static bool Pay(Evaluation e, in Value a, in Value b)
    {
        var length = Math.Min(a.AsText.Length, b.AsText.Length);
        return length < CharactersPerStep || e.Spend(length / CharactersPerStep);
    }
}
