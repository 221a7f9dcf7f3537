namespace Entente.Bodies;

/// <summary>Somebody who may sign in, with the posts held today. Rights come from the posts, never from the person.</summary>
public sealed record Person(Guid Id, string Name, string Email, string? Language, string? Zone, IReadOnlyList<Holding> Holdings)
{
    /// <summary>The same posts in the test spaces of their bodies. They give rights there, and are no posts anywhere else.</summary>
    public IReadOnlyList<Holding> Trials { get; init; } = [];

    /// <summary>The posts held in this body, or in the body that it is a test space of.</summary>
    public IEnumerable<Holding> In(string body) => Holdings.Concat(Trials).Where(holding => holding.Body == body);

    public bool May(Right right, string body, string? party = null) =>
        In(body).Any(holding => holding.Body == body && holding.Rights.Contains(right)
            && (holding.Party is null || holding.Party == party));

    /// <summary>Whoever runs the installation, for any body.</summary>
    public bool Administers => Holdings.Any(holding => holding.Rights.Contains(Right.Administer));
}

/// <summary>A post held for a party (or, without one, for the body itself) from a day to a day, the last excluded.</summary>
public sealed record Holding(Guid Id, string Body, string? Party, string Post, DateOnly From, DateOnly? Until, IReadOnlySet<Right> Rights);

/// <summary>What a post allows. A body's description says which post has which.</summary>
public enum Right
{
    /// <summary>Read what is shared with the party, or, for a post of the body, with its members.</summary>
    Read,
    /// <summary>Fill in what the party declares.</summary>
    Enter,
    /// <summary>Approve nationally what colleagues entered.</summary>
    Approve,
    /// <summary>Send to the secretariat in the party's name.</summary>
    Submit,
    /// <summary>Approve and confirm the people of the party; help them back in.</summary>
    Vouch,
    /// <summary>Act as the secretariat: confirm access, enter on a party's behalf, publish.</summary>
    Serve,
    /// <summary>Change the body's own description.</summary>
    Describe,
    /// <summary>Watch over who reads: for a party over its own data; for the body as its security officer, who also agrees to restricted access and settles what was unusual.</summary>
    Oversee,
    /// <summary>Run the installation: queue, mail, versions. Gives no reading of what parties declare.</summary>
    Administer,
}
