using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Entente.Shared.Components;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

/// <summary>Things to choose from that are too many for a page are found on the server, with scripts and without.</summary>
public sealed class LookupTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    private static readonly OptionSearch Species = new(
    [
        new("ALB", "ALB Germon (thon blanc)", Search: "Albacore Germon Atún blanco"), new("BET", "BET Thon obèse", Search: "Bigeye tuna Patudo"),
        new("BFT", "BFT Thon rouge", Search: "Bluefin tuna Atún rojo"), new("MAK", "MAK Requin-taupe", Search: "Mako"), new("TUN", "TUN أُسماك التونة"),
    ]);

    [Theory]
    [InlineData("bft", "BFT")]
    [InlineData("B", "BET BFT ALB")]
    [InlineData("thon", "ALB BET BFT")]
    [InlineData("obese", "BET")]
    [InlineData("ATUN RO", "")]
    [InlineData("atun", "ALB BFT")]
    [InlineData("taupe", "MAK")]
    [InlineData("اسماك", "TUN")]
    [InlineData("  ", "")]
    [InlineData("xyz", "")]
    public void What_matches_most_closely_comes_first(string typed, string codes) =>
        string.Join(' ', Species.Matching(typed).Select(option => option.Value)).ShouldBe(codes);

    [Theory]
    [InlineData("mak", "MAK")]
    [InlineData("bft thon rouge", "BFT")]
    [InlineData("thon", null)]
    [InlineData("tuna", null)]
    [InlineData("albacore", null)]
    public void Only_a_code_or_a_whole_name_needs_no_choosing(string typed, string? code) =>
        Species.Named(typed)?.Value.ShouldBe(code);

    [Fact]
    public void A_choice_counts_only_for_the_text_it_was_made_for()
    {
        new LookupEntry { Text = "thon", Of = "thon", Value = "BET" }.Read(Species)!.Value.ShouldBe("BET");
        var changed = new LookupEntry { Text = "requin", Of = "thon", Value = "BET" };
        changed.Read(Species).ShouldBeNull();
        changed.Value.ShouldBeNull();
        new LookupEntry { Text = "thon", Of = "thon", Value = "made up" }.Read(Species).ShouldBeNull();
        new LookupEntry { Text = " ", Of = "thon", Value = "BET" }.Read(Species).ShouldBeNull();
    }

    [Theory]
    [InlineData("en", "Find")]
    [InlineData("fr", "Chercher")]
    [InlineData("es", "Buscar")]
    [InlineData("pt", "Procurar")]
    [InlineData("ar", "بحث")]
    public async Task A_page_with_six_thousand_codes_holds_none_of_them_and_stays_small(string language, string find)
    {
        using var browser = app.Browser(language);
        var page = await browser.Get("/components");
        page.One("button[name=find]").TextContent.ShouldBe(find);
        page.Text.ShouldNotContain("Mercancía 1");
        // The page shows every component there is, two charts with their tables among them.
        Compressed(page.Text).ShouldBeLessThan(18_000);
        var found = await Find(browser, page, "mercancia 12");
        found.Say(".e-lookup fieldset").ShouldNotContain("[components.");
        Compressed(found.Text).ShouldBeLessThan(18_000);
    }

    [Fact]
    public async Task Without_scripts_what_was_found_comes_back_to_choose_from_and_nothing_is_wrong_yet()
    {
        using var browser = app.Browser();
        var found = await Find(browser, await browser.Get("/components"), "mercancia 12");
        found.Status.ShouldBe(HttpStatusCode.OK);
        found.Html.QuerySelector(".e-error-summary").ShouldBeNull();
        found.Html.QuerySelectorAll("input[type=radio][name='Goods.Value']").Length.ShouldBe(OptionSearch.Most);
        found.Say(".e-lookup .e-hint").ShouldBe("91 more match. Type more to see them");
        found.One("#Vessel").GetAttribute("value").ShouldBe("Santa Lucía");
        var chosen = await browser.Submit(found, "main form[method=post]", ("Goods.Value", "000123"));
        chosen.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        chosen.One("#Goods").GetAttribute("value").ShouldBe("000123 Mercancía 123");
        chosen.One("input[name='Goods.Value']").GetAttribute("value").ShouldBe("000123");
        chosen.Html.QuerySelector("#Goods-problem").ShouldBeNull();
    }

    [Theory]
    [InlineData("004711", null)]
    [InlineData("mercancia 12", "Choose one of those found")]
    [InlineData("platypus", "Nothing matches")]
    public async Task Sent_without_choosing_a_code_is_enough_and_anything_else_is_asked(string typed, string? problem)
    {
        using var browser = app.Browser();
        var page = await browser.Submit(await browser.Get("/components"), "main form[method=post]", ("Goods.Text", typed));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        if (problem is null)
            page.One("#Goods").GetAttribute("value").ShouldBe("004711 Mercancía 4711");
        else
            page.One("#Goods-problem").TextContent.ShouldContain(problem);
        page.Html.QuerySelectorAll("input[type=radio][name='Goods.Value']").Length.ShouldBe(problem?.StartsWith("Choose", StringComparison.Ordinal) == true ? OptionSearch.Most : 0);
    }

    [Fact]
    public async Task Enter_in_another_field_sends_the_form_though_the_browser_takes_the_first_button()
    {
        using var browser = app.Browser();
        var sent = await browser.Submit(await browser.Get("/components"), "main form[method=post]", ("find", "Goods"));
        sent.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        sent.One("#Vessel-problem");
    }

    [Fact]
    public async Task A_script_is_answered_in_less_than_two_kilobytes()
    {
        using var browser = app.Browser();
        var answer = (await browser.Get("/components?handler=Find&q=mercancia")).Text;
        Encoding.UTF8.GetByteCount(answer).ShouldBeLessThan(2_000);
        var json = JsonDocument.Parse(answer).RootElement;
        json.GetProperty("count").GetInt32().ShouldBe(6000);
        json.GetProperty("found").GetArrayLength().ShouldBe(OptionSearch.Most);
        JsonDocument.Parse((await browser.Get("/components?handler=Find")).Text).RootElement.GetProperty("count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task The_codes_of_a_body_are_looked_up_in_the_language_of_the_reader()
    {
        using var browser = app.Browser("fr");
        var json = JsonDocument.Parse((await browser.Get("/bodies/iccat/lists/gears?handler=Find&q=PS")).Text).RootElement;
        json.GetProperty("found")[0].GetProperty("value").GetString().ShouldStartWith("PS");
        (await browser.Get("/bodies/iccat/lists/nothing?handler=Find&q=PS")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<Page> Find(Browser browser, Page page, string typed) =>
        browser.Submit(page, "main form[method=post]", ("Vessel", "Santa Lucía"), ("Goods.Text", typed), ("find", "Goods"));

    private static int Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return (int)bytes.Length;
    }
}
