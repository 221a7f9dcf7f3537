using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Records.Examples;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>What a body adds to its parties and to lists that every body has.</summary>
public sealed class OwnColumnsTests
{
    private static readonly Example Own = Golden.Body
        .Replace("body.yaml", "lists:\n", "party-columns:\n  quota-region: {name: {en: Region, fr: Région}, kind: code, list: oceans}\n  quota: {name: {en: Quota, fr: Quota}, kind: number}\nother-party-codes: [GBR]\nlists:\n  flags: {name: {en: Flags, fr: Pavillons}, includes: countries}\n")
        .With("lists/flags.csv", "code,label.en,label.fr,until\nXX,Unknown,Inconnu,\nTZA,Tanganyika,Tanganyika,1964-04-26\n")
        .With("parties.csv", "code,country,standing,from,until,quota-region,quota\nFRA,FRA,party,,2026-02-12,ATL,10\nFRA,FRA,party,2026-02-12,,MED,12.50\nZAF,ZAF,party,,,,\n");

    [Fact]
    public void A_list_may_include_a_standard_and_say_something_else_of_some_of_its_codes()
    {
        var flags = Own.Body().List("flags")!;
        var day = new DateOnly(2026, 2, 1);
        (flags.Find("XX", day)!.Label.In("fr").Text, flags.Find("FRA", day)!.Label.In("en").Text, flags.Find("TZA", day)).ShouldBe(("Inconnu", "France", null));
        flags.Find("JPN", day)!.Label.All.Select(text => text.Language).ShouldBe(["en", "fr"]);
    }

    [Fact]
    public void A_list_that_only_includes_a_standard_needs_no_file() => Own.Without("lists/flags.csv").Body().List("flags")!.Codes.Count.ShouldBe(Countries.All.Count);

    [Theory]
    [InlineData("party.quota_region = \"MED\"", "")]
    [InlineData("partner_entry.quota > 12", "")]
    [InlineData("party.code in (\"FRA\", \"GBR\")", "")]
    [InlineData("party.code in (\"FRA\", \"USA\")", "formula-unknown-code")]
    [InlineData("party.quota_region = \"PAC\"", "formula-unknown-code")]
    [InlineData("party.quota = \"MED\"", "formula-compared-types")]
    public void Columns_of_parties_are_names_in_rules(string formula, string finding) =>
        string.Join(' ', Own.Replace("catch.return.yaml", "required: no_catch", $"required: '{formula}'").Findings().Select(found => found.Rule)).ShouldBe(finding);

    [Fact]
    public void Columns_of_parties_count_as_on_the_day()
    {
        var body = Own.Replace("catch.return.yaml", "    that: number >= 0\n", "    that: party.quota_region = \"MED\" and party.quota = 12.5\n");
        Differences(body, "2026-W07").ShouldNotContain(said => said.Contains("\"answered", StringComparison.Ordinal));
        Differences(body, "2026-W06").ShouldContain(said => said.Contains("\"answered at catches 1\" is found", StringComparison.Ordinal));
    }

    [Fact]
    public void A_published_body_keeps_them_and_one_without_them_keeps_its_digest()
    {
        var json = BodyJson.Write(Own.Body());
        BodyJson.Write(BodyJson.Read(json)).ShouldBe(json);
        BodyJson.Read(json).Party("FRA")!.On(new DateOnly(2026, 3, 1))!.Values!["quota"].ShouldBe("12.5");
        System.Text.Encoding.UTF8.GetString(BodyJson.Write(Golden.Body.Body())).ShouldNotContain("partyColumns");
    }

    [Theory]
    [InlineData("body.yaml", "quota: {name", "‸country: {name", "reserved-code", "has the column")]
    [InlineData("body.yaml", "includes: countries", "includes: ‸country", "unknown-value", "countries")]
    [InlineData("body.yaml", "[GBR]", "[‸gb r]", "code", "cannot be the code of a party")]
    [InlineData("parties.csv", "12.50", "‸\"12,50\"", "number", "Did you mean 12.50?")]
    [InlineData("parties.csv", ",MED", ",‸PAC", "unknown-code", "in the list \"oceans\"")]
    public void One_mistake_is_one_finding(string file, string old, string with, string rule, string words) => Own.Spoil(file, old, with).ShouldSay(rule, words);

    private static List<string> Differences(Example body, string period)
    {
        var loaded = BodyLoader.Load(body.Without("examples/catch-with-findings.yaml").Replace("examples/catch.yaml", "period: 2026-W07", $"period: {period}").Folder());
        loaded.Findings.ShouldBeEmpty();
        return [.. ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples).Select(finding => finding.ToString())];
    }
}
