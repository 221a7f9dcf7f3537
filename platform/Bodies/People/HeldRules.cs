using System.Runtime.InteropServices;

namespace Entente.Bodies;

/// <summary>Whether an act is open to somebody; when it is not, the key of the text that says why.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Permit(Leave Leave, string? Problem)
{
    public bool Yes => Problem is null;

    public static implicit operator Permit(Leave leave) => new(leave, leave is Leave.No ? "people.problem.not-allowed" : null);

    public static implicit operator Permit(string problem) => new(Leave.No, problem);
}

/// <summary>
/// What may be done on a day to a post that somebody holds, by whom it is done and as it stands. The page asks before
/// it offers an act, and the act asks again once it has the row to itself.
/// </summary>
public static class HeldRules
{
    /// <summary>Agrees to what waits for a second person: the post itself, or its end.</summary>
    public static Permit MayAgree(Person second, HeldPost held, DateOnly today) =>
        held.On(today) is HeldState.Lapsed ? "people.problem.lapsed"
        : held.AwaitsSecond && held.HasLeft ? "people.problem.has-left"
        : MayDecline(second, held, today);

    /// <summary>Does not agree. What lapsed can still be declined, so that the days are free again.</summary>
    public static Permit MayDecline(Person second, HeldPost held, DateOnly today) =>
        !held.WaitsForSecond || held.On(today) is HeldState.Past ? "people.problem.already-decided"
        : Appointing.IsSecond(second, held.Proposer, held.Person, held.Seat) ? Leave.AtOnce
        : second.Id == held.Proposer || second.Id == held.Person ? "people.problem.yourself"
        : Leave.No;

    /// <summary>Says that the person still holds the post, also after it was suspended.</summary>
    public static Permit MayConfirm(Person confirmer, HeldPost held, DateOnly today) =>
        NotInForce(held, today) is { } problem ? problem
        : held.On(today) is HeldState.Future ? "people.problem.not-begun"
        : held.HasLeft ? "people.problem.has-left"
        : Appointing.Vouches(confirmer, held.Person, held.Seat) ? Leave.AtOnce
        : confirmer.Id == held.Person ? "people.problem.yourself"
        : Leave.No;

    /// <summary>Ends the post, or withdraws one that has not begun.</summary>
    public static Permit MayEnd(Person ender, HeldPost held, DateOnly today) =>
        NotInForce(held, today) is { } problem ? problem
        : Appointing.ToEnd(ender, held.Person, held.Seat) is not Leave.WithSecond and var leave ? leave
        : held.EndProposedAt is not null ? "people.problem.end-proposed-already"
        : Leave.WithSecond;

    /// <param name="successor">Null while it is not known yet who that will be.</param>
    public static Permit MayHandOver(Person giver, HeldPost held, Guid? successor, DateOnly today) =>
        NotInForce(held, today) is { } problem ? problem
        : held.HasSuccessor ? "people.problem.has-successor"
        : successor == held.Person ? "people.problem.already-holds"
        : Appointing.ToHandOver(giver, held.Person, successor ?? Guid.Empty, held.Seat);

    private static string? NotInForce(HeldPost held, DateOnly today) => held.On(today) switch
    {
        HeldState.Waits or HeldState.Lapsed => "people.problem.still-waits",
        HeldState.Past => "people.problem.over",
        _ => null,
    };
}
