using System.Net;
using Entente.Bodies;
using Entente.Disclosure.Access;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>What is unusual is told, with its reasons, to whoever watches; to a party as far as its own records go; and somebody says what it was.</summary>
public sealed class AlertsTests(ViewsApp app) : IClassFixture<ViewsApp>
{
    private const string Unusual = "/bodies/tuna/unusual";

    [Fact]
    public async Task A_mass_reading_is_told_with_numbers_to_the_watcher_and_without_them_to_the_owner()
    {
        var reader = await app.Person("Officer Mass", ("tuna", null, [Right.Read, Right.Serve]));
        var watching = await app.Person("Watcher of the mass", ("tuna", null, [Right.Read, Right.Oversee]));
        var owning = await app.Person("Contact of the mass", ("tuna", "JPN", [Right.Read, Right.Vouch]));
        await Habits(reader);
        await Read(reader, app.Clock.GetUtcNow(), 412);
        await Watch();
        await Watch();
        using var watcher = app.As(watching);
        using var owner = app.As(owning);
        var page = await watcher.Get(Unusual);
        page.Say().ShouldContain("412 records in an hour; usual: 5 to 7");
        (await owner.Get(Unusual)).Say().ShouldContain("412 records that day");
        (await owner.Get(Unusual)).Say().ShouldNotContain("usual: 5");
        (await app.Ask<long>("select count(*) from mail.message m join bodies.person p on p.email = m.to_address where p.id = any (@both) and m.text_key like 'disclosure.unusual.mail.%'", new { both = new[] { watching, owning } })).ShouldBe(2, "each is told once");
        var id = await app.Ask<Guid>("select id from disclosure.alert where person = @reader", new { reader });
        (await watcher.Submit(page, $"form:has(input[value='{id}'])", ("note" + id, ""))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await watcher.Submit(page, $"form:has(input[value='{id}'])", ("note" + id, "The annual review of the panel."))).Say().ShouldContain("The annual review of the panel.");
        (await app.Ask<bool>("select settled_at is not null from disclosure.alert where id = @id", new { id })).ShouldBeTrue();
    }

    [Fact]
    public async Task What_concerns_somebody_who_watches_is_settled_by_two_others()
    {
        var reader = await app.Person("Watcher who reads much", ("tuna", null, [Right.Read, Right.Oversee]));
        await Habits(reader);
        await Read(reader, app.Clock.GetUtcNow(), 300);
        await Watch();
        var id = await app.Ask<Guid>("select id from disclosure.alert where person = @reader", new { reader });
        using var self = app.As(reader);
        (await self.Get(Unusual)).Html.QuerySelector($"input[value='{id}']").ShouldBeNull("nobody settles what concerns them");
        foreach (var (name, settled) in new[] { ("First who settles", false), ("Second who settles", true) })
        {
            using var watcher = app.As(await app.Person(name, ("tuna", null, [Right.Read, Right.Oversee])));
            await watcher.Submit(await watcher.Get(Unusual), $"form:has(input[value='{id}'])", ("note" + id, "Looked into."));
            (await app.Ask<bool>("select settled_at is not null from disclosure.alert where id = @id", new { id })).ShouldBe(settled);
        }
    }

    [Fact]
    public async Task Whoever_asks_for_what_is_not_theirs_leaves_a_trace()
    {
        var reader = await app.Person("Prober", ("tuna", "GHA", [Right.Read]));
        using var prober = app.As(reader);
        (await prober.Get($"/bodies/tuna/landings/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await app.Services.GetRequiredService<Entente.Disclosure.ReadingLog>().Flush(TestContext.Current.CancellationToken);
        (await app.Ask<long>("select count(*) from disclosure.refusal where person = @reader", new { reader })).ShouldBe(1);
    }

    [Fact]
    public async Task Readings_that_the_body_keeps_no_longer_go_without_a_gap()
    {
        var reader = await app.Person("Officer of long ago", ("tuna", null, [Right.Read, Right.Serve]));
        await Read(reader, app.Clock.GetUtcNow().AddYears(-3), 3);
        using (var scope = app.Services.CreateScope())
            await scope.ServiceProvider.GetRequiredService<ReadingsKept>().Tidy(TestContext.Current.CancellationToken);
        (await app.Ask<long>("select count(*) from disclosure.reading where person = @reader", new { reader })).ShouldBe(0);
        (await app.Ask<long>("select count(*) from disclosure.gaps('tuna', '2020-01-01', @now) where missing is not null", new { now = app.Clock.GetUtcNow().UtcDateTime })).ShouldBe(0);
    }

    private async Task Habits(Guid reader)
    {
        for (var day = 1; day <= 20; day++)
            await Read(reader, app.Clock.GetUtcNow().AddDays(-day), 5 + (day % 3));
    }

    // A run of its own for each, as if a node had written it.
    private Task Read(Guid person, DateTimeOffset at, int records) => app.Execute("""
        with run as (insert into disclosure.chain (run, node, opened_at, alive_at, closed_at) values (gen_random_uuid(), 'node', @at, @at, @at) returning run),
             counted as (insert into disclosure.counted (run, body, last, last_at) select run, 'tuna', 1, @at from run)
        insert into disclosure.reading (run, body, sequence, at, party, definition, part, statements, records, way, person, posts, parties)
        select run, 'tuna', 1, @at, 'JPN', 'landings', 'list', '{}', @records, 'page', @person, '{/officer}', '{""}' from run
        """, new { person, at = at.UtcDateTime, records });

    private Task Watch() => app.Services.GetRequiredService<Alerts>().Watch(TestContext.Current.CancellationToken);
}
