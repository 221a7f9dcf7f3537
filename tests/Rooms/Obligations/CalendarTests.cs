using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>The calendar of a person behind a secret address: what their own parties owe, and nothing else.</summary>
public sealed class CalendarTests(StatusApp app) : IClassFixture<StatusApp>
{
    private static readonly DateOnly Due = new(2026, 6, 30);

    [Fact]
    public async Task An_address_is_shown_once_reads_the_days_and_can_be_revoked()
    {
        var id = await app.Owes("JPN", 2026, Due);
        using var japan = app.As(app.Japan);
        var (address, page) = await Make(japan, "phone");
        (await japan.Get("/workspace/calendar")).Text.ShouldNotContain(address[^40..]);
        using var program = app.Browser();
        var feed = await program.Get(address);
        feed.Headers["Content-Type"].ShouldStartWith("text/calendar");
        feed.Text.ShouldContain($"UID:{id}@localhost");
        feed.Text.ShouldContain("DTSTART;VALUE=DATE:20260630");
        await japan.Submit(page, "form[action*=Revoke]", ("address", Key(page, "phone")));
        (await program.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_others_owe_is_not_in_it_although_their_status_is_shown()
    {
        var other = await app.Owes("GHA", 2026, Due, shownTo: "public");
        using var japan = app.As(app.Japan);
        var (address, _) = await Make(japan, "desk");
        using var program = app.Browser();
        (await program.Get(address)).Text.ShouldNotContain(other.ToString());
    }

    [Fact]
    public async Task A_day_that_moves_stays_the_same_entry_with_a_higher_number_and_what_is_lifted_is_cancelled()
    {
        var id = await app.Owes("JPN", 2027, Due, definition: "everything");
        using var japan = app.As(app.Japan);
        var (address, _) = await Make(japan, "moved");
        using var program = app.Browser();
        await app.Happened(id, "due-moved", app.Clock.GetUtcNow(), "owed", Due.AddDays(10));
        var moved = Entry((await program.Get(address)).Text, id);
        moved.ShouldContain("SEQUENCE:1");
        moved.ShouldContain("DTSTART;VALUE=DATE:20260710");
        await app.Happened(id, "lifted", app.Clock.GetUtcNow(), "lifted", Due.AddDays(10));
        Entry((await program.Get(address)).Text, id).ShouldContain("STATUS:CANCELLED");
    }

    [Theory]
    [InlineData("/calendar/x.ics")]
    [InlineData("/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics")]
    public async Task An_address_that_was_never_given_out_is_not_there(string address)
    {
        using var program = app.Browser();
        (await program.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_revokes_the_address_of_another()
    {
        using var japan = app.As(app.Japan);
        var (address, page) = await Make(japan, "kept");
        using var ghana = app.As(app.Ghana);
        await Make(ghana, "mine");
        await ghana.Submit(await ghana.Get("/workspace/calendar"), "form[action*=Revoke]", ("address", Key(page, "kept")));
        using var program = app.Browser();
        (await program.Get(address)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string? Key(Page page, string name) =>
        page.Html.QuerySelectorAll("main .e-work li").Single(item => item.QuerySelector("strong")!.TextContent == name).QuerySelector("input[name=address]")!.GetAttribute("value");

    private static async Task<(string Address, Page Page)> Make(Browser browser, string name)
    {
        var page = await browser.Submit(await browser.Get("/workspace/calendar"), "main form:not([action])", ("Name", name));
        return (new Uri(page.Say(".e-notice--success .e-reference")).PathAndQuery, page);
    }

    private static string Entry(string feed, Guid id) => feed.Split("BEGIN:VEVENT").Single(entry => entry.Contains(id.ToString(), StringComparison.Ordinal));
}
