namespace Entente.Feel;

/// <summary>
/// What an evaluation came to. With a problem the rule did not do its work, whatever the value: either there is no value because
/// something failed, or the value was found although a part failed that the language passes over (the condition of a filter or of
/// an <c>if</c>). Without a problem the value is what it says; null is then a blank.
/// </summary>
/// <param name="Value">The value, as the specification defines it.</param>
/// <param name="Problem">What failed; null when nothing did.</param>
public readonly record struct Outcome(Value Value, Finding? Problem)
{
    /// <summary>Exactly true, and nothing failed on the way.</summary>
    public bool Holds => Problem is null && Value.IsTrue;

    /// <summary>Exactly false, and nothing failed on the way.</summary>
    public bool Fails => Problem is null && Value.IsFalse;

    /// <summary>Null for want of data, and nothing failed on the way.</summary>
    public bool IsBlank => Problem is null && Value.IsNull;
}
