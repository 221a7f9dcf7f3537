using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

public sealed class HeaderTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/favicon.ico")]
    [InlineData("/nowhere")]
    public async Task Every_answer_tells_the_browser_to_take_nothing_from_elsewhere(string address)
    {
        using var browser = app.Browser();
        var headers = (await browser.Get(address)).Headers;
        headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        headers["Content-Security-Policy"].ShouldNotContain("unsafe");
        headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'");
        headers["X-Content-Type-Options"].ShouldBe("nosniff");
        headers["Cross-Origin-Opener-Policy"].ShouldBe("same-origin");
        headers["Cross-Origin-Resource-Policy"].ShouldBe("same-origin");
        headers["Referrer-Policy"].ShouldBe("same-origin");
        headers["Permissions-Policy"].ShouldContain("camera=()");
        headers["Strict-Transport-Security"].ShouldBe("max-age=31536000; includeSubDomains");
        headers.Keys.ShouldNotContain("Server");
    }

    [Fact]
    public async Task An_address_without_TLS_does_not_ask_browsers_to_insist_on_it()
    {
        await using var plain = new TestApp { Settings = { ["ENTENTE_ADDRESS"] = "http://127.0.0.1:5080" } };
        await plain.InitializeAsync();
        using var browser = plain.Browser();
        (await browser.Get("/health/live")).Headers.Keys.ShouldNotContain("Strict-Transport-Security");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko")]
    [InlineData("Lynx/2.8.9rel.1 libwww-FM/2.14")]
    public async Task An_old_browser_is_neither_warned_nor_kept_out(string old)
    {
        using var today = app.Browser();
        using var then = app.Browser();
        then.Http.DefaultRequestHeaders.UserAgent.Clear();
        then.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", old).ShouldBeTrue();
        var (page, same) = (await today.Get("/help"), await then.Get("/help"));
        same.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        same.Say().ShouldBe(page.Say());
        same.Headers["Content-Security-Policy"].ShouldBe(page.Headers["Content-Security-Policy"]);
    }

    [Fact]
    public async Task A_finder_of_a_weakness_learns_whom_to_tell()
    {
        using var browser = app.Browser();
        var text = (await browser.Get("/.well-known/security.txt")).Text;
        text.ShouldContain("Contact: https://localhost/help");
        text.ShouldContain("Canonical: https://localhost/.well-known/security.txt");
        // The tests' clock stands in March 2026: valid for at least half a year, and never past.
        text.ShouldContain("Expires: 2026-10-01T00:00:00Z");
    }
}
