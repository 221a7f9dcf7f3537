namespace Entente.Feel.Running;

/// <summary>How points and ranges lie to one another (DMN 1.5, 10.3.4.7). A point is a range of itself alone.</summary>
internal static class Intervals
{
    private delegate bool Relation(in Ends a, in Ends b);

    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("before", Of(Before)),
        ("after", Of(static (in a, in b) => Before(b, a))),
        ("meets", Of(Meets)),
        ("met by", Of(static (in a, in b) => Meets(b, a))),
        ("overlaps", Of(static (in a, in b) => !Before(a, b) && !Before(b, a))),
        ("overlaps before", Of(OverlapsBefore)),
        ("overlaps after", Of(OverlapsAfter)),
        ("finishes", Of(Finishes)),
        ("finished by", Of(static (in a, in b) => Finishes(b, a))),
        ("includes", Of(Includes)),
        ("during", Of(static (in a, in b) => Includes(b, a))),
        ("starts", Of(Starts)),
        ("started by", Of(static (in a, in b) => Starts(b, a))),
        ("coincides", Of(static (in a, in b) => SameStart(a, b) && SameEnd(a, b))),
    ];

    private static Native Of(Relation relation) => (_, site, a) =>
    {
        var (first, second) = (Ends.Of(a[0]), Ends.Of(a[1]));
        if (!first.IsBounded || !second.IsBounded)
            return site.Fail("open-range", site.Name);
        if (Value.Order(first.Start, second.Start) is null || Value.Order(first.End, second.End) is null || Value.Order(first.Start, second.End) is null)
            return Value.Failed(Comparing.Incomparable(first.Start, second.End, site.At));
        return Value.Of(relation(first, second));
    };

    private static int Order(in Value a, in Value b) => Value.Order(a, b) ?? 0;

    private static bool Before(in Ends a, in Ends b) =>
        Order(a.End, b.Start) is var order && (order < 0 || (order == 0 && (!a.ClosedEnd || !b.ClosedStart)));

    private static bool Meets(in Ends a, in Ends b) => a.ClosedEnd && b.ClosedStart && Order(a.End, b.Start) == 0;

    private static bool SameStart(in Ends a, in Ends b) => Order(a.Start, b.Start) == 0 && a.ClosedStart == b.ClosedStart;

    private static bool SameEnd(in Ends a, in Ends b) => Order(a.End, b.End) == 0 && a.ClosedEnd == b.ClosedEnd;

    private static bool StartsFirst(in Ends a, in Ends b) =>
        Order(a.Start, b.Start) is var order && (order < 0 || (order == 0 && a.ClosedStart && !b.ClosedStart));

    private static bool EndsFirst(in Ends a, in Ends b) =>
        Order(a.End, b.End) is var order && (order < 0 || (order == 0 && !a.ClosedEnd && b.ClosedEnd));

    private static bool OverlapsBefore(in Ends a, in Ends b) =>
        StartsFirst(a, b) && !Before(a, b) && !EndsFirst(b, a);

    private static bool OverlapsAfter(in Ends a, in Ends b) => OverlapsBefore(b, a);

    private static bool Finishes(in Ends a, in Ends b) => SameEnd(a, b) && !StartsFirst(a, b);

    private static bool Starts(in Ends a, in Ends b) => SameStart(a, b) && !EndsFirst(b, a);

    private static bool Includes(in Ends a, in Ends b) => !StartsFirst(b, a) && !EndsFirst(a, b);

    private readonly record struct Ends(bool ClosedStart, Value Start, Value End, bool ClosedEnd)
    {
        public bool IsBounded => !Start.IsNull && !End.IsNull;

        public static Ends Of(in Value value) => value.Kind == Kind.Range
            ? new(value.AsRange.ClosedStart, value.AsRange.Start, value.AsRange.End, value.AsRange.ClosedEnd)
            : new(true, value, value, true);
    }
}
