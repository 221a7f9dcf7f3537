using Entente.Bodies;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms;

/// <summary>Whoever vouches is asked again, every so many months, whether people still hold their posts.</summary>
public sealed class ReconfirmationTests : IAsyncLifetime
{
    private readonly Town _town = new();
    private Person _contact = null!, _reporter = null!, _officer = null!;

    public async ValueTask InitializeAsync()
    {
        await _town.InitializeAsync();
        _officer = await _town.Known("Officer", "tin/", "officer");
        _contact = await _town.Known("Contact", "tin/UTO", "contact");
        _reporter = await _town.Known("Reporter", "tin/UTO", "reporter");
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task The_contact_is_asked_for_colleagues_and_the_secretariat_for_the_contact()
    {
        await After(months: 11);
        (await Mails("people.mail.confirm")).ShouldBeEmpty();
        await After(months: 1);
        (await _town.MailTo(_contact.Id, "people.mail.confirm")).ShouldHaveSingleItem().ShouldContain("/bodies/tin/people/due");
        (await _town.MailTo(_officer.Id, "people.mail.confirm")).Count.ShouldBe(1);
        (await Mails("people.mail.confirm")).Count.ShouldBe(2);
        await Run();
        (await Mails("people.mail.confirm")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Unconfirmed_for_thirty_days_the_post_gives_nothing_until_one_act_restores_it()
    {
        await After(months: 12);
        await After(days: 20);
        (await _town.MailTo(_contact.Id, "people.mail.confirm-reminder")).Count.ShouldBe(1);
        await After(days: 9);
        (await Rights(_reporter)).ShouldBe(1);
        await _town.Appointments.Confirm(_officer, _contact.Holdings[0].Id);
        await After(days: 1);
        (await Rights(_reporter)).ShouldBe(0);
        (await _town.MailTo(_reporter.Id, "people.mail.suspended")).Count.ShouldBe(1);
        (await _town.Appointments.Confirm(_contact, _reporter.Holdings[0].Id)).Refused.ShouldBeFalse();
        (await Rights(_reporter)).ShouldBe(1);
        (await _town.MailTo(_reporter.Id, "people.mail.restored")).Count.ShouldBe(1);
        (await _town.Ask<string>("select act from bodies.holding_step where person = @Id order by at", new { _reporter.Id })).ShouldBe(["asked", "suspended", "restored"]);
    }

    [Fact]
    public async Task Confirmed_in_time_nothing_happens_until_the_next_time()
    {
        await After(months: 12);
        await _town.Appointments.Confirm(_contact, _reporter.Holdings[0].Id);
        await _town.Appointments.Confirm(_officer, _contact.Holdings[0].Id);
        await After(months: 11);
        (await Rights(_reporter)).ShouldBe(1);
        (await _town.MailTo(_contact.Id, "people.mail.confirm")).Count.ShouldBe(1);
        await After(months: 1);
        (await _town.MailTo(_contact.Id, "people.mail.confirm")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_confirms_themselves() =>
        (await _town.Appointments.Confirm(_contact, _contact.Holdings[0].Id)).Problems.ShouldBe(["people.problem.yourself"]);

    [Fact]
    public async Task Without_a_contact_the_secretariat_is_asked()
    {
        await _town.Do("delete from bodies.holding where id = @Id", new { _contact.Holdings[0].Id });
        await After(months: 12);
        (await _town.MailTo(_officer.Id, "people.mail.confirm")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task With_nobody_to_confirm_nobody_is_suspended()
    {
        await _town.Do("delete from bodies.holding where id = @Id", new { _officer.Holdings[0].Id });
        await After(months: 12);
        await After(days: 40);
        (await Rights(_contact)).ShouldBe(1);
        (await Rights(_reporter)).ShouldBe(0);
    }

    [Fact]
    public async Task The_timetable_runs_it_once_a_day_however_many_nodes_there_are()
    {
        await using var twin = _town.Twin();
        await _town.RunJobs();
        _town.Clock.Advance(TimeSpan.FromDays(366));
        twin.Clock.Advance(TimeSpan.FromDays(366));
        await Task.WhenAll(_town.RunJobs(), twin.RunJobs());
        (await Mails("people.mail.confirm")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_that_is_none_keeps_nobody_else_from_being_asked()
    {
        await _town.Do("update bodies.person set email = 'Contact <at> example, or so@ ' where id = @Id", new { _contact.Id });
        await After(months: 12);
        (await _town.MailTo(_officer.Id, "people.mail.confirm")).Count.ShouldBe(1);
        await _town.RunJobs();
        (await _town.Ask<bool>("select dead_at is not null from jobs.job where kind = 'send-mail' order by 1")).ShouldBe([false, true]);
        await After(days: 30);
        (await Rights(_reporter)).ShouldBe(0);
        var root = _town.As(await _town.Known("Root", "installation/", "administrator"));
        (await root.Get("/administration")).Say(".e-notice a").ShouldContain("1 message could not be sent");
        var failed = await root.Get("/administration/mail?show=failed");
        (await root.Get(failed.Link("tbody a"))).Say().ShouldContain("no e-mail address that mail can be sent to");
    }

    private async Task After(int months = 0, int days = 0)
    {
        _town.Clock.Advance(_town.Clock.GetUtcNow().AddMonths(months).AddDays(days) - _town.Clock.GetUtcNow());
        await Run();
    }

    private async Task Run()
    {
        await using var scope = _town.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Reconfirmation>().Run(CancellationToken.None);
    }

    private Task<List<string>> Mails(string key) => _town.Ask<string>("select to_address from mail.message where text_key = @key", new { key });

    private async Task<int> Rights(Person person) => (await _town.People.Find(person.Id))!.Holdings.Count;
}
