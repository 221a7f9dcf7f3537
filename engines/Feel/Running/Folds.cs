using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>A function of a list that looks at one member after the other.</summary>
internal interface IFold
{
    /// <summary>One more member; false when no further one can change the result.</summary>
    bool Add(in Value member);

    Value Result();
}

/// <summary>What can go wrong with a member.</summary>
internal struct Flaw(Site site)
{
    private Value? value;

    public readonly bool IsThere => value is not null;

    public readonly Value Value => value!.Value;

    // The first one counts. A blank makes a blank, what is of another kind a problem.
    public bool Note(in Value member)
    {
        value ??= member.IsNull ? member : site.Refuse(0, member);
        return false;
    }
}

internal struct CountFold : IFold
{
    private long count;

    public bool Add(in Value member)
    {
        count++;
        return true;
    }

    public readonly Value Result() => Value.Of(count);
}

internal struct SumFold(Site site) : IFold
{
    private Number sum;
    private long count;
    private Flaw flaw = new(site);

    public bool Add(in Value member)
    {
        if (member.Kind != Kind.Number)
            return flaw.Note(member);
        count++;
        return Number.TryAdd(sum, member.AsNumber, out sum) || flaw.Note(site.Fail("out-of-range", site.Name));
    }

    public readonly Value Result() => flaw.IsThere ? flaw.Value : count == 0 ? default : Value.Of(sum);

    public readonly Value Mean() =>
        flaw.IsThere ? flaw.Value : count == 0 ? default : Number.TryDivide(sum, count, out var mean) ? Value.Of(mean) : default;
}

internal struct MeanFold(Site site) : IFold
{
    private SumFold sum = new(site);

    public bool Add(in Value member) => sum.Add(member);

    public readonly Value Result() => sum.Mean();
}

internal struct ProductFold(Site site) : IFold
{
    private Number product = Number.One;
    private bool any;
    private Flaw flaw = new(site);

    public bool Add(in Value member)
    {
        if (member.Kind != Kind.Number)
            return flaw.Note(member);
        any = true;
        return Number.TryMultiply(product, member.AsNumber, out product) || flaw.Note(site.Fail("out-of-range", site.Name));
    }

    public readonly Value Result() => flaw.IsThere ? flaw.Value : any ? Value.Of(product) : default;
}

internal struct ExtremeFold(Site site, int sign) : IFold
{
    private Value best;
    private Flaw flaw = new(site);

    public bool Add(in Value member)
    {
        if (member.IsNull)
            return flaw.Note(member);
        if (Value.Order(member, best.IsNull ? member : best) is not { } order)
            return flaw.Note(best.IsNull ? member : Value.Failed(Comparing.Incomparable(best, member, site.At)));
        if (best.IsNull || order * sign > 0)
            best = member;
        return true;
    }

    public readonly Value Result() => flaw.IsThere ? flaw.Value : best;
}

/// <summary>all and any: what decides ends it; what is unknown, or no boolean, makes it unknown.</summary>
internal struct JunctionFold(Site site, bool deciding) : IFold
{
    private bool decided;
    private Flaw flaw = new(site);

    public bool Add(in Value member)
    {
        if (member.Kind != Kind.Boolean)
            flaw.Note(member);
        else if (member.IsTrue == deciding)
            decided = true;
        return !decided;
    }

    public readonly Value Result() => decided ? Value.Of(deciding) : flaw.IsThere ? flaw.Value : Value.Of(!deciding);
}
