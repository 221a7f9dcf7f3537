using Entente.Bodies;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms;

public sealed class AppointingTests
{
    private static readonly Seat Reporter = Party("reporter", Right.Read, Right.Enter);
    private static readonly Seat Contact = Party("contact", Right.Read, Right.Vouch);
    private static readonly Seat Officer = new("tin", null, "officer", Set(Right.Read, Right.Serve));
    private static readonly Seat Editor = new("tin", null, "editor", Set(Right.Describe));
    private static readonly Seat Chair = new("tin", null, "chair", Set(Right.Read));
    private static readonly Seat Administrator = new("installation", null, "administrator", Set(Right.Administer));
    private static readonly Guid Somebody = Guid.NewGuid();

    [Fact]
    public void The_contact_of_a_party_gives_its_posts_at_once() =>
        Appointing.ToGive(In(Contact), Somebody, Reporter).ShouldBe(Leave.AtOnce);

    [Fact]
    public void A_contact_names_another_contact_only_with_the_secretariat()
    {
        Appointing.ToGive(In(Contact), Somebody, Contact).ShouldBe(Leave.WithSecond);
        Appointing.IsSecond(In(Contact), Guid.NewGuid(), Somebody, Contact).ShouldBeFalse();
        Appointing.IsSecond(In(Officer), Guid.NewGuid(), Somebody, Contact).ShouldBeTrue();
    }

    [Fact]
    public void The_contact_of_one_party_never_acts_on_another_nor_in_another_body()
    {
        foreach (var seat in new[] { Reporter with { Party = "ARC" }, Contact with { Party = "ARC" }, Reporter with { Body = "zinc" }, Chair, Officer, Administrator })
            Everything(In(Contact), seat).ShouldBe((Leave.No, false, false, Leave.No));
    }

    [Fact]
    public void Who_only_reports_gives_nothing() =>
        Everything(In(Reporter), Reporter).ShouldBe((Leave.No, false, false, Leave.No));

    [Fact]
    public void The_secretariat_gives_any_post_of_any_party_of_its_body_and_no_other()
    {
        Appointing.ToGive(In(Officer), Somebody, Contact).ShouldBe(Leave.AtOnce);
        Appointing.ToGive(In(Officer), Somebody, Chair).ShouldBe(Leave.AtOnce);
        Everything(In(Officer), Contact with { Body = "zinc" }).ShouldBe((Leave.No, false, false, Leave.No));
    }

    [Fact]
    public void Posts_that_could_open_everything_need_two()
    {
        Appointing.ToGive(In(Officer), Somebody, Officer).ShouldBe(Leave.WithSecond);
        Appointing.ToGive(In(Officer), Somebody, Editor).ShouldBe(Leave.WithSecond);
        Appointing.ToGive(In(Administrator), Somebody, Officer).ShouldBe(Leave.WithSecond);
        Appointing.ToGive(In(Administrator), Somebody, Administrator).ShouldBe(Leave.WithSecond);
        Appointing.ToGive(In(Officer), Somebody, Administrator).ShouldBe(Leave.No);
        Appointing.ToGive(In(Officer), Somebody, new Seat("tin", null, "root", Set(Right.Serve, Right.Administer))).ShouldBe(Leave.No);
    }

    [Fact]
    public void The_two_are_two_different_people_and_neither_is_the_one_concerned()
    {
        var (first, second) = (In(Officer), In(Officer));
        Appointing.IsSecond(first, first.Id, Somebody, Officer).ShouldBeFalse();
        Appointing.IsSecond(second, first.Id, second.Id, Officer).ShouldBeFalse();
        Appointing.IsSecond(second, first.Id, Somebody, Officer).ShouldBeTrue();
    }

    [Fact]
    public void Running_the_installation_gives_no_post_of_a_party() =>
        Everything(In(Administrator), Reporter).ShouldBe((Leave.No, false, false, Leave.No));

    [Fact]
    public void Anybody_may_go_and_may_propose_who_comes_after_them()
    {
        var holder = In(Reporter);
        Appointing.ToEnd(holder, holder.Id, Reporter).ShouldBe(Leave.AtOnce);
        Appointing.ToHandOver(holder, holder.Id, Somebody, Reporter).ShouldBe(Leave.WithSecond);
        Appointing.ToHandOver(holder, Somebody, Guid.NewGuid(), Reporter).ShouldBe(Leave.No);
        Appointing.ToHandOver(In(Contact), holder.Id, Somebody, Reporter).ShouldBe(Leave.AtOnce);
    }

    [Fact]
    public void What_two_must_give_two_must_take_too() => Check.QuickThrowOnFailure(Prop.ForAll(People, person =>
        Seats.All(seat => Appointing.ToEnd(person, Somebody, seat) == Appointing.ToGive(person, Somebody, seat))));

    [Fact]
    public void Nobody_decides_about_themselves() => Check.QuickThrowOnFailure(Prop.ForAll(People, person =>
        Seats.All(seat => Appointing.ToGive(person, person.Id, seat) is Leave.No
            && Appointing.ToHandOver(person, person.Id, person.Id, seat) is Leave.No
            && !Appointing.IsSecond(person, null, person.Id, seat)
            && !Appointing.Vouches(person, person.Id, seat))));

    [Fact]
    public void One_more_post_never_takes_anything_away() => Check.QuickThrowOnFailure(Prop.ForAll(People, person =>
        Seats.All(more => Seats.All(seat =>
            Appointing.ToGive(person, Somebody, seat) <= Appointing.ToGive(person with { Holdings = [.. person.Holdings, Hold(more)] }, Somebody, seat)))));

    private static IReadOnlyList<Seat> Seats => [Reporter, Contact, Officer, Editor, Chair, Administrator, Contact with { Party = "ARC" }, Officer with { Body = "zinc" }];

    private static Arbitrary<Person> People =>
        Arb.From(Gen.Elements<Seat>(Seats).ListOf().Select(seats => In([.. seats])));

    private static (Leave, bool, bool, Leave) Everything(Person person, Seat seat) =>
        (Appointing.ToGive(person, Somebody, seat), Appointing.IsSecond(person, null, Somebody, seat), Appointing.Vouches(person, Somebody, seat), Appointing.ToEnd(person, Somebody, seat));

    private static Person In(params Seat[] seats) => new(Guid.NewGuid(), "N", "n@example.org", null, null, [.. seats.Select(Hold)]);

    private static Holding Hold(Seat seat) => new(Guid.NewGuid(), seat.Body, seat.Party, seat.Post, new DateOnly(2026, 1, 1), null, seat.Rights);

    private static Seat Party(string post, params Right[] rights) => new("tin", "UTO", post, Set(rights));

    private static HashSet<Right> Set(params Right[] rights) => [.. rights];
}
