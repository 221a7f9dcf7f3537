namespace Entente.Feel.Running;

/// <summary>sort: by merging, which ends and keeps the order of equals whatever the given function answers.</summary>
internal static class Sorting
{
    public static Value Sort(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var precedes = a.Length > 1 ? a[1].AsFunction : null;
        if (precedes is not null && precedes.Parameters.Count != 2)
            return site.Fail("function-parameters", site.Name, "2");
        var count = a[0].AsList.Count;
        if (!Sizes.MayMakeList(e, 2L * count, site.At))
            return e.Halted;
        var run = new Run(e, site, precedes);
        var sorted = run.Merge(a[0].AsList.AsSpan().ToArray(), new Value[count]);
        return e.IsHalted ? e.Halted : run.Failure ?? Value.Of(FeelList.Wrap(sorted, count));
    }

    private sealed class Run(Evaluation e, Site site, Function? precedes)
    {
        public Value? Failure { get; private set; }

        // Pieces of one, two, four … are merged from the one array into the other.
        public Value[] Merge(Value[] from, Value[] into)
        {
            for (long width = 1; width < from.Length; width *= 2)
            {
                for (long start = 0; start < from.Length; start += 2 * width)
                    MergePair(from, into, (int)start, (int)Math.Min(start + width, from.Length), (int)Math.Min(start + (2 * width), from.Length));
                (from, into) = (into, from);
                if (Failure is not null || !e.Spend(from.Length))
                    break;
            }
            return from;
        }

        private void MergePair(Value[] from, Value[] into, int start, int middle, int end)
        {
            var (left, right) = (start, middle);
            for (var place = start; place < end; place++)
                into[place] = right >= end || (left < middle && !Precedes(from[right], from[left])) ? from[left++] : from[right++];
        }

        private bool Precedes(in Value a, in Value b)
        {
            if (Failure is not null || e.IsHalted)
                return false;
            if (precedes is null)
            {
                var order = Equality.Order(e, a, b);
                Failure = order is null ? Value.Failed(Comparing.Incomparable(a, b, site.At)) : null;
                return order < 0;
            }
            var answer = precedes.Invoke(e, [a, b]);
            if (answer.Kind != Kind.Boolean)
                Failure = answer.Problem is not null ? answer : site.Fail("not-boolean", Words.Of(answer.Kind));
            return answer.IsTrue;
        }
    }
}
