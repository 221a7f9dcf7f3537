using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>What has been made so far of the rows that went by.</summary>
internal abstract class Tally
{
    /// <summary>Nothing that still comes can change the result.</summary>
    public bool IsDecided { get; protected set; }

    /// <summary>The first failure that the language passes over.</summary>
    public Finding? Passed { get; set; }

    public abstract void Add(in Value value);

    public abstract Value Result();

    /// <summary>Makes empty ones.</summary>
    public static Func<Tally> Maker(Gathered gathered) => gathered.Fold switch
    {
        Fold.Count => () => new Of<CountFold>(default),
        Fold.Distinct => () => new Of<DistinctFold>(new DistinctFold()),
        Fold.First => () => new Of<FirstFold>(default),
        Fold.Rows => () => new Of<RowsFold>(new RowsFold()),
        Fold.Some => () => new Of<SoughtFold>(new SoughtFold(true)),
        Fold.Every => () => new Of<SoughtFold>(new SoughtFold(false)),
        var fold => Maker(fold, SiteOf(fold, gathered.At)),
    };

    private static Func<Tally> Maker(Fold fold, Site site) => fold switch
    {
        Fold.Sum => () => new Of<SumFold>(new SumFold(site)),
        Fold.Mean => () => new Of<MeanFold>(new MeanFold(site)),
        Fold.Product => () => new Of<ProductFold>(new ProductFold(site)),
        Fold.Min => () => new Of<ExtremeFold>(new ExtremeFold(site, -1)),
        Fold.Max => () => new Of<ExtremeFold>(new ExtremeFold(site, 1)),
        Fold.Any => () => new Of<JunctionFold>(new JunctionFold(site, true)),
        _ => () => new Of<JunctionFold>(new JunctionFold(site, false)),
    };

    // Where the function stands in the text, for what it may have to say.
    private static Site SiteOf(Fold fold, Span at)
    {
        var function = Library.Find(fold.ToString().ToLowerInvariant())!;
        return new Site(function, [.. function.Signature.Arrange([new Argument(null, new NullLiteral { At = at })])], at);
    }

    private sealed class Of<T>(T fold) : Tally
        where T : struct, IFold
    {
        private T fold = fold;

        public override void Add(in Value value) => IsDecided = !fold.Add(value);

        public override Value Result() => fold.Result();
    }

    // some and every: what decides ends it, what is unknown leaves it open.
    private struct SoughtFold(bool deciding) : IFold
    {
        private bool decided;
        private bool open;
        private Finding? problem;

        public bool Add(in Value member)
        {
            decided = member.Kind == Kind.Boolean && member.IsTrue == deciding;
            open |= member.Kind != Kind.Boolean;
            problem ??= member.Problem;
            return !decided;
        }

        public readonly Value Result() =>
            decided ? Value.Of(deciding) : !open ? Value.Of(!deciding) : problem is null ? Value.Null : Value.Failed(problem);
    }

    private struct DistinctFold() : IFold
    {
        private readonly HashSet<Value> seen = [];

        public readonly bool Add(in Value member)
        {
            seen.Add(member);
            return true;
        }

        public readonly Value Result() => Value.Of(seen.Count);
    }

    private struct FirstFold : IFold
    {
        private Value first;

        public bool Add(in Value member)
        {
            first = Kept(member);
            return false;
        }

        public readonly Value Result() => first;
    }

    private struct RowsFold() : IFold
    {
        private readonly FeelList.Builder rows = new(1);

        public readonly bool Add(in Value member)
        {
            rows.Add(Kept(member));
            return true;
        }

        public readonly Value Result() => Value.Of(FeelList.Of(rows.AsSpan()));
    }

    // Whoever streams rows may put the next one into the same array.
    private static Value Kept(in Value value) =>
        value.Kind == Kind.Context ? Value.Of(new Context(value.AsContext.Shape, value.AsContext.AsSpan().ToArray())) : value;
}
