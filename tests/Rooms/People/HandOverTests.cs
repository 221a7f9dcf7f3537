using Entente.Bodies;
using Entente.Shared.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms;

/// <summary>A post handed over moves the work at midnight of the day, and nobody touches a password.</summary>
public sealed class HandOverTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task At_midnight_of_the_day_the_successor_has_the_rights_and_the_work_and_the_predecessor_neither()
    {
        var officer = await town.Known("Officer A", "tin/", "officer");
        var leaving = await town.Known("Leaving A", "tin/UTO", "contact");
        var coming = await town.Former("Coming A");
        var reporter = await town.Known("Reporter A", "tin/UTO", "reporter");
        await town.Do("update bodies.holding set asked_at = @now where id = @Id", new { now = town.Clock.GetUtcNow(), reporter.Holdings[0].Id });

        var day = town.Clock.Today.AddDays(1);
        var done = await town.Appointments.Give(officer, "tin", new Appointment(coming, "UTO", "contact", day, null, Succeeds: leaving.Holdings[0].Id));
        done.Refused.ShouldBeFalse();
        (await town.MailTo(leaving.Id, "people.mail.handed-over")).Count.ShouldBe(1);

        town.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromTicks(1));
        (await Now(leaving.Id)).ShouldBe((true, "people.work.confirm"));
        (await Now(coming)).ShouldBe((false, null));
        town.Clock.Advance(TimeSpan.FromTicks(1));
        (await Now(leaving.Id)).ShouldBe((false, null));
        (await Now(coming)).ShouldBe((true, "people.work.confirm"));
        (await town.As<string>(coming, "select name from bodies.person")).ShouldContain("Reporter A");
        (await town.As<string>(leaving.Id, "select name from bodies.person")).ShouldBe(["Leaving A"]);
    }

    [Fact]
    public async Task Who_holds_a_post_proposes_and_who_could_give_it_agrees()
    {
        var contact = await town.Known("Contact B", "tin/ARC", "contact");
        var reporter = await town.Known("Reporter B", "tin/ARC", "reporter");
        var coming = await town.Former("Coming B", "tin/ARC");
        var done = await town.Appointments.Give(reporter, "tin", new Appointment(coming, "ARC", "reporter", town.Clock.Today, null, Succeeds: reporter.Holdings[0].Id));
        done.Waits.ShouldBeTrue();
        (await town.People.Find(reporter.Id))!.Holdings.Count.ShouldBe(1);
        (await Work(contact.Id)).ShouldContain("people.work.agree");
        (await town.Appointments.Agree(contact, done.Holding)).Refused.ShouldBeFalse();
        (await town.People.Find(reporter.Id))!.Holdings.ShouldBeEmpty();
        (await town.People.Find(coming))!.Holdings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Agreed_late_the_hand_over_takes_effect_on_the_day_of_the_agreement()
    {
        var (first, contact) = (await town.Known("Contact C", "tin/ARC", "contact"), await town.Former("Contact D", "tin/ARC"));
        var officer = await town.Known("Officer C", "tin/", "officer");
        var done = await town.Appointments.Give(first, "tin", new Appointment(contact, "ARC", "contact", town.Clock.Today.AddDays(-3), null, Succeeds: first.Holdings[0].Id));
        done.Waits.ShouldBeTrue();
        await town.Appointments.Agree(officer, done.Holding);
        (await town.Ask<DateTime>("select upper(period)::timestamp from bodies.holding where id = @Id", new { first.Holdings[0].Id })).ShouldBe([town.Clock.Today.ToDateTime(default)]);
    }

    [Fact]
    public async Task Only_the_same_post_of_the_same_party_is_succeeded()
    {
        var officer = await town.Known("Officer E", "tin/", "officer");
        var reporter = await town.Known("Reporter E", "tin/UTO", "reporter");
        var coming = await town.Former("Coming E");
        async Task<string> Problem(string party, string post, Guid person, int from = 0) =>
            (await town.Appointments.Give(officer, "tin", new Appointment(person, party, post, town.Clock.Today.AddDays(from), null, Succeeds: reporter.Holdings[0].Id))).Problems.Single();
        (await Problem("ARC", "reporter", coming)).ShouldBe("people.problem.no-predecessor");
        (await Problem("UTO", "approver", coming)).ShouldBe("people.problem.no-predecessor");
        (await Problem("UTO", "reporter", reporter.Id)).ShouldBe("people.problem.already-holds");
        (await Problem("UTO", "reporter", coming, from: -100)).ShouldBe("people.problem.before-predecessor");
    }

    private async Task<(bool MayVouch, string? Work)> Now(Guid person) =>
        ((await town.People.Find(person))!.May(Right.Vouch, "tin", "UTO"), (await Work(person)).FirstOrDefault());

    private async Task<List<string>> Work(Guid id)
    {
        var person = (await town.People.Find(id))!;
        var items = new List<string>();
        foreach (var source in town.Services.GetServices<WorkSource>())
            items.AddRange((await source(person, CancellationToken.None)).Select(item => item.TextKey));
        return items;
    }
}
