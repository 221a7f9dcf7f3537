using Entente.Bodies;

namespace Entente.Tests.Rooms;

/// <summary>Posts change hands: by whom, from when, and what is refused.</summary>
public sealed class AppointmentsTests(Town town) : IClassFixture<Town>
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task A_contact_gives_a_post_and_the_person_has_it_and_a_mail()
    {
        var contact = await town.Known("Contact A", "tin/UTO", "contact");
        var ana = await town.Former("Ana A");
        var done = await Give(contact, ana, "UTO", "reporter", Today, basis: "Note 12/2026");
        (done.Refused, done.Waits).ShouldBe((false, false));
        (await town.People.Find(ana))!.May(Right.Enter, "tin", "UTO").ShouldBeTrue();
        (await town.MailTo(ana, "people.mail.given")).ShouldHaveSingleItem().ShouldContain("Reporter");
        (await Steps(done.Holding)).ShouldBe(["given"]);
    }

    [Theory]
    [InlineData("ARC", "reporter", "people.problem.not-allowed")]
    [InlineData("UTO", "officer", "people.problem.not-allowed")]
    [InlineData(null, "officer", "people.problem.not-allowed")]
    [InlineData("UTO", "queen", "people.problem.no-such-post")]
    public async Task A_contact_gives_only_posts_of_their_party(string? party, string post, string problem)
    {
        var contact = await town.Known($"Contact {party} {post}", "tin/UTO", "contact");
        (await Give(contact, await town.Former($"Ana B {party} {post}"), party, post, Today)).Problems.ShouldBe([problem]);
    }

    [Fact]
    public async Task Nobody_gives_a_post_to_themselves()
    {
        var contact = await town.Known("Contact C", "tin/UTO", "contact");
        (await Give(contact, contact.Id, "UTO", "approver", Today)).Problems.ShouldBe(["people.problem.yourself"]);
    }

    [Theory]
    [InlineData(-32, null, "people.problem.too-far-back")]
    [InlineData(800, null, "people.problem.too-far-ahead")]
    [InlineData(5, 5, "people.problem.until-before-from")]
    [InlineData(-20, 0, "people.problem.already-over")]
    public async Task Dates_stay_within_reason(int from, int? until, string problem)
    {
        var officer = await town.Known($"Officer {from}", "tin/", "officer");
        (await Give(officer, await town.Former($"Ana D {from}"), "UTO", "reporter", Today.AddDays(from), until is { } days ? Today.AddDays(days) : null)).Problems.ShouldBe([problem]);
    }

    [Fact]
    public async Task A_party_that_is_no_longer_a_member_gets_no_new_people()
    {
        var officer = await town.Known("Officer E", "tin/", "officer");
        (await Give(officer, await town.Former("Ana E"), "OLD", "reporter", Today)).Problems.ShouldBe(["people.problem.not-a-member"]);
    }

    [Fact]
    public async Task The_same_post_cannot_be_held_twice_at_once()
    {
        var officer = await town.Known("Officer F", "tin/", "officer");
        var ana = await town.Former("Ana F");
        (await Give(officer, ana, "UTO", "reporter", Today, Today.AddDays(10))).Refused.ShouldBeFalse();
        (await Give(officer, ana, "UTO", "reporter", Today.AddDays(9))).Problems.ShouldBe(["people.problem.already-holds"]);
        (await Give(officer, ana, "UTO", "reporter", Today.AddDays(10))).Refused.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_who_give_the_same_post_at_the_same_moment_make_one_holding()
    {
        var officer = await town.Known("Officer G", "tin/", "officer");
        var ana = await town.Former("Ana G");
        var both = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Give(officer, ana, "UTO", "reporter", Today)));
        both.Count(done => !done.Refused).ShouldBe(1);
        both.Where(done => done.Refused).ShouldAllBe(done => done.Problems[0] == "people.problem.already-holds");
    }

    [Fact]
    public async Task A_term_is_no_longer_than_described_and_ends_after_as_many_as_described()
    {
        var officer = await town.Known("Officer H", "tin/", "officer");
        var chair = await town.Former("Chair H");
        (await Give(officer, chair, null, "chair", Today)).Problems.ShouldBe(["people.problem.term-too-long"]);
        (await Give(officer, chair, null, "chair", Today, Today.AddYears(2))).Refused.ShouldBeFalse();
        await town.Do("update bodies.holding set period = daterange('2022-03-02', '2024-03-02') where person = @chair", new { chair });
        await town.Give(chair, "tin/", "chair", from: (new DateOnly(2024, 3, 2).DayNumber - Today.DayNumber), until: 0);
        (await Give(officer, chair, null, "chair", Today, Today.AddYears(2))).Problems.ShouldBe(["people.problem.too-many-terms"]);
        (await Give(officer, chair, null, "chair", Today.AddDays(1), Today.AddYears(2))).Refused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_post_that_could_open_everything_waits_for_a_second_pair_of_eyes()
    {
        var (first, second) = (await town.Known("Officer I", "tin/", "officer"), await town.Known("Officer J", "tin/", "officer"));
        var new1 = await town.Former("Officer K");
        var done = await Give(first, new1, null, "officer", Today);
        done.Waits.ShouldBeTrue();
        (await town.MailTo(second.Id, "people.mail.proposed")).Count.ShouldBe(1);
        (await town.MailTo(first.Id, "people.mail.proposed")).ShouldBeEmpty();
        (await town.People.Find(new1))!.Holdings.ShouldBeEmpty();
        (await town.Appointments.Agree(first, done.Holding)).Problems.ShouldBe(["people.problem.yourself"]);
        (await town.Appointments.Agree(await town.Known("Contact K", "tin/UTO", "contact"), done.Holding)).Problems.ShouldBe(["people.problem.not-allowed"]);
        (await town.Appointments.Agree(second, done.Holding)).Refused.ShouldBeFalse();
        (await town.People.Find(new1))!.May(Right.Serve, "tin").ShouldBeTrue();
        (await town.Appointments.Agree(second, done.Holding)).Problems.ShouldBe(["people.problem.already-decided"]);
        (await Steps(done.Holding)).ShouldBe(["agreed", "proposed"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_second_declines_never_began_and_stays_in_the_history()
    {
        var (first, second) = (await town.Known("Officer L", "tin/", "officer"), await town.Known("Officer M", "tin/", "officer"));
        var done = await Give(first, await town.Former("Officer N"), null, "officer", Today);
        (await town.Appointments.Decline(second, done.Holding, "Not yet appointed")).Refused.ShouldBeFalse();
        (await town.Ask<long>("select count(*) from bodies.holding where id = @Holding", new { done.Holding })).ShouldBe([0]);
        (await Steps(done.Holding)).ShouldBe(["declined", "proposed"], ignoreOrder: true);
        (await town.MailTo(first.Id, "people.mail.declined")).ShouldHaveSingleItem().ShouldContain("Not yet appointed");
    }

    [Fact]
    public async Task Ended_today_gives_nothing_today()
    {
        var contact = await town.Known("Contact O", "tin/UTO", "contact");
        var ana = await town.Known("Ana O", "tin/UTO", "reporter");
        (await town.Appointments.End(contact, ana.Holdings[0].Id, Today.AddDays(-1), "moved")).Problems.ShouldBe(["people.problem.end-in-the-past"]);
        (await town.Appointments.End(contact, ana.Holdings[0].Id, Today, "moved")).Refused.ShouldBeFalse();
        (await town.People.Find(ana.Id))!.Holdings.ShouldBeEmpty();
        (await town.MailTo(ana.Id, "people.mail.ended")).Count.ShouldBe(1);
        (await town.Appointments.End(contact, ana.Holdings[0].Id, Today, "moved")).Problems.ShouldBe(["people.problem.over"]);
    }

    [Fact]
    public async Task The_contact_of_another_party_ends_nothing()
    {
        var stranger = await town.Known("Contact P", "tin/ARC", "contact");
        var ana = await town.Known("Ana P", "tin/UTO", "reporter");
        (await town.Appointments.End(stranger, ana.Holdings[0].Id, Today, "x")).Problems.ShouldBe(["people.problem.not-allowed"]);
        (await town.Appointments.Confirm(stranger, ana.Holdings[0].Id)).Problems.ShouldBe(["people.problem.not-allowed"]);
    }

    [Fact]
    public async Task A_post_that_has_not_begun_is_withdrawn()
    {
        var contact = await town.Known("Contact Q", "tin/UTO", "contact");
        var done = await Give(contact, await town.Former("Ana Q"), "UTO", "reporter", Today.AddDays(30));
        (await town.Appointments.End(contact, done.Holding, Today, "will not come")).Refused.ShouldBeFalse();
        (await Steps(done.Holding)).ShouldBe(["withdrawn", "given"], ignoreOrder: true);
    }

    private Task<Done> Give(Person giver, Guid person, string? party, string post, DateOnly from, DateOnly? until = null, string? basis = null) =>
        town.Appointments.Give(giver, "tin", new Appointment(person, party, post, from, until, basis));

    private Task<List<string>> Steps(Guid holding) => town.Ask<string>("select act from bodies.holding_step where holding = @holding order by at desc", new { holding });
}
