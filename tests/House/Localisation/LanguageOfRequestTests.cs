using Entente.Shared.Localisation;
using Entente.Shared.Web;

namespace Entente.Tests.House.Localisation;

public sealed class LanguageOfRequestTests
{
    [Theory]
    [InlineData("ar", "fr", "es", "ar")]
    [InlineData(null, "fr", "es", "fr")]
    [InlineData(null, null, "es", "es")]
    [InlineData("de", "fr", "es", "fr")]
    [InlineData("../en", "xx", "es", "es")]
    [InlineData(null, null, null, "en")]
    public void What_was_chosen_here_comes_first_then_the_profile_then_the_browser(string? chosen, string? profile, string? accept, string expected) =>
        LanguageOfRequest.Choose(Language.All, chosen, profile, accept).Code.ShouldBe(expected);

    [Theory]
    [InlineData("pt-BR,pt;q=0.9,en;q=0.8", "pt")]
    [InlineData("en;q=0.5, ar-MA;q=0.9", "ar")]
    [InlineData("de, ja;q=0.9", "en")]
    [InlineData("de;q=1.0, fr;q=0.1", "fr")]
    [InlineData("fr;q=0, es", "es")]
    [InlineData("*", "en")]
    [InlineData("en;q=0, *;q=0.5", "fr")]
    [InlineData("FR-ca", "fr")]
    [InlineData("fr;q=0.5;level=1, es;q=0.4", "es")]
    [InlineData("fr;q=abc, es;q=0.4", "es")]
    [InlineData("fr;q=7, es;q=0.4", "es")]
    [InlineData(",,;;q=,=", "en")]
    public void The_wishes_of_the_browser_are_weighed(string accept, string expected) =>
        LanguageOfRequest.Choose(Language.All, null, null, accept).Code.ShouldBe(expected);

    [Fact]
    public void A_header_without_end_is_not_read() =>
        LanguageOfRequest.Choose(Language.All, null, null, string.Concat(Enumerable.Repeat("fr,", 1_000))).Code.ShouldBe("en");

    [Theory]
    [InlineData("/")]
    [InlineData("/iccat")]
    [InlineData("/iccat/vessels?page=2&flag=SN")]
    [InlineData("/search?q=a%20b%26c")]
    [InlineData("/~person")]
    public void A_path_of_ours_is_kept(string path) => LocalPath.Safe(path).ShouldBe(path);

    [Fact]
    public void Letters_beyond_ASCII_are_encoded_for_the_header() => LocalPath.Safe("/búsqueda?q=ñ").ShouldBe("/b%C3%BAsqueda?q=%C3%B1");

    [Theory]
    [InlineData(null), InlineData(""), InlineData("iccat"), InlineData("?a=b")]
    [InlineData("//evil.example"), InlineData("///evil.example"), InlineData("/\\evil.example"), InlineData("\\\\evil.example"), InlineData("/\\/evil.example")]
    [InlineData("https://evil.example/"), InlineData("javascript:alert(1)"), InlineData("/%2Fevil.example"), InlineData("/%5Cevil.example"), InlineData("%2F%2Fevil.example")]
    [InlineData("/\t/evil.example"), InlineData("/%09/evil.example"), InlineData("/a\r\nSet-Cookie: b=c"), InlineData("/%0d%0aSet-Cookie:b"), InlineData("/a\0b")]
    [InlineData("/.//evil.example"), InlineData("/..//evil.example"), InlineData("/a/..//evil.example"), InlineData("/a/../\\evil.example"), InlineData(" //evil.example"), InlineData("/%2e//evil.example")]
    public void Whatever_would_lead_elsewhere_leads_to_the_first_page(string? path) => LocalPath.Safe(path).ShouldBe("/");
}
