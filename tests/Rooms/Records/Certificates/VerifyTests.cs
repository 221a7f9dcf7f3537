using System.Net;
using Entente.Bodies;
using Entente.Records.Writing;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Certificates;

/// <summary>Anybody with the paper in hand sees what it is worth, and nobody learns anything else.</summary>
public sealed class VerifyTests : IClassFixture<CertificatesApp>, IAsyncLifetime
{
    private readonly CertificatesApp _app;

    public VerifyTests(CertificatesApp app) => _app = app;

    // Whoever was wrong too often in one test is no reason to keep the next out.
    public ValueTask InitializeAsync()
    {
        _app.Clock.Advance(TimeSpan.FromDays(2));
        return default;
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Whoever_holds_number_and_code_sees_what_is_public_and_nothing_else()
    {
        var document = await _app.Issue(100, 40);
        var (number, code) = await _app.Paper(document);
        using var anybody = _app.Browser();
        var page = await anybody.Get($"/verify?number={number}&code={code.ToLowerInvariant()[..4]}-{code[4..]}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Say(".e-notice").ShouldContain("not validated yet");
        page.Say().ShouldContain("Hoshi Maru");
        page.Say().ShouldContain("Gilled and gutted");
        page.Text.ShouldNotContain("secret buyer");
        page.Text.ShouldNotContain(document.Statement.ToString());
        var json = await (await anybody.Http.GetAsync(new Uri($"https://localhost/api/verify?number={number}&code={code}"))).Content.ReadAsStringAsync();
        json.ShouldContain("\"status\":\"submitted\"");
        json.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_wrong_code_and_a_wrong_number_are_answered_alike()
    {
        var document = await _app.Issue(100);
        var (number, code) = await _app.Paper(document);
        using var anybody = _app.Browser();
        var other = new string('7', 12);
        var wrongCode = await anybody.Get($"/verify?number={number}&code={other}");
        var wrongNumber = await anybody.Get($"/verify?number={number[..^1]}X&code={other}");
        var both = await anybody.Get($"/verify?number=NONE&code={code}");
        wrongCode.Status.ShouldBe(HttpStatusCode.NotFound);
        var pages = new[] { (wrongCode, number, other), (wrongNumber, number[..^1] + "X", other), (both, "NONE", code) }.Select(page => $"{page.Item1.Status} {page.Item1.Text.Replace(page.Item2, "N").Replace(page.Item3, "C")}");
        pages.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_tries_codes_is_made_to_wait_and_whoever_is_right_is_not()
    {
        var (number, code) = await _app.Paper(await _app.Issue(100));
        using var office = _app.Browser();
        for (var time = 0; time < 40; time++)
            (await office.Get($"/verify?number={number}&code={code}")).Status.ShouldBe(HttpStatusCode.OK);
        using var guesser = _app.Browser();
        for (var time = 0; time < 30; time++)
            (await guesser.Get($"/verify?number={number}&code={time:000000000000}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await guesser.Get($"/verify?number={number}&code={code}")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_is_used_up_withdrawn_or_replaced_says_so()
    {
        var used = await _app.Issue(10);
        (await _app.Door.Do(_app.Use("landing", (used.Statement, 1, 10)), CertificatesApp.Ghana)).ShouldBeDone();
        (await Verify(used)).ShouldContain("used up");

        var withdrawn = await _app.Issue(10);
        (await _app.Door.Do(new Take(withdrawn.Statement, "tuna", "document", "withdraw", 1) { Reason = "Lost." }, CertificatesApp.Japan)).ShouldBeDone();
        (await Verify(withdrawn)).ShouldContain("does not count");

        var replaced = await _app.Issue(10);
        var instead = _app.Issuing("JPN", 10);
        instead.Content!["head", "instead"] = Entente.Records.Content.Answer.Of(Entente.Feel.Value.Of(replaced.Statement.ToString()));
        (await _app.Door.Do(instead, CertificatesApp.Japan)).ShouldBeDone();
        (await Verify(replaced)).ShouldContain("was replaced");
        (await _app.Door.Do(new Take(instead.Statement, "tuna", "document", "withdraw", 1) { Reason = "No." }, CertificatesApp.Japan)).ShouldBeDone();
        (await Verify(replaced)).ShouldContain("not validated yet");
    }

    [Fact]
    public async Task It_is_valid_only_once_it_was_accepted()
    {
        var document = await _app.Issue(10);
        (await Verify(document)).ShouldContain("not validated yet");
        (await _app.Door.Do(new Take(document.Statement, "tuna", "document", "accept", 1), CertificatesApp.Desk)).ShouldBeDone();
        (await Verify(document)).ShouldContain("genuine and valid");
        var (number, code) = await _app.Paper(document);
        using var anybody = _app.Browser();
        (await (await anybody.Http.GetAsync(new Uri($"https://localhost/api/verify?number={number}&code={code}"))).Content.ReadAsStringAsync()).ShouldContain("\"status\":\"valid\"");
    }

    [Fact]
    public async Task The_document_leads_to_its_verification_and_the_ledger_shows_each_use()
    {
        var document = await _app.Issue(100);
        var landing = _app.Use("landing", (document.Statement, 1, 60));
        (await _app.Door.Do(landing, CertificatesApp.Ghana)).ShouldBeDone();
        var (number, code) = await _app.Paper(document);
        using var japan = _app.As(await _app.Person($"Clerk of Japan {Guid.NewGuid()}", ("tuna", "JPN", [Right.Read, Right.Enter])));
        var paper = await japan.Get($"/bodies/tuna/document/{document.Statement}/view/document");
        paper.Say().ShouldContain(number);
        paper.Say().ShouldContain("secret buyer");
        paper.Html.QuerySelectorAll("svg.e-qr path").Length.ShouldBe(1);
        paper.Link("main a[href*='/verify']").ShouldEndWith($"/verify?number={number}&code={code}");
        var ledger = await japan.Get($"/bodies/tuna/document/{document.Statement}/view/uses");
        ledger.Say("main").ShouldContain("60");
        ledger.Say("main").ShouldContain("40");
        (await japan.Get($"/bodies/tuna/document/{document.Statement}")).Html.QuerySelectorAll("a[href$='/view/uses'], a[href$='/view/document']").Length.ShouldBe(2);
        var balances = await (await japan.Http.GetAsync(new Uri($"https://localhost/api/tuna/document/{document.Statement}/line-balances"))).Content.ReadAsStringAsync();
        balances.ShouldContain("\"left\":40");
    }

    private async Task<string> Verify(Reply document)
    {
        var (number, code) = await _app.Paper(document);
        using var anybody = _app.Browser();
        return (await anybody.Get($"/verify?number={number}&code={code}")).Say(".e-notice");
    }
}
