using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>Who owed what and what became of it: the numbers, the rows behind them, and who sees them.</summary>
public sealed class StatusPageTests(StatusApp app) : IClassFixture<StatusApp>, IAsyncLifetime
{
    private static readonly DateOnly Due = new(2025, 6, 30);

    private static readonly Guid Requirement = Guid.Parse("00000000-0000-0000-0000-00000000a001");

    private static bool _seeded;

    public async ValueTask InitializeAsync()
    {
        if (_seeded)
            return;
        _seeded = true;
        await app.Owes("JPN", 2025, Due, "met", At(2025, 6, 1), shownTo: "parties");
        await app.Owes("GHA", 2025, Due, "met", At(2025, 7, 9), shownTo: "parties", nil: true);
        await app.Owes("JPN", 2025, Due, shownTo: "parties", requirement: Requirement, code: "G:01", definition: "requirements");
        await app.Owes("GHA", 2025, Due, "excused", shownTo: "parties", requirement: Requirement, code: "G:01", definition: "requirements");
        await app.Owes("JPN", 2024, new DateOnly(2024, 6, 30), "met", At(2024, 6, 1), shownTo: "public");
        await app.Owes("GHA", 2024, new DateOnly(2024, 6, 30), shownTo: "own");
    }

    [Fact]
    public async Task The_counts_say_on_time_late_missing_nil_and_not_applicable()
    {
        using var desk = app.As(app.Desk);
        var page = await desk.Get("/bodies/tuna/status?year=2025");
        page.Say("tbody tr:nth-child(1)").ShouldBe("Ghana GHA 1 1 0 1 0 0 1 1 100 %");
        page.Say("tbody tr:nth-child(2)").ShouldBe("Japan JPN 2 1 1 0 1 0 0 0 50 %");
    }

    [Fact]
    public async Task Every_number_opens_exactly_the_rows_that_it_counts()
    {
        using var desk = app.As(app.Desk);
        foreach (var view in new[] { "parties", "duties", "trend" })
        {
            var page = await desk.Get($"/bodies/tuna/status?year=2025&view={view}");
            foreach (var link in page.Html.QuerySelectorAll("td.e-number a"))
            {
                var file = await desk.Get(link.GetAttribute("href") + "&format=csv");
                file.Text.TrimEnd().Split("\r\n").Length.ShouldBe(1 + int.Parse(link.TextContent, System.Globalization.CultureInfo.InvariantCulture), link.OuterHtml);
            }
        }
    }

    [Fact]
    public async Task The_matrix_has_a_cell_for_each_party_that_owes_and_none_for_others()
    {
        using var desk = app.As(app.Desk);
        var page = await desk.Get("/bodies/tuna/status?year=2025&view=matrix");
        page.Html.QuerySelectorAll(".e-matrix thead th").Select(head => head.TextContent.Trim()).ShouldBe(["What is owed", "GHA", "JPN"]);
        page.Say(".e-matrix tbody tr:nth-child(2) th").ShouldBe("G:01 Requirement G:01");
        page.Html.QuerySelectorAll(".e-matrix tbody tr:nth-child(2) a").Select(cell => cell.GetAttribute("aria-label")).ShouldBe(["Not applicable", "Missing"]);
        (await desk.Get(page.Link(".e-matrix tbody tr:nth-child(2) td:nth-child(3) a"))).Say("tbody").ShouldContain("Requirement G:01");
    }

    [Fact]
    public async Task A_reader_counts_only_what_the_definition_shows_to_them()
    {
        using var visitor = app.Browser();
        (await visitor.Get("/bodies/tuna/status?year=2024")).Say("tbody tr").ShouldBe("Japan JPN 1 1 1 0 0 0 0 0 100 %");
        (await visitor.Get("/bodies/tuna/status?year=2025")).Html.QuerySelectorAll("tbody tr").Length.ShouldBe(0);
        using var japan = app.As(app.Japan);
        (await japan.Get("/bodies/tuna/status?year=2024")).Say("tbody").ShouldNotContain("Ghana");
        (await japan.Get("/bodies/tuna/status?year=2025")).Say("tbody").ShouldContain("Ghana");
    }

    [Fact]
    public async Task What_may_not_be_seen_changes_no_byte()
    {
        using var visitor = app.Browser();
        string[] addresses = ["/bodies/tuna/status?year=2025", "/bodies/tuna/status?year=2024&view=matrix", "/bodies/tuna/status?view=trend", "/bodies/tuna/status/rows?year=2024", "/bodies/tuna/status/difference?from=2024-01-01"];
        async Task<List<string>> Bytes()
        {
            var all = new List<string>();
            foreach (var address in addresses)
                all.Add((await visitor.Get(address)).Text);
            return all;
        }
        var before = await Bytes();
        await app.Owes("GHA", 2023, new DateOnly(2023, 6, 30), shownTo: "own");
        await app.Owes("NOR", 2024, new DateOnly(2024, 6, 30), shownTo: "parties");
        (await Bytes()).ShouldBe(before);
    }

    [Fact]
    public async Task What_became_known_later_is_not_in_the_status_of_then()
    {
        var id = await app.Owes("NOR", 2022, new DateOnly(2022, 6, 30), known: At(2022, 1, 1), shownTo: "parties");
        await app.Happened(id, "met", At(2022, 9, 1), "met", new DateOnly(2022, 6, 30), At(2022, 9, 1));
        using var desk = app.As(app.Desk);
        async Task<string> Row(string query) => (await desk.Get($"/bodies/tuna/status?year=2022{query}")).Say("tbody tr");
        (await Row("")).ShouldBe("Norway NOR 1 1 0 1 0 0 0 0 100 %");
        (await Row("&known=2022-08-31")).ShouldBe("Norway NOR 1 0 0 0 1 0 0 0 0 %");
        (await Row("&known=2022-03-01")).ShouldBe("Norway NOR 1 0 0 0 0 1 0 0 –");
        (await Row("&known=2021-12-31")).ShouldBe("");
        (await Row("&known=nonsense")).ShouldBe("Norway NOR 1 1 0 1 0 0 0 0 100 %");
    }

    [Theory]
    [InlineData("/bodies/nobody/status")]
    [InlineData("/bodies/nobody/status/rows")]
    [InlineData("/bodies/nobody/status/difference")]
    [InlineData("/bodies/tuna/outreach")]
    [InlineData("/bodies/tuna/owed/00000000-0000-0000-0000-000000000001")]
    public async Task What_is_not_there_or_not_for_the_reader_is_the_same_page(string address)
    {
        using var japan = app.As(app.Japan);
        (await japan.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("?year=abc&view=9&known=x&party='&group=x&definition=zz&duty=a.b&sort=x&page=-1")]
    [InlineData("?year=99999&duty=catch.00000000-0000-0000-0000-00000000a001&party=JPN&party=GHA")]
    public async Task Nonsense_in_the_address_is_answered(string query)
    {
        using var desk = app.As(app.Desk);
        foreach (var page in new[] { "status", "status/rows", "status/difference" })
            (await desk.Get($"/bodies/tuna/{page}{query}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.Zero);
}
