namespace Entente.Tests.Rooms;

/// <summary>What the reader's login gives without any filter: row security alone.</summary>
public sealed class InViewTests(Town town) : IClassFixture<Town>, IAsyncLifetime
{
    private const string Names = "select name from bodies.person order by name";
    private static Guid _contact, _reporter, _other, _officer, _guest, _root, _waiting, _zinc, _former;

    public async ValueTask InitializeAsync()
    {
        if (_contact != default)
            return;
        _contact = await town.Holder("contact", "tin/UTO", "contact");
        _reporter = await town.Holder("reporter", "tin/UTO", "reporter");
        _former = await town.Holder("former", "tin/UTO", "reporter", from: -50, until: 0);
        _other = await town.Holder("other", "tin/ARC", "reporter");
        _officer = await town.Holder("officer", "tin/", "officer");
        _guest = await town.Holder("guest", "tin/", "guest");
        _zinc = await town.Holder("zinc", "zinc/UTO", "contact");
        _waiting = await town.Newcomer("waiting");
        await town.Give(_waiting, "tin/", "officer", from: -1, awaitsSecond: true);
        _root = await town.Holder("root", "installation/", "administrator");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_forgotten_filter_shows_the_public_nobody()
    {
        (await town.As<string>(null, Names)).ShouldBeEmpty();
        (await town.As<Guid>(null, "select id from bodies.holding")).ShouldBeEmpty();
        (await town.As<Guid>(null, "select id from bodies.holding_step")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Colleagues_of_a_party_see_each_other_present_and_past_and_the_contacts_of_the_body() =>
        (await town.As<string>(_reporter, Names)).ShouldBe(["contact", "former", "officer", "reporter"]);

    [Fact]
    public async Task Another_party_is_shown_contacts_only() =>
        (await town.As<string>(_other, Names)).ShouldBe(["contact", "officer", "other"]);

    [Fact]
    public async Task A_post_of_the_body_that_does_not_serve_sees_contacts_only() =>
        (await town.As<string>(_guest, Names)).ShouldBe(["contact", "guest", "officer"]);

    [Fact]
    public async Task Who_serves_a_body_sees_all_of_it_and_no_other() =>
        (await town.As<string>(_officer, Names)).ShouldBe(["contact", "former", "guest", "officer", "other", "reporter", "waiting"]);

    [Fact]
    public async Task Who_runs_the_installation_sees_everybody() =>
        (await town.As<string>(_root, Names)).ShouldBe(["contact", "former", "guest", "officer", "other", "reporter", "root", "waiting", "zinc"]);

    [Fact]
    public async Task A_post_that_ended_or_waits_shows_only_oneself()
    {
        (await town.As<string>(_former, Names)).ShouldBe(["former"]);
        (await town.As<string>(_waiting, Names)).ShouldBe(["waiting"]);
        (await town.As<Guid>(_former, "select person from bodies.holding")).ShouldBe([_former]);
    }

    [Fact]
    public async Task The_same_person_in_another_body_brings_nothing_along() =>
        (await town.As<string>(_zinc, Names)).ShouldBe(["zinc"]);

    [Fact]
    public async Task What_the_reader_sees_changes_with_the_day()
    {
        var app = new Town { };
        await app.InitializeAsync();
        var leaver = await app.Holder("leaver", "tin/UTO", "reporter", until: 1);
        await app.Holder("colleague", "tin/UTO", "reporter");
        (await app.As<string>(leaver, Names)).Count.ShouldBe(2);
        app.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromTicks(1));
        (await app.As<string>(leaver, Names)).Count.ShouldBe(2);
        app.Clock.Advance(TimeSpan.FromTicks(1));
        (await app.As<string>(leaver, Names)).ShouldBe(["leaver"]);
        await app.DisposeAsync();
    }
}
