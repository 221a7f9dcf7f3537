namespace Entente.Ledger;

/// <summary>What one check came to.</summary>
public enum Outcome
{
    /// <summary>It is as it should be.</summary>
    Holds,

    /// <summary>It cannot be told from what is here, or is only to be known.</summary>
    Open,

    /// <summary>It is not as it should be.</summary>
    Fails,
}

/// <summary>One thing that was checked: a code for the words of any language, where, and what the words mention.</summary>
/// <param name="Code">A key of texts: <c>segment-changed</c>; <see cref="FindingWords"/> has all of them.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Where">The section and block, the place in the log, the name of the key.</param>
/// <param name="Facts">In the order of the text's places, after <paramref name="Where"/>.</param>
public sealed record Finding(string Code, Outcome Outcome, string Where, params IReadOnlyList<string> Facts)
{
    /// <summary>The finding in English.</summary>
    public string Words() => FindingWords.Of(this);

    /// <inheritdoc/>
    public override string ToString() => Words();
}

/// <summary>What the checking of a receipt, a checkpoint or a log came to.</summary>
public sealed record Verdict(IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing failed.</summary>
    public bool Holds => Findings.All(finding => finding.Outcome != Outcome.Fails);
}
