using Entente.Bodies;

namespace Entente.Disclosure.Access;

/// <summary>Leave to read what a party keeps from the body's own people.</summary>
/// <param name="Statement">Null: all that the party declared under the definition.</param>
/// <param name="Sections">Null: all.</param>
public sealed record AccessGrant(
    Guid Id, string Body, string Party, string Definition, Guid? Statement, IReadOnlyList<string>? Sections, string? Label, Guid Person, string Purpose, TimeSpan Lasts,
    DateTimeOffset AskedAt, DateTimeOffset? BeginsAt, DateTimeOffset? EndsAt, DateTimeOffset? EndedAt, Guid? EndedBy, bool Refused, IReadOnlyList<Guid> Approvers)
{
    public GrantState On(DateTimeOffset now) =>
        Refused ? GrantState.Refused
        : EndedAt is not null ? GrantState.TakenBack
        : EndsAt <= now ? GrantState.Over
        : BeginsAt <= now ? GrantState.Live
        : AskedAt + Granting.Waits <= now ? GrantState.Lapsed
        : GrantState.Waiting;
}

public enum GrantState { Waiting, Live, Over, TakenBack, Refused, Lapsed }

/// <summary>
/// Who may ask for restricted access, agree to it and end it. One asks, two others agree, and the party whose it is may end it
/// at any moment. Pure; the database holds the same against the application.
/// </summary>
public static class Granting
{
    /// <summary>At the longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>What nobody agreed to in this time has to be asked again.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(3);

    public const int Approvals = 2;

    public const int ShortestPurpose = 10;

    /// <summary>The body's own people, for whom a record can be closed. A party asks the owner instead.</summary>
    public static bool MayAsk(Person person, string body) =>
        person.In(body).Any(holding => holding.Party is null && (holding.Rights.Contains(Right.Serve) || holding.Rights.Contains(Right.Oversee)));

    /// <summary>Those who watch over the body's readings; never whoever asked, and each once.</summary>
    public static bool MayApprove(Person person, AccessGrant grant, DateTimeOffset now) =>
        grant.On(now) == GrantState.Waiting && person.Id != grant.Person && !grant.Approvers.Contains(person.Id) && Watches(person, grant.Body);

    public static bool MayRefuse(Person person, AccessGrant grant, DateTimeOffset now) =>
        grant.On(now) == GrantState.Waiting && (Watches(person, grant.Body) || person.Id == grant.Person);

    /// <summary>The owner, whoever could have agreed, and whoever has it.</summary>
    public static bool MayEnd(Person person, AccessGrant grant, DateTimeOffset now) =>
        grant.On(now) is GrantState.Live && (person.Id == grant.Person || Watches(person, grant.Body) || Owns(person, grant));

    public static bool MaySee(Person person, AccessGrant grant) => person.Id == grant.Person || Watches(person, grant.Body) || Owns(person, grant);

    /// <summary>Whether this agreement is the one with which it begins.</summary>
    public static bool Begins(AccessGrant grant, Guid approver) => grant.Approvers.Append(approver).Where(person => person != grant.Person).Distinct().Count() >= Approvals;

    public static bool Watches(Person person, string body) => person.In(body).Any(holding => holding.Party is null && holding.Rights.Contains(Right.Oversee));

    private static bool Owns(Person person, AccessGrant grant) =>
        person.In(grant.Body).Any(holding => holding.Party == grant.Party && (holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Oversee)));
}
