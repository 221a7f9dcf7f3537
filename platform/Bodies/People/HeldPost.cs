using Dapper;
using Npgsql;

namespace Entente.Bodies;

public enum HeldState
{
    /// <summary>Given by one person, and waits for a second to agree.</summary>
    Waits,
    /// <summary>Not confirmed in time: gives nothing until somebody confirms it.</summary>
    Suspended,
    Future,
    Current,
    Past,
    /// <summary>Nobody agreed before its last day: it never began.</summary>
    Lapsed,
}

/// <summary>A holding as the pages about people show it, whoever holds it and whenever.</summary>
public sealed record HeldPost
{
    public required Guid Id { get; init; }
    public required Guid Person { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required string Body { get; init; }
    public string? Party { get; init; }
    public required string Post { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; init; }
    public bool AwaitsSecond { get; init; }
    public Guid? Succeeds { get; init; }
    public Guid? GrantedBy { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }
    public string? Basis { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? AskedAt { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }
    public string? EndedWhy { get; init; }

    /// <summary>Who proposed to end it on <see cref="EndProposedUntil"/>; it is in force until a second person agrees.</summary>
    public Guid? EndProposedBy { get; init; }
    public DateTimeOffset? EndProposedAt { get; init; }
    public DateOnly? EndProposedUntil { get; init; }
    public string? EndProposedWhy { get; init; }

    /// <summary>Somebody comes after, or is proposed to.</summary>
    public bool HasSuccessor { get; init; }

    /// <summary>The person is not in the house any more.</summary>
    public bool HasLeft { get; init; }
    public string[]? RightNames { get; init; }

    public IReadOnlySet<Right> Rights => field ??= RightNames is null ? Entente.Bodies.Rights.None : Entente.Bodies.Rights.Read(RightNames);

    /// <summary>The post, or its end, waits for a second pair of eyes.</summary>
    public bool WaitsForSecond => AwaitsSecond || EndProposedAt is not null;

    /// <summary>Whose proposal that is.</summary>
    public Guid? Proposer => AwaitsSecond ? GrantedBy : EndProposedBy;

    public Seat Seat => new(Body, Party, Post, Rights);

    public string Address => $"/bodies/{Body}/people/{Id}";

    public HeldState On(DateOnly day) =>
        AwaitsSecond ? Until <= day ? HeldState.Lapsed : HeldState.Waits
        : Until <= day ? HeldState.Past
        : SuspendedAt is not null ? HeldState.Suspended
        : day < From ? HeldState.Future
        : HeldState.Current;

    /// <summary>The columns of this record; the condition and the order follow.</summary>
    internal const string Select = """
        select h.id, h.person, p.name, p.email, h.body, h.party, h.post, lower(h.period) as "from", upper(h.period) as until,
               h.awaits_second as awaitssecond, h.succeeds, h.granted_by as grantedby, h.granted_at as grantedat, h.basis,
               h.confirmed_at as confirmedat, h.asked_at as askedat, h.suspended_at as suspendedat, h.ended_why as endedwhy,
               h.end_proposed_by as endproposedby, h.end_proposed_at as endproposedat, h.end_proposed_until as endproposeduntil, h.end_proposed_why as endproposedwhy,
               exists (select from bodies.holding s where s.succeeds = h.id) as hassuccessor, p.left_at is not null as hasleft, r.rights as rightnames
        from bodies.holding h
        join bodies.person p on p.id = h.person
        left join bodies.post r on r.body = h.body and r.code = h.post

        """;
}

/// <summary>One thing that happened to somebody in a post.</summary>
public sealed record HoldingStep
{
    public required DateTimeOffset At { get; init; }
    public required string Act { get; init; }
    public required string Post { get; init; }

    /// <summary>Null when the timetable did it, or somebody the reader does not see.</summary>
    public string? By { get; init; }
    public string? Note { get; init; }

    internal static Task<int> Write(NpgsqlConnection connection, DateTimeOffset now, Guid holding, string act, Guid? by, string? note) => connection.ExecuteAsync("""
        insert into bodies.holding_step (id, at, holding, person, side, post, act, done_by, note)
        select @id, @now, h.id, h.person, h.side, h.post, @act, @by, @note from bodies.holding h where h.id = @holding
        """, new { id = Guid.CreateVersion7(now), now, holding, act, by, note });
}
