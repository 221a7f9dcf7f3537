using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Mirrors;

/// <summary>What importers say against what exporters say: all of it for whoever reads both, and to anybody else only as far as they read either.</summary>
public sealed class MirrorPageTests(MirrorApp app) : IClassFixture<MirrorApp>, IAsyncLifetime
{
    private const string Address = "/bodies/tuna/imports/mirror";
    private static bool _seeded;
    private static Guid _imports;

    public async ValueTask InitializeAsync()
    {
        if (_seeded)
            return;
        _seeded = true;
        _imports = await app.Declare("imports", "JPN", "own", ("GHA", "BET", "PS", 1000), ("GHA", "SWO", "LL", 500), ("USA", "BET", "PS", 70));
        await app.Declare("exports", "GHA", "own", ("JPN", "BET", "PS", 600), ("NOR", "BET", "PS", 395), ("JPN", "SWO", "LL", 800), ("JPN", "SWO", "BB", 33));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_secretariat_sees_what_matches_differs_and_stands_alone_the_widest_apart_first()
    {
        using var desk = app.As(app.Desk);
        var page = await desk.Get(Address);
        Lines(page).ShouldBe([
            "Japan Ghana SWO LL 500 800 -300 They differ",
            "Japan United States BET PS 70 nothing 70 Only with: Importer No statement of United States that you may read",
            "Japan Ghana SWO BB nothing 33 -33 Only with: Exporter",
            // What went to Norway went to the union that declares for it; 1,000 and 995 are near enough.
            "Japan Ghana BET PS 1 000 995 5 They match",
        ]);
        page.Say("main").ShouldContain("4 lines, of which 3 do not match.");
        page.Html.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Select(row => Squeezed(row.TextContent)).ShouldBe([
            "They match 1 1 000 995", "They differ 1 500 800", "Only with: Importer 1 70 0", "Only with: Exporter 1 0 33"]);
    }

    [Fact]
    public async Task Every_number_opens_the_rows_behind_it()
    {
        using var desk = app.As(app.Desk);
        var page = await desk.Get(Address + "?outcome=matched");
        Lines(page).ShouldHaveSingleItem();
        var rows = await desk.Get(page.Link("table:last-of-type td a[href$='#there']").Split('#')[0]);
        var tables = rows.Html.QuerySelectorAll("main table");
        tables.Select(table => table.QuerySelectorAll("tbody tr").Length).ShouldBe([1, 2]);
        Squeezed(tables[1].QuerySelectorAll("tbody tr")[1].TextContent).ShouldBe("Ghana Norway BET PS 395 as GHA weighed it");
        rows.Say("main").ShouldContain("2 rows. Weight (kg): 995");
        tables[0].QuerySelector("tbody th a")!.GetAttribute("href").ShouldBe($"/bodies/tuna/imports/{_imports}");
        (await desk.Get(Address + "/rows?here=JPN&there=GHA&k.species=BET&k.gear=LL")).Status.ShouldBe(HttpStatusCode.NotFound, "there is no such row");
    }

    [Theory]
    [InlineData("?outcome=unmatched", 3)]
    [InlineData("?outcome=only-there", 1)]
    [InlineData("?f.species=BET", 2)]
    [InlineData("?party=GHA", 3)]
    [InlineData("?party=NOR", 0)]
    [InlineData("?period=2025-H2", 4)]
    [InlineData("?period=2025-H1", 0)]
    [InlineData("?period=gibberish&outcome=nothing&f.species=%27", 0)]
    public async Task It_is_narrowed_by_period_party_product_and_outcome_and_the_file_has_the_same_lines(string narrowed, int lines)
    {
        using var desk = app.As(app.Desk);
        if (!narrowed.Contains("gibberish", StringComparison.Ordinal))
            Lines(await desk.Get(Address + narrowed)).Count.ShouldBe(lines);
        var file = await desk.Get(Address + narrowed + "&format=csv");
        file.Status.ShouldBe(HttpStatusCode.OK);
        file.Text.TrimEnd().Split("\r\n").Length.ShouldBe(lines + 1, file.Text);
    }

    [Fact]
    public async Task A_party_sees_what_it_reads_itself_and_what_it_may_not_read_changes_no_byte()
    {
        using var japan = app.As(app.Japan);
        string[] addresses = [Address, Address + "?format=csv&outcome=only-here", Address + "/rows?here=JPN&there=GHA&k.species=BET&k.gear=PS"];
        async Task<List<string>> Bytes() => [.. await Task.WhenAll(addresses.Select(async address => await Answer(address)))];
        // The token of the form to sign out is drawn anew for every page.
        async Task<string> Answer(string address) => (await japan.Get(address)) is var page && address.Contains("csv", StringComparison.Ordinal) ? page.Text : page.One("main").InnerHtml;
        Lines(await japan.Get(Address)).ShouldAllBe(line => line.Contains("Only with: Importer", StringComparison.Ordinal));
        (await japan.Get(addresses[2])).Html.QuerySelectorAll("main table").Length.ShouldBe(1, "of the exporter it reads nothing");
        var before = await Bytes();
        await app.Execute("update tuna.exports_trade set weight = 77 where species = 'BET'");
        (await Bytes()).ShouldBe(before);
        await app.Execute("update tuna.exports_trade set weight = case when buyer = 'NOR' then 395 else 600 end where species = 'BET'");
    }

    [Fact]
    public async Task Who_has_no_post_in_the_body_and_who_asks_another_return_find_nothing()
    {
        using var stranger = app.As(app.Stranger);
        (await stranger.Get(Address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Get(Address + "/rows?here=JPN&there=GHA&k.species=BET&k.gear=PS")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var visitor = app.Browser();
        (await visitor.Get(Address)).Say("main").ShouldNotContain("Ghana");
        using var desk = app.As(app.Desk);
        (await desk.Get("/bodies/tuna/exports/mirror")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Either_return_and_the_navigation_lead_to_it_in_the_readers_language()
    {
        using var desk = app.As(app.Desk, "fr");
        foreach (var definition in new[] { "imports", "exports" })
            (await desk.Get($"/bodies/tuna/{definition}")).Html.QuerySelector($"main a[href='{Address}']")!.TextContent.ShouldBe("Comparaison : Imports against exports (fr)");
        var page = await desk.Get(Address);
        page.Html.QuerySelector($"nav a[href='{Address}']").ShouldNotBeNull();
        page.Say("main").ShouldContain("Seulement chez : Importer (fr)");
    }

    private static List<string> Lines(Page page) => page.Html.QuerySelectorAll("table") is { Length: > 1 } tables ? [.. tables[^1].QuerySelectorAll("tbody tr").Select(row => Squeezed(row.TextContent))] : [];

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
