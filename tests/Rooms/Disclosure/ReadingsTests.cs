using System.Net;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>Whoever reads what is not public leaves a line that its owner sees; a line that is missing shows.</summary>
public sealed class ReadingsTests(ViewsApp app) : IClassFixture<ViewsApp>
{
    private const string Log = "/bodies/tuna/readings";

    [Fact]
    public async Task Who_read_what_is_not_public_is_shown_to_its_owner_and_to_no_other_party()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var officer = app.As(await app.Person("Officer Lind", ("tuna", null, [Right.Read, Right.Serve])));
        using var owner = app.As(await app.Person("Contact of Japan", ("tuna", "JPN", [Right.Read, Right.Vouch])));
        using var other = app.As(await app.Person("Contact of Ghana", ("tuna", "GHA", [Right.Read, Right.Vouch])));
        (await officer.Get(ViewsApp.Address(statement) + "/view/versions/1")).Status.ShouldBe(HttpStatusCode.OK);
        var lines = await owner.Get($"{Log}?statement={statement}");
        lines.Say("tbody tr").ShouldContain("Officer Lind");
        lines.Say("tbody tr").ShouldContain("Version 1");
        lines.Say("tbody tr").ShouldContain("Duty of the post");
        (await other.Get($"{Log}?statement={statement}")).Say().ShouldNotContain("Officer Lind");
        using var clerk = app.As(app.Clerk);
        (await clerk.Get(Log)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_public_and_what_is_ones_own_leaves_no_line()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var clerk = app.As(app.Clerk);
        using var stranger = app.As(await app.Person("Reader of Ghana", ("tuna", "GHA", [Right.Read])));
        foreach (var reader in new[] { clerk, stranger, app.Browser() })
            (await reader.Get(ViewsApp.Address(statement) + "/view/versions/1")).Status.ShouldBe(HttpStatusCode.OK);
        await Flush();
        (await Count(statement)).ShouldBe(0);
    }

    [Theory]
    [InlineData("/bodies/tuna/landings/{0}/view/versions/1", "page", "version")]
    [InlineData("/bodies/tuna/landings/{0}/view/print", "print", "version")]
    [InlineData("/bodies/tuna/landings/{0}/view/versions", "page", "history")]
    [InlineData("/api/tuna/landings/{0}", "interface", "version")]
    [InlineData("/bodies/tuna/landings/{0}/view/workbook?handler=File&kind=json&version=1", "export", "version")]
    public async Task Every_way_of_reading_is_named_once(string address, string way, string part)
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var officer = app.As(await app.Person($"Officer of {way} {part}", ("tuna", null, [Right.Read, Right.Serve])));
        (await officer.Get(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, statement))).Status.ShouldBe(HttpStatusCode.OK);
        await Flush();
        (await app.Ask<string>("select string_agg(way || ' ' || part, ', ' order by sequence) from disclosure.reading where statement = @statement", new { statement })).ShouldBe($"{way} {part}");
    }

    [Fact]
    public async Task What_is_taken_away_is_not_given_where_it_cannot_be_logged()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var officer = app.As(await app.Person("Officer who exports", ("tuna", null, [Right.Read, Right.Serve])));
        var address = ViewsApp.Address(statement) + "/view/workbook?handler=File&kind=json&version=1";
        await app.Execute("alter table disclosure.reading rename to away");
        try
        {
            (await officer.Get(address)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await app.Execute("alter table disclosure.away rename to reading");
        }
        (await officer.Get(address)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_list_says_how_many_records_of_which_party()
    {
        await app.Submit(app.Said("K. Sato", (1, "Maru", 1)), Entente.Bodies.Definitions.Sharing.Own);
        await app.Submit(app.Said("K. Sato", (1, "Maru", 1)), Entente.Bodies.Definitions.Sharing.Own);
        var reader = await app.Person("Officer who lists", ("tuna", null, [Right.Read, Right.Serve]));
        using var officer = app.As(reader);
        (await officer.Get("/bodies/tuna/landings")).Status.ShouldBe(HttpStatusCode.OK);
        await Flush();
        (await app.Ask<string>("select party || ' ' || part || ' ' || (records >= 2 and cardinality(statements) = records) from disclosure.reading where person = @reader", new { reader })).ShouldBe("JPN list true");
    }

    [Fact]
    public async Task A_node_that_stopped_without_closing_its_log_and_a_line_that_was_taken_away_show_as_gaps()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var officer = app.As(await app.Person("Officer in the gap", ("tuna", null, [Right.Read, Right.Serve])));
        using var owner = app.As(await app.Person("Contact who looks for gaps", ("tuna", "JPN", [Right.Read, Right.Vouch])));
        for (var page = 0; page < 3; page++)
        {
            await officer.Get(ViewsApp.Address(statement) + "/view/versions/1");
            await Flush();
        }
        (await owner.Get(Log)).Say(".e-notice").ShouldNotContain("missing");
        await app.Execute("delete from disclosure.reading where (run, body, sequence) = (select run, body, sequence from disclosure.reading where statement = @statement order by sequence offset 1 limit 1)", new { statement });
        (await owner.Get(Log)).Say(".e-notice").ShouldContain("1 reading of node");
        await app.Execute("insert into disclosure.chain (run, node, opened_at, alive_at) values (gen_random_uuid(), 'lost-node', @at, @at)", new { at = app.Clock.GetUtcNow().AddHours(-1).UtcDateTime });
        (await owner.Get(Log)).Say(".e-notice").ShouldContain("readings of node lost-node may be missing");
    }

    [Fact]
    public async Task The_log_of_a_body_is_for_its_security_officer_and_comes_as_a_file()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var officer = app.As(await app.Person("Officer in the file", ("tuna", null, [Right.Read, Right.Serve])));
        using var watcher = app.As(await app.Person("Security officer", ("tuna", null, [Right.Read, Right.Oversee])));
        await officer.Get(ViewsApp.Address(statement) + "/view/versions/1");
        (await watcher.Get($"{Log}?statement={statement}")).Say("tbody").ShouldContain("Officer in the file");
        (await watcher.Get($"{Log}?by=statement&statement={statement}")).Say("tbody").ShouldContain("Landings");
        var file = await watcher.Get($"{Log}?statement={statement}&format=csv");
        file.Text.ShouldContain("Officer in the file");
        file.Text.ShouldContain(statement.ToString());
        (await officer.Get(Log)).Status.ShouldBe(HttpStatusCode.Forbidden, "who serves is not who watches");
    }

    [Fact]
    public async Task A_reading_costs_the_page_nothing_and_the_database_little()
    {
        const int Readings = 2_000;
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        var reader = await app.Person("Officer who reads all day", ("tuna", null, [Right.Read, Right.Serve]));
        var officer = (await app.Services.GetRequiredService<Entente.Bodies.People>().Find(reader, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        var log = app.Services.GetRequiredService<ReadingLog>();
        await Flush();
        var told = System.Diagnostics.Stopwatch.StartNew();
        for (var reading = 0; reading < Readings; reading++)
            log.After(new Told(officer, app.Clock.GetUtcNow(), Showing.Draft(statement), "{}", []));
        told.Stop();
        var written = System.Diagnostics.Stopwatch.StartNew();
        await Flush();
        written.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine($"told {told.Elapsed.TotalMicroseconds / Readings:0.0} µs, written {written.Elapsed.TotalMicroseconds / Readings:0.0} µs each");
        (await app.Ask<long>("select count(*) from disclosure.reading where person = @reader", new { reader })).ShouldBe(Readings);
        (written.Elapsed / Readings).ShouldBeLessThan(TimeSpan.FromMilliseconds(2));
    }

    private Task Flush() => app.Services.GetRequiredService<ReadingLog>().Flush(TestContext.Current.CancellationToken);

    private Task<long> Count(Guid statement) => app.Ask<long>("select count(*) from disclosure.reading where statement = @statement or @statement = any (statements)", new { statement });
}
