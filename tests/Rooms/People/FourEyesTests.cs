using Entente.Bodies;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms;

/// <summary>Posts that two must give, two must take: no way round leads through one person.</summary>
public sealed class FourEyesTests(Town town) : IClassFixture<Town>
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task The_other_holder_is_not_ended_alone_and_so_nobody_is_appointed_alone()
    {
        await town.Known("Officer who may agree", "tin/", "officer");
        var (first, other) = (await town.Known("Officer A", "tin/", "officer"), await town.Known("Officer B", "tin/", "officer"));
        var done = await town.Appointments.End(first, other.Holdings[0].Id, Today, "in my way");
        (done.Refused, done.Waits).ShouldBe((false, true));
        (await town.People.Find(other.Id))!.May(Right.Serve, "tin").ShouldBeTrue();
        (await Give(first, await town.Former("Friend A"))).Waits.ShouldBeTrue();
        (await Steps(other)).ShouldBe(["end-proposed"]);
    }

    [Fact]
    public async Task A_second_who_agrees_ends_the_post_on_the_day_proposed_and_tells_who_held_it()
    {
        var (first, second, other) = (await town.Known("Officer C", "tin/", "officer"), await town.Known("Officer D", "tin/", "officer"), await town.Known("Officer E", "tin/", "officer"));
        await town.Appointments.End(first, other.Holdings[0].Id, Today.AddDays(5), "Moved");
        (await town.MailTo(second.Id, "people.mail.end-proposed")).ShouldHaveSingleItem().ShouldContain("Moved");
        (await town.MailTo(other.Id, "people.mail.end-proposed")).ShouldBeEmpty();
        (await town.Appointments.Agree(first, other.Holdings[0].Id)).Problems.ShouldBe(["people.problem.yourself"]);
        (await town.Appointments.Agree(second, other.Holdings[0].Id)).Refused.ShouldBeFalse();
        (await town.Ask<DateTime>("select upper(period)::timestamp from bodies.holding where id = @Id", new { other.Holdings[0].Id })).ShouldBe([Today.AddDays(5).ToDateTime(default)]);
        (await town.MailTo(other.Id, "people.mail.ended")).Count.ShouldBe(1);
        (await Steps(other)).ShouldBe(["end-proposed", "ended"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_second_declines_goes_on_and_may_be_proposed_again()
    {
        var (first, second, other) = (await town.Known("Officer F", "tin/", "officer"), await town.Known("Officer G", "tin/", "officer"), await town.Known("Officer H", "tin/", "officer"));
        await town.Appointments.End(first, other.Holdings[0].Id, Today, "Moved");
        (await town.Appointments.End(first, other.Holdings[0].Id, Today, "Moved")).Problems.ShouldBe(["people.problem.end-proposed-already"]);
        (await town.Appointments.Decline(second, other.Holdings[0].Id, "She has not")).Refused.ShouldBeFalse();
        (await town.MailTo(first.Id, "people.mail.end-declined")).ShouldHaveSingleItem().ShouldContain("She has not");
        (await town.People.Find(other.Id))!.May(Right.Serve, "tin").ShouldBeTrue();
        (await town.Appointments.Agree(second, other.Holdings[0].Id)).Problems.ShouldBe(["people.problem.already-decided"]);
        (await town.Appointments.End(first, other.Holdings[0].Id, Today, "Moved")).Waits.ShouldBeTrue();
    }

    [Fact]
    public async Task Agreed_late_a_post_ends_on_the_day_of_the_agreement()
    {
        var (first, second, other) = (await town.Known("Officer I", "zinc/", "officer"), await town.Known("Officer J", "zinc/", "officer"), await town.Known("Officer K", "zinc/", "officer"));
        await town.Appointments.End(first, other.Holdings[0].Id, Today, "Moved");
        await town.Do("update bodies.holding set end_proposed_until = @day where id = @Id", new { day = Today.AddDays(-4), other.Holdings[0].Id });
        await town.Appointments.Agree(second, other.Holdings[0].Id);
        (await town.Ask<DateTime>("select upper(period)::timestamp from bodies.holding where id = @Id", new { other.Holdings[0].Id })).ShouldBe([Today.ToDateTime(default)]);
    }

    [Fact]
    public async Task Whoever_holds_the_post_may_still_go_at_once()
    {
        var (first, other) = (await town.Known("Officer L", "tin/", "officer"), await town.Known("Officer M", "tin/", "officer"));
        await town.Appointments.End(first, other.Holdings[0].Id, Today.AddDays(9), "Moved");
        (await town.Appointments.End(other, other.Holdings[0].Id, Today, "I go")).Waits.ShouldBeFalse();
        (await town.People.Find(other.Id))!.Holdings.ShouldBeEmpty();
        (await town.Appointments.Agree(await town.Known("Officer N", "tin/", "officer"), other.Holdings[0].Id)).Problems.ShouldBe(["people.problem.already-decided"]);
    }

    [Fact]
    public async Task A_contact_does_not_end_another_contact_alone()
    {
        // Where nobody could be the second, nothing is proposed.
        var officer = await town.Known("Officer P", "tin/", "officer");
        var (contact, other) = (await town.Known("Contact O", "tin/ARC", "contact"), await town.Known("Contact P", "tin/ARC", "contact"));
        (await town.Appointments.End(contact, other.Holdings[0].Id, Today, "rival")).Waits.ShouldBeTrue();
        (await town.Appointments.Agree(officer, other.Holdings[0].Id)).Refused.ShouldBeFalse();
        (await town.People.Find(other.Id))!.Holdings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("two seconds who agree")]
    [InlineData("two seconds who agree to an end")]
    public async Task Of_two_seconds_at_once_one_decides(string what)
    {
        var (first, coming) = (await town.Known($"First {what}", "tin/", "officer"), await town.Former($"Coming {what}"));
        var seconds = new List<Person>();
        for (var i = 0; i < 6; i++)
            seconds.Add(await town.Known($"Second {i} {what}", "tin/", "officer"));
        var holding = (await Give(first, coming)).Holding;
        if (what.EndsWith("end", StringComparison.Ordinal))
        {
            await town.Appointments.Agree(seconds[0], holding);
            await town.Appointments.End(first, holding, Today.AddDays(3), "Moved");
        }
        var all = await Task.WhenAll(seconds.Select(second => town.Appointments.Agree(second, holding)));
        all.Count(done => !done.Refused).ShouldBe(1);
        all.Where(done => done.Refused).ShouldAllBe(done => done.Problems[0] == "people.problem.already-decided");
        (await town.MailTo(coming, "people.mail.given")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_successors_proposed_at_once_one_stands()
    {
        var officer = await town.Known("Officer Q", "tin/", "officer");
        var leaving = await town.Known("Leaving Q", "tin/UTO", "reporter");
        var coming = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => town.Former($"Coming Q{i}")));
        var all = await Task.WhenAll(coming.Select(person => town.Appointments.Give(officer, "tin", new Appointment(person, "UTO", "reporter", Today.AddDays(5), null, Succeeds: leaving.Holdings[0].Id))));
        all.Count(done => !done.Refused).ShouldBe(1);
        all.Where(done => done.Refused).ShouldAllBe(done => done.Problems[0] == "people.problem.has-successor");
    }

    [Fact]
    public async Task Somebody_whose_post_is_suspended_or_has_not_begun_is_still_waited_for()
    {
        await using var small = new Town();
        await small.InitializeAsync();
        var first = await small.Known("Officer R", "tin/", "officer");
        var other = await small.Known("Officer S", "tin/", "officer");
        await small.Do("update bodies.holding set asked_at = @now, suspended_at = @now where id = @Id", new { now = small.Clock.GetUtcNow(), other.Holdings[0].Id });
        (await Give(first, await small.Former("Friend R"), small)).Waits.ShouldBeTrue();
        await small.Do("update bodies.holding set asked_at = null, suspended_at = null, period = daterange(@day, null) where id = @Id", new { day = Today.AddDays(9), other.Holdings[0].Id });
        (await Give(first, await small.Former("Friend S"), small)).Waits.ShouldBeTrue();
        await small.Do("delete from bodies.holding where id = @Id", new { other.Holdings[0].Id });
        (await Give(first, await small.Former("Friend T"), small)).Waits.ShouldBeFalse();
    }

    [Fact]
    public async Task With_nobody_else_to_agree_nobody_takes_the_post_of_the_other()
    {
        await using var small = new Town();
        await small.InitializeAsync();
        var (first, other) = (await small.Known("Root A", "installation/", "administrator"), await small.Known("Root B", "installation/", "administrator"));
        (await small.Appointments.End(first, other.Holdings[0].Id, Today, "x")).Problems.ShouldBe(["people.problem.nobody-to-agree"]);
        (await small.Appointments.End(other, other.Holdings[0].Id, Today, "x")).Refused.ShouldBeFalse();
    }

    [Fact]
    public async Task Whom_the_console_takes_out_of_the_house_holds_nothing_and_is_not_waited_for()
    {
        await using var small = new Town();
        await small.InitializeAsync();
        var (first, lost) = (await small.Known("Root C", "installation/", "administrator"), await small.Known("Root D", "installation/", "administrator"));
        var coming = await small.Former("Root E", "tin/");
        var asked = new Appointment(coming, null, "administrator", Today, null);
        (await small.Appointments.Give(first, "installation", asked)).Waits.ShouldBeTrue();
        (await Leaving.Mark(small.Database.Owner, " ROOT.D@example.org", small.Clock)).ShouldBe("Root D");
        (await Leaving.Mark(small.Database.Owner, "nobody@example.org", small.Clock)).ShouldBeNull();
        (await small.People.Find(lost.Id)).ShouldBeNull();
        (await small.Appointments.Give(first, "installation", asked with { From = Today.AddDays(1), Person = await small.Former("Root F", "tin/") })).Waits.ShouldBeFalse();
    }

    [Theory]
    [InlineData("tin/", "officer")]
    [InlineData("tin/UTO", "contact")]
    [InlineData("installation/", "administrator")]
    public async Task No_sequence_of_acts_by_one_person_alone_changes_a_post_of_two(string side, string post)
    {
        await using var crowd = new Crowd();
        await crowd.InitializeAsync(side, post);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(Arb.From(Crowd.Act.ListOf(8)), acts => crowd.HoldsAfter(acts).GetAwaiter().GetResult()));
        crowd.Proposed.ShouldBePositive();
        crowd.Done.ShouldBePositive();
    }

    private Task<Done> Give(Person giver, Guid person, Town? there = null) =>
        (there ?? town).Appointments.Give(giver, "tin", new Appointment(person, null, "officer", Today, null));

    private Task<List<string>> Steps(Person person) => town.Ask<string>("select act from bodies.holding_step where person = @Id", new { person.Id });
}
