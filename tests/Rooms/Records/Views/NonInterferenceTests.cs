using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Views;

/// <summary>Whatever is written into what somebody may not read, no byte changes of any page that this person gets; and its questions are not even named.</summary>
public sealed partial class NonInterferenceTests(ViewsApp app) : IClassFixture<ViewsApp>
{
    public static TheoryData<string> Pages { get; } = ["", "/view/versions", "/view/versions/1", "/view/versions/2", "/view/compare?from=1&to=2", "/view/compare?from=1&to=2&all=1", "/view/print", "/view/print?version=1", "/view/workbook"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_the_reader_may_not_read_changes_no_byte(string page)
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1), (2, "Hoshi", 2)));
        await app.Correct(statement, 1, app.Said("A. Ito", (1, "Maru", 1), (2, "Hoshi", 3)));
        using var stranger = app.As(await app.Person($"Clerk of Ghana {page}", ("tuna", "GHA", [Right.Read])));
        foreach (var browser in new[] { stranger, app.Browser() })
        {
            var before = Bytes((await browser.Get(ViewsApp.Address(statement) + page)).Text);
            before.ShouldContain("e-page");
            before.ShouldNotContain(ViewsApp.Hidden);
            await app.Execute("""
                update tuna.landings_report_apart set profit = coalesce(profit, 0) + 1000 where statement = @statement;
                update tuna.landings_people set owner = 'Somebody else' where statement = @statement;
                update tuna.landings_catches_apart set price = null where statement = @statement and since = 1;
                delete from tuna.landings_people where statement = @statement and since = 2;
                update records.segment set bytes = '\x7b7d' where statement = @statement and section = 'people';
                """, new { statement });
            Bytes((await browser.Get(ViewsApp.Address(statement) + page)).Text).ShouldBe(before);
        }
    }

    [Fact]
    public async Task Whoever_may_reads_the_same_pages_whole()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        await app.Correct(statement, 1, app.Said("A. Ito", (1, "Maru", 2)));
        using var clerk = app.As(app.Clerk);
        foreach (var page in new[] { "/view/versions/1", "/view/compare?from=1&to=2&all=1" })
            (await clerk.Get(ViewsApp.Address(statement) + page)).Say("main").ShouldContain(ViewsApp.Hidden + " profit");
    }

    [Fact]
    public async Task What_was_declared_before_it_was_shared_is_not_shown_after()
    {
        var statement = await app.Submit(app.Said("Before it was shared", (1, "Maru", 1)), Sharing.Own);
        await app.Correct(statement, 1, app.Said("A. Ito", (1, "Maru", 1)), Sharing.Public);
        using var browser = app.Browser();
        (await browser.Get(ViewsApp.Address(statement) + "/view/versions/2")).Say("main").ShouldContain("A. Ito");
        var first = await browser.Get(ViewsApp.Address(statement) + "/view/versions/1");
        first.Say("main").ShouldNotContain("Before it was shared");
        first.Say("main").ShouldNotContain("Officer in charge");
        (await browser.Get(ViewsApp.Address(statement) + "/view/compare?all=1")).Say("main").ShouldNotContain("Officer in charge");
    }

    // The token that guards the form for signing out is new each time, whatever the page says.
    private static string Bytes(string html) => SignOut().Replace(html, "");

    [GeneratedRegex("""<form[^>]*sign-out.*?</form>""", RegexOptions.Singleline, 1000)]
    private static partial Regex SignOut();
}
