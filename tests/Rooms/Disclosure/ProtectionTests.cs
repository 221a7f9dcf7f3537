using System.Net;
using Entente.Disclosure;
using Entente.Disclosure.Protection;
using Entente.Shared.Web;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>The page "How your data are protected" says what is, and nothing else.</summary>
public sealed class ProtectionTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_page_is_open_to_everybody_in_every_language_and_linked_from_every_page()
    {
        foreach (var language in new[] { "en", "fr", "es", "pt", "ar" })
            foreach (var address in new[] { "/protection", "/protection/asvs", "/protection/libraries" })
            {
                using var browser = app.Browser(language);
                var page = await browser.Get(address);
                page.Status.ShouldBe(HttpStatusCode.OK, page.Say());
                page.Text.ShouldNotContain("[protection.");
                page.One("footer a[href='/protection']").TextContent.ShouldNotBeEmpty();
            }
        using var reader = app.Browser();
        (await reader.Get("/help")).One("main a[href='/protection']");
    }

    [Fact]
    public async Task The_instructions_on_the_page_are_those_of_its_own_answer()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/protection");
        var shown = page.Html.QuerySelectorAll("#way tbody tr").Select(row => (row.Children[0].TextContent.Trim(), row.Children[1].TextContent.Trim())).ToList();
        shown.Count.ShouldBe(SecurityHeaders.Sent(secure: true).Count);
        foreach (var (name, value) in shown)
            page.Headers[name].ShouldBe(value);
    }

    [Fact]
    public async Task What_is_not_in_place_is_said_plainly()
    {
        await using var plain = new TestApp { Settings = { ["ENTENTE_ADDRESS"] = "http://127.0.0.1:5080", ["ENTENTE_SESSION_IDLE_MINUTES"] = "17" } };
        await plain.InitializeAsync();
        using var browser = plain.Browser();
        var page = (await browser.Get("/protection")).Say();
        foreach (var said in new[] { "Not encrypted: people come to http://127.0.0.1:5080", "Not said. The operator can say it", "No backup was ever recorded", "No restore drill was ever recorded", "No virus scanner is connected", "does not look them up in lists of known weaknesses", "after 17 minutes without a click", "messages are put into a folder" })
            page.ShouldContain(said);
        page.ShouldNotContain("Encrypted (TLS): people come");
    }

    [Fact]
    public async Task What_is_configured_is_said_as_it_is()
    {
        await using var set = new TestApp
        {
            Settings = { ["ENTENTE_PLACE"] = "Two rooms in Valletta", ["ENTENTE_CLAMAV"] = "127.0.0.1:3310", ["ENTENTE_SECURITY_CONTACT"] = "mailto:security@example.org", ["ENTENTE_MAIL"] = "smtp://relay.example.org" },
            Added = services => services.AddSingleton<ProtectionSource>(_ => ValueTask.FromResult<IReadOnlyList<ProtectionFact>>([new(ProtectionQuestion.Backup, Protected.Yes, "protection.place.said", ("place", "Last Tuesday"))])),
        };
        await set.InitializeAsync();
        using var browser = set.Browser();
        var page = (await browser.Get("/protection")).Say();
        foreach (var said in new[] { "Encrypted (TLS): people come to https://localhost", "Two rooms in Valletta", "shown to a virus scanner", "mailto:security@example.org", "Handed to the mail server encrypted", "Last Tuesday" })
            page.ShouldContain(said);
        page.ShouldNotContain("No backup was ever recorded");
    }

    [Fact]
    public async Task The_database_is_asked_how_many_tables_look_at_who_asks()
    {
        using var browser = app.Browser();
        var before = (await browser.Get("/protection")).Say("#readers");
        await app.Do("create schema probe; create table probe.open (id int); grant usage on schema probe to entente_reader; grant select on probe.open to entente_reader");
        var after = (await browser.Get("/protection")).Say("#readers");
        await app.Do("alter table probe.open enable row level security");
        var secured = (await browser.Get("/protection")).Say("#readers");
        await app.Do("drop schema probe cascade");
        before.ShouldNotContain("probe.open");
        after.ShouldContain("probe.open");
        secured.ShouldNotContain("probe.open");
    }

    [Fact]
    public async Task The_table_of_the_standard_is_narrowed_and_taken_away()
    {
        using var browser = app.Browser();
        (await browser.Get("/protection/asvs?chapter=17&status=not-applicable&level=3")).Say(".e-table-tools [data-say]").ShouldBe("1 to 5 of 5");
        (await browser.Get("/protection/asvs?chapter=17&status=met")).Html.QuerySelector("table").ShouldBeNull();
        var file = (await browser.Get("/protection/asvs?format=csv")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        file.Length.ShouldBe(346);
        using var arabic = app.Browser("ar");
        var row = (await arabic.Get("/protection/asvs")).One("tbody tr");
        row.Children[1].GetAttribute("lang").ShouldBe("en");
        row.Children[1].GetAttribute("dir").ShouldBe("ltr");
    }

    [Fact]
    public async Task The_summary_counts_what_the_table_holds()
    {
        using var browser = app.Browser();
        var rows = (await browser.Get("/protection")).Html.QuerySelectorAll("#asvs tbody tr");
        rows.Length.ShouldBe(Requirement.Chapters + 1);
        rows[^1].Children.Skip(1).Select(cell => cell.TextContent.Trim()).ShouldBe([
            $"{Requirement.All.Count(one => one.Status == RequirementStatus.Met)}", $"{Requirement.All.Count(one => one.Status == RequirementStatus.NotApplicable)}", $"{Requirement.All.Count(one => one.Status == RequirementStatus.NotMet)}", "345"]);
    }

    [Fact]
    public async Task Every_library_of_the_lock_files_is_listed()
    {
        using var browser = app.Browser();
        var file = (await browser.Get("/protection/libraries?format=csv")).Text;
        file.ShouldContain("Npgsql,10.0.0,NuGet,running");
        file.ShouldContain("govuk-frontend,6.6.0,npm,building");
        file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(Library.All.Count + 1);
        Library.All.Count.ShouldBeGreaterThan(80);
    }
}
