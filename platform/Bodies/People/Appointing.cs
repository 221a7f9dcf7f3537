namespace Entente.Bodies;

/// <summary>Whether somebody may do a thing to a post: not at all, once a second person agrees, or at once.</summary>
public enum Leave
{
    No,
    WithSecond,
    AtOnce,
}

/// <summary>A post of one side of a body, with what it allows: what somebody may be appointed to.</summary>
public sealed record Seat(string Body, string? Party, string Post, IReadOnlySet<Right> Rights)
{
    public static Seat Of(string body, string? party, Post post) => new(body, party, post.Code, post.Rights.ToHashSet());

    public static Seat Of(Holding holding) => new(holding.Body, holding.Party, holding.Post, holding.Rights);

    /// <summary>Whether whoever sits here could give themselves or others more than a party's own business.</summary>
    public bool IsHigh => Rights.Contains(Right.Serve) || Rights.Contains(Right.Describe) || Rights.Contains(Right.Administer) || (Party is null && Rights.Contains(Right.Oversee));
}

/// <summary>
/// Who may give, agree to, confirm and end posts. It is always somebody one step nearer to where the power comes
/// from: the national contact for the people of the party, the secretariat for contacts, and for posts that could
/// open everything two persons. Nobody decides about themselves, except to go. What may be done to a post that
/// somebody holds also depends on how it stands: <see cref="HeldRules"/>.
/// </summary>
public static class Appointing
{
    public static Leave ToGive(Person giver, Guid receiver, Seat seat)
    {
        if (giver.Id == receiver)
            return Leave.No;
        if (seat.IsHigh)
            return Heads(giver, seat) ? Leave.WithSecond : Leave.No;
        if (giver.May(Right.Serve, seat.Body))
            return Leave.AtOnce;
        if (seat.Party is null || !giver.May(Right.Vouch, seat.Body, seat.Party))
            return Leave.No;
        // A contact who names another contact would answer to nobody.
        return seat.Rights.Contains(Right.Vouch) ? Leave.WithSecond : Leave.AtOnce;
    }

    /// <summary>Hands the post they hold to somebody else. Who holds it may propose whom, and whoever could give it agrees.</summary>
    public static Leave ToHandOver(Person giver, Guid holder, Guid successor, Seat seat) =>
        ToGive(giver, successor, seat) is not Leave.No and var leave ? leave
        : giver.Id == holder && successor != holder ? Leave.WithSecond
        : Leave.No;

    /// <summary>Takes the post from whoever holds it. What two must give, two must take: else one could, and then give it alone.</summary>
    public static Leave ToEnd(Person ender, Guid holder, Seat seat) => ender.Id == holder ? Leave.AtOnce : ToGive(ender, holder, seat);

    /// <summary>Whether this person can be the second pair of eyes on what the first proposes about this holder.</summary>
    public static bool IsSecond(Person second, Guid? first, Guid holder, Seat seat)
    {
        if (second.Id == first || second.Id == holder)
            return false;
        if (seat.IsHigh)
            return Heads(second, seat);
        return second.May(Right.Serve, seat.Body)
            || (!seat.Rights.Contains(Right.Vouch) && seat.Party is not null && second.May(Right.Vouch, seat.Body, seat.Party));
    }

    /// <summary>Says, when asked every so many months, that the person still holds the post.</summary>
    public static bool Vouches(Person confirmer, Guid holder, Seat seat) => IsSecond(confirmer, first: null, holder, seat);

    /// <summary>Whether the person may give any post of this side, so that the page offers it.</summary>
    public static bool MayGiveSomething(Person giver, string body, string? party) =>
        giver.May(Right.Serve, body) || giver.Administers || (party is not null && giver.May(Right.Vouch, body, party));

    /// <summary>Every seat of the body that the person may give to somebody.</summary>
    public static IEnumerable<Seat> Seats(Person giver, Body body, DateOnly today) =>
        from post in body.Posts
        from party in post.For == PostFor.Party ? body.Members(today).Select(member => (string?)member.Party.Code) : [null]
        let seat = Seat.Of(body.Code, party, post)
        where ToGive(giver, Guid.Empty, seat) is not Leave.No
        select seat;

    // Running the installation is given by those who run it; what opens one body also by those who serve it.
    private static bool Heads(Person person, Seat seat) =>
        person.Administers || (!seat.Rights.Contains(Right.Administer) && person.May(Right.Serve, seat.Body));
}
