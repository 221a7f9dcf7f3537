using Entente.Bodies;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms;

/// <summary>What may be done to a post depends on how it stands that day, whoever asks.</summary>
public sealed class HeldRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Person First = Officer(), Second = Officer(), Root = Holder("installation", "administrator", Right.Administer);
    private static readonly Person Reporter = Holder("tin", "guest", Right.Read);

    [Fact]
    public void What_waits_is_agreed_to_or_declined_and_nothing_else()
    {
        var held = Held(waits: true);
        HeldRules.MayAgree(Second, held, Today).Yes.ShouldBeTrue();
        HeldRules.MayDecline(Second, held, Today).Yes.ShouldBeTrue();
        HeldRules.MayEnd(Second, held, Today).Problem.ShouldBe("people.problem.still-waits");
        HeldRules.MayConfirm(Second, held, Today).Problem.ShouldBe("people.problem.still-waits");
        HeldRules.MayHandOver(Second, held, null, Today).Problem.ShouldBe("people.problem.still-waits");
    }

    [Fact]
    public void What_nobody_agreed_to_in_time_can_only_be_declined()
    {
        var held = Held(waits: true) with { Until = Today };
        held.On(Today).ShouldBe(HeldState.Lapsed);
        HeldRules.MayAgree(Second, held, Today).Problem.ShouldBe("people.problem.lapsed");
        HeldRules.MayAgree(Second, held, Today.AddDays(-1)).Yes.ShouldBeTrue();
        HeldRules.MayDecline(Second, held, Today).Yes.ShouldBeTrue();
        HeldRules.MayEnd(Second, held, Today).Problem.ShouldBe("people.problem.still-waits");
    }

    [Fact]
    public void What_is_over_stays_as_it_was()
    {
        var held = Held() with { Until = Today };
        HeldRules.MayEnd(First, held, Today).Problem.ShouldBe("people.problem.over");
        HeldRules.MayConfirm(First, held, Today).Problem.ShouldBe("people.problem.over");
        HeldRules.MayHandOver(First, held, null, Today).Problem.ShouldBe("people.problem.over");
        HeldRules.MayAgree(First, held, Today).Problem.ShouldBe("people.problem.already-decided");
        HeldRules.MayAgree(Second, Ending(held), Today).Problem.ShouldBe("people.problem.already-decided");
    }

    [Fact]
    public void A_post_of_two_ends_when_the_second_agrees_and_neither_is_who_holds_it()
    {
        var held = Held();
        HeldRules.MayEnd(First, held, Today).ShouldBe(new Permit(Leave.WithSecond, null));
        var ending = Ending(held);
        HeldRules.MayEnd(Second, ending, Today).Problem.ShouldBe("people.problem.end-proposed-already");
        HeldRules.MayAgree(First, ending, Today).Problem.ShouldBe("people.problem.yourself");
        HeldRules.MayAgree(Officer() with { Id = held.Person }, ending, Today).Problem.ShouldBe("people.problem.yourself");
        HeldRules.MayAgree(Reporter, ending, Today).Problem.ShouldBe("people.problem.not-allowed");
        HeldRules.MayAgree(Second, ending, Today).Yes.ShouldBeTrue();
        HeldRules.MayAgree(Root, ending, Today).Yes.ShouldBeTrue();
        HeldRules.MayEnd(Officer() with { Id = held.Person }, ending, Today).ShouldBe(new Permit(Leave.AtOnce, null));
    }

    [Fact]
    public void There_is_one_successor()
    {
        HeldRules.MayHandOver(First, Held(), Guid.NewGuid(), Today).ShouldBe(new Permit(Leave.WithSecond, null));
        HeldRules.MayHandOver(First, Held() with { HasSuccessor = true }, Guid.NewGuid(), Today).Problem.ShouldBe("people.problem.has-successor");
        var held = Held();
        HeldRules.MayHandOver(First, held, held.Person, Today).Problem.ShouldBe("people.problem.already-holds");
    }

    [Fact]
    public void Whoever_has_left_is_neither_agreed_to_nor_confirmed()
    {
        HeldRules.MayAgree(Second, Held(waits: true) with { HasLeft = true }, Today).Problem.ShouldBe("people.problem.has-left");
        HeldRules.MayConfirm(Second, Held() with { HasLeft = true }, Today).Problem.ShouldBe("people.problem.has-left");
        HeldRules.MayAgree(Second, Ending(Held()) with { HasLeft = true }, Today).Yes.ShouldBeTrue();
    }

    [Fact]
    public void Only_what_has_begun_is_confirmed()
    {
        HeldRules.MayConfirm(Second, Held() with { From = Today.AddDays(1) }, Today).Problem.ShouldBe("people.problem.not-begun");
        HeldRules.MayConfirm(Second, Held() with { SuspendedAt = DateTimeOffset.UnixEpoch }, Today).Yes.ShouldBeTrue();
    }

    [Fact]
    public void Whatever_is_refused_says_why_and_whatever_is_not_says_nothing() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Anything), held =>
        new[] { First, Second, Root, Reporter, First with { Id = held.Person } }.All(person =>
            new[]
            {
                HeldRules.MayAgree(person, held, Today), HeldRules.MayDecline(person, held, Today), HeldRules.MayConfirm(person, held, Today),
                HeldRules.MayEnd(person, held, Today), HeldRules.MayHandOver(person, held, null, Today),
            }.All(permit => (permit.Leave is Leave.No) == (permit.Problem is not null)))));

    [Fact]
    public void No_single_person_ends_or_hands_over_at_once_what_two_gave() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Anything), held =>
        new[] { First, Second, Root, Reporter }.All(person =>
            HeldRules.MayEnd(person, held, Today).Leave is not Leave.AtOnce && HeldRules.MayHandOver(person, held, Guid.NewGuid(), Today).Leave is not Leave.AtOnce
            && (person.Id != held.Proposer || !HeldRules.MayAgree(person, held, Today).Yes))));

    private static Gen<HeldPost> Anything =>
        from waits in Gen.Elements(true, false)
        from ending in Gen.Elements(true, false)
        from gone in Gen.Elements(true, false)
        from followed in Gen.Elements(true, false)
        from start in Gen.Choose(-3, 3)
        from length in Gen.Choose(1, 5)
        let held = Held(waits) with { From = Today.AddDays(start), Until = Today.AddDays(start + length), HasLeft = gone, HasSuccessor = followed }
        select ending && !waits ? Ending(held) : held;

    private static HeldPost Ending(HeldPost held) => held with { EndProposedBy = First.Id, EndProposedAt = DateTimeOffset.UnixEpoch, EndProposedUntil = Today };

    private static HeldPost Held(bool waits = false) => new()
    {
        Id = Guid.NewGuid(), Person = Guid.NewGuid(), Name = "N", Email = "n@example.org", Body = "tin", Post = "officer", From = Today.AddDays(-100),
        GrantedAt = DateTimeOffset.UnixEpoch, GrantedBy = First.Id, AwaitsSecond = waits, RightNames = ["read", "serve"],
    };

    private static Person Officer() => Holder("tin", "officer", Right.Read, Right.Serve);

    private static Person Holder(string body, string post, params Right[] rights) => new(Guid.NewGuid(), "N", "n@example.org", null, null,
        [new Holding(Guid.NewGuid(), body, null, post, Today.AddDays(-100), null, rights.ToHashSet())]);
}
