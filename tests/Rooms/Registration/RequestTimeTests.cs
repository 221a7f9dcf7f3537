using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms;

/// <summary>What time does to requests: reminders, expiry, and addresses nobody proved.</summary>
public sealed class RequestTimeTests : IAsyncLifetime
{
    private readonly Town _town = new();
    private Person _contact = null!, _officer = null!;

    public async ValueTask InitializeAsync()
    {
        await _town.InitializeAsync();
        (_contact, _officer) = (await _town.Known("Contact", "tin/UTO", "contact"), await _town.Known("Officer", "tin/", "officer"));
        await _town.RunJobs();
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task Whoever_is_waited_for_is_reminded_every_week()
    {
        await _town.AskAndProve("Asker");
        await Days(6);
        (await Mails(_contact)).ShouldBe(1);
        await Days(1);
        (await Mails(_contact)).ShouldBe(2);
        await Days(7);
        (await Mails(_contact)).ShouldBe(3);
        await _town.Decide(_contact, "Asker", "#approve");
        (await Mails(_officer)).ShouldBe(1);
        await Days(7);
        (await Mails(_contact)).ShouldBe(3);
        (await Mails(_officer)).ShouldBe(2);
    }

    [Fact]
    public async Task After_sixty_days_a_request_ends_and_the_asker_is_told()
    {
        var link = await _town.AskAndProve("Asker");
        await Days(59);
        (await _town.StateOf("Asker")).ShouldBe("proved");
        await Days(1);
        (await _town.StateOf("Asker")).ShouldBe("expired");
        (await _town.Mails("Asker@example.org"))[0].ShouldContain("expired");
        (await _town.Browser().Get(link)).Say(".e-tag").ShouldBe("Expired");
    }

    [Fact]
    public async Task An_address_nobody_proved_is_forgotten_after_a_week()
    {
        var link = await _town.Ask("Asker");
        await Days(7);
        (await _town.Ask<long>("select count(*) from registration.request")).ShouldBe([0]);
        (await _town.Browser().Get(link)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_request_passes_to_the_successor_of_the_contact_by_itself()
    {
        var coming = await _town.Former("Coming");
        await _town.Appointments.Give(_officer, "tin", new Appointment(coming, "UTO", "contact", _town.Clock.Today.AddDays(1), null, Succeeds: _contact.Holdings[0].Id));
        await _town.AskAndProve("Asker");
        var address = await _town.RequestOf("Asker");
        (await _town.As(_contact).Get(address)).One("#approve");
        (await AsPerson.Browser(_town, coming).Get(address)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        _town.Clock.Advance(TimeSpan.FromHours(12));
        (await _town.As(_contact).Get(address)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await AsPerson.Browser(_town, coming).Get(address)).One("#approve");
    }

    private async Task Days(int days)
    {
        _town.Clock.Advance(TimeSpan.FromDays(days));
        await _town.RunJobs();
    }

    private async Task<int> Mails(Person person) =>
        (int)(await _town.Ask<long>("select count(*) from mail.message where to_address = @Email and text_key like 'registration.%'", new { person.Email }))[0];
}
