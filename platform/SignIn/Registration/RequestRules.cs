using Entente.Bodies;

namespace Entente.SignIn.Registration;

/// <summary>What somebody wants to do with a request.</summary>
public abstract record Act
{
    /// <summary>Opens the link that went to the address.</summary>
    public sealed record Prove : Act;

    /// <param name="Why">Needed where the secretariat acts for a party without a contact.</param>
    public sealed record Approve(string? Why = null) : Act;

    public sealed record Refuse(string? Why) : Act;

    /// <summary>Lets the person in, on the letter of the government.</summary>
    public sealed record Confirm(bool HasLetter) : Act;

    public sealed record Withdraw : Act;

    /// <summary>Time has run out.</summary>
    public sealed record Expire : Act;
}

/// <summary>Who acts: a person with their posts, the bearer of the private link, or the timetable.</summary>
public abstract record Actor
{
    public sealed record Holder(Person Person) : Actor;

    public sealed record Bearer : Actor;

    public sealed record Timetable : Actor;
}

/// <summary>What came of it: the next state and the step to write down, or the key of the text that says why not.</summary>
public sealed record Decision(RequestState Next, string? Step, string? Note, string? Problem)
{
    internal static Decision To(RequestState next, string step, string? note = null) => new(next, step, note, null);

    internal static Decision No(string problem) => new(default, null, null, problem);

    /// <summary>It was done before, and doing it again does no harm.</summary>
    internal static Decision Already(RequestState state) => new(state, null, null, null);
}

/// <summary>The way of a request: the address is proved, the national contact approves, the secretariat confirms.</summary>
public static class RequestRules
{
    public static readonly TimeSpan ExpiresAfter = TimeSpan.FromDays(60);

    /// <summary>An address that nobody proves within this time is forgotten.</summary>
    public static readonly TimeSpan ProveWithin = TimeSpan.FromDays(7);

    public static readonly TimeSpan RemindEvery = TimeSpan.FromDays(7);

    /// <param name="hasContact">Whether the party has a national contact today, other than who asks.</param>
    public static Decision Decide(AccessRequest request, Act act, Actor actor, bool hasContact, DateTimeOffset now) => act switch
    {
        Act.Prove => Prove(request, actor, now),
        Act.Withdraw => actor is not Actor.Bearer ? No("not-allowed") : request.IsOpen ? Decision.To(RequestState.Withdrawn, "withdrawn") : Closed(request),
        Act.Expire => actor is Actor.Timetable && request.IsOpen && request.ExpiresAt <= now ? Decision.To(RequestState.Expired, "expired") : No("not-allowed"),
        _ when actor is not Actor.Holder => No("not-allowed"),
        _ when IsAsker(request, ((Actor.Holder)actor).Person) => No("yourself"),
        Act.Approve(var why) => Approve(request, ((Actor.Holder)actor).Person, why, hasContact),
        Act.Refuse(var why) => Refuse(request, ((Actor.Holder)actor).Person, why),
        Act.Confirm(var letter) => Confirm(request, ((Actor.Holder)actor).Person, letter),
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    /// <summary>Whether it is this person, because of a post, who is waited for.</summary>
    public static bool WaitsFor(AccessRequest request, Person person, bool hasContact) => !IsAsker(request, person) && request.State switch
    {
        RequestState.Proved => IsContact(person, request) || (!hasContact && person.May(Right.Serve, request.Body)),
        RequestState.Approved => person.May(Right.Serve, request.Body),
        _ => false,
    };

    public static bool IsContact(Person person, AccessRequest request) => person.May(Right.Vouch, request.Body, request.Party);

    public static bool IsAsker(AccessRequest request, Person person) => string.Equals(person.Email, request.Email, StringComparison.OrdinalIgnoreCase);

    private static Decision Prove(AccessRequest request, Actor actor, DateTimeOffset now) =>
        actor is not Actor.Bearer ? No("not-allowed")
        : request.State is not RequestState.Unproved ? Decision.Already(request.State)
        : request.AskedAt + ProveWithin <= now ? No("link-late")
        : Decision.To(RequestState.Proved, "proved");

    private static Decision Approve(AccessRequest request, Person person, string? why, bool hasContact)
    {
        if (!IsContact(person, request) && !person.May(Right.Serve, request.Body))
            return No("not-allowed");
        if (request.State is RequestState.Unproved)
            return No("not-proved");
        if (request.State is RequestState.Approved)
            return No("already-approved");
        if (request.State is not RequestState.Proved)
            return Closed(request);
        if (IsContact(person, request))
            return Decision.To(RequestState.Approved, "approved", why);
        return hasContact ? No("has-contact")
            : string.IsNullOrWhiteSpace(why) ? No("say-why")
            : Decision.To(RequestState.Approved, "approved-for-party", why);
    }

    private static Decision Refuse(AccessRequest request, Person person, string? why)
    {
        var serves = person.May(Right.Serve, request.Body);
        if (!serves && !IsContact(person, request))
            return No("not-allowed");
        if (request.State is RequestState.Unproved)
            return No("not-proved");
        if (!request.IsOpen)
            return Closed(request);
        // Once approved it lies with the secretariat: a contact who thinks again tells them.
        if (request.State is RequestState.Approved && !serves)
            return No("already-approved");
        return string.IsNullOrWhiteSpace(why) ? No("say-why") : Decision.To(RequestState.Refused, serves && !IsContact(person, request) ? "refused-by-secretariat" : "refused", why);
    }

    private static Decision Confirm(AccessRequest request, Person person, bool hasLetter) =>
        !person.May(Right.Serve, request.Body) ? No("not-allowed")
        : request.State is RequestState.Unproved or RequestState.Proved ? No("not-approved")
        : request.State is not RequestState.Approved ? Closed(request)
        : !hasLetter ? No("no-letter")
        : Decision.To(RequestState.Confirmed, "confirmed");

    private static Decision Closed(AccessRequest request) => No(request.State switch
    {
        RequestState.Confirmed => "already-confirmed",
        RequestState.Refused => "already-refused",
        RequestState.Withdrawn => "already-withdrawn",
        _ => "already-expired",
    });

    // texts: registration.problem.*
    private static Decision No(string problem) => Decision.No("registration.problem." + problem);
}
