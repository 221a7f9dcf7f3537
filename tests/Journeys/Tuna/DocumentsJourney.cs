using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>A statistical document from whoever fills it in over the official who validates it to what is re-exported from it; and whoever holds the paper.</summary>
[Collection(Tunas.Name)]
public sealed class DocumentsJourney(TunaChrome chrome)
{
    [Fact]
    public async Task A_document_is_validated_re_exported_in_part_checked_by_anybody_and_never_overdrawn()
    {
        var yui = await chrome.As(TunaChrome.Yui, "en", scripts: false);
        var address = await Issued(yui);
        var kenji = await chrome.As(TunaChrome.Kenji, "es");
        await kenji.GotoAsync($"{address}/check-answers");
        await kenji.Says("Rei Maru No. 1");
        await kenji.Step(address, "validate");
        await kenji.GotoAsync($"{address}/view/document");
        await kenji.Says("Expedido el");
        await kenji.IsForEverybody();
        var check = Local((await kenji.Locator("a:has(svg.e-qr)").GetAttributeAsync("href"))!);

        var visitor = await chrome.Visit(check, "fr");
        await visitor.Says("Ce document est authentique et valable");
        await visitor.Says("Éviscéré et sans branchies");
        await visitor.SaysNot("Example Trading");
        await visitor.IsForEverybody();
        await visitor.GotoAsync("/verify?number=BET-JPN-2026-99999&code=AAAAAAAAAAAA");
        await Assertions.Expect(visitor.Locator(".e-notice--problem")).ToBeVisibleAsync();

        await Used(address, check, visitor);
        foreach (var page in new[] { yui, kenji, visitor })
            await page.Context.CloseAsync();
    }

    private static async Task<string> Issued(IPage yui)
    {
        var address = await yui.Begin("bigeye-document");
        await yui.Fill(address, "shipment", ("f.flag", "JPN"), ("f.vessel_name", "Rei Maru No. 1"), ("f.registration", "T-106"), ("f.city", "Shimizu"), ("f.country", "JPN"), ("f.area", "AT-S"));
        await yui.Fill(address, "products", ("r1.state", "FR"), ("r1.product", "GG"), ("r1.harvested", "2026-03"), ("r1.gear", "LL"), ("r1.weight", "12000"));
        await yui.Fill(address, "exporter", ("f.company", "Example Trading"));
        await yui.GotoAsync($"{address}/validation");
        await yui.Choose("authority", "Example Fisheries Agency of Japan");
        await yui.Answer("f.official", "M. Sample");
        await yui.Answer("f.signed_on", "2026-06-15");
        await yui.Save(address);
        await yui.Step(address, "apply");
        await yui.Says("With the authority");
        // Who fills it in does not validate it.
        await yui.GotoAsync(address);
        await Assertions.Expect(yui.Locator("a[href$='/steps/validate']")).ToHaveCountAsync(0);
        return address;
    }

    // Five tonnes of twelve are used; eight more are too many, and it is said how much there is.
    private async Task Used(string address, string check, IPage visitor)
    {
        var document = address.Split('/')[^1];
        await chrome.Declare("bigeye-re-export", "JPN", TunaChrome.Haruka, Again(document, 5000), step: "validate");
        var yui = await chrome.As(TunaChrome.Yui, "fr", scripts: false);
        var again = await yui.Begin("bigeye-re-export");
        await yui.Fill(again, "shipment", ("f.country", "JPN"), ("f.point", "Shimizu"));
        var number = await chrome.Ask<string>("select number from records.statement where id = @id::uuid", new { id = document });
        await yui.Fill(again, "imported", ("r1.document", number), ("r1.line", "1"), ("r1.weight", "8000"), ("r1.flag", "JPN"), ("r1.imported_on", "2026-06-10"));
        await yui.GotoAsync($"{again}/check-answers");
        await yui.Says("7 000");
        await yui.Context.CloseAsync();
        await visitor.GotoAsync(check);
        await visitor.Says("7 000");
    }

    private static string Again(string document, int weight) => $$"""
        {"shipment": {"country": "JPN", "point": "Shimizu"},
         "imported": [{"document": "{{document}}", "line": 1, "weight": {{weight}}, "flag": "JPN", "imported_on": "2026-06-10"}],
         "products": [{"state": "FR", "product": "FL", "weight": {{weight - 500}} }], "exporter": {"company": "Example Trading"},
         "validation": {"authority": "{{TunaChrome.Known("authority-jpn-1")}}", "official": "M. Sample", "signed_on": "2026-06-15"} }
        """;

    private static string Local(string address) => Uri.TryCreate(address, UriKind.Absolute, out var whole) ? whole.PathAndQuery : address;
}
