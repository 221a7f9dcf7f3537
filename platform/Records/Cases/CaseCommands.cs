using Entente.Records.Writing;

namespace Entente.Records.Cases;

/// <summary>Who of the body's people has the case from now on.</summary>
/// <param name="Officer">Null: nobody in particular.</param>
public sealed record Allot(Guid Statement, string Body, string Code, Guid? Officer, string? Reason) : Command(Statement, Body, Code);

/// <summary>Asks the holders of a post, or a party, what they think of the case.</summary>
/// <param name="To">"post:CODE" or "party:CODE".</param>
public sealed record Refer(Guid Statement, string Body, string Code, Guid Referral, string To, string Question) : Command(Statement, Body, Code);

/// <summary>The opinion that was asked for.</summary>
public sealed record Advise(Guid Statement, string Body, string Code, Guid Referral, string Opinion) : Command(Statement, Body, Code);

/// <summary>A clock has run out: it is noted, and the step is taken that the definition names for it.</summary>
public sealed record RunOut(Guid Statement, string Body, string Code, string Clock) : Command(Statement, Body, Code);

/// <summary>What decisions about a case look at beside its content.</summary>
public sealed record CaseFacts(IReadOnlyList<Past> Past)
{
    public static CaseFacts None { get; } = new([]);

    /// <summary>Null before the first version.</summary>
    public string? Number { get; init; }

    /// <summary>Who has the case.</summary>
    public Guid? Officer { get; init; }

    /// <summary>Whether the one who is to have it is one of the body's serving people.</summary>
    public bool MayHave { get; init; }

    /// <summary>The referral that is answered.</summary>
    public KnownReferral? Referral { get; init; }

    /// <summary>The clocks of which it was noted already that they ran out.</summary>
    public IReadOnlyCollection<string> RanOut { get; init; } = [];
}

/// <param name="To">"post:CODE" or "party:CODE".</param>
public sealed record KnownReferral(string To, bool Answered);

/// <summary>A question to somebody else, as it is to be written.</summary>
/// <param name="Shown">What they are shown of the case.</param>
public sealed record NewReferral(Guid Id, string To, string Question, Content.Statement Shown, DateTimeOffset Due);
