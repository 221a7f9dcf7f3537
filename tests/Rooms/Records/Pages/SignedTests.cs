using System.Net;
using System.Text.Json.Nodes;
using Entente.Ledger;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>What a delegate's passkey signs is what is declared, and nothing else.</summary>
public sealed class SignedTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static int _week = 20;

    [Fact]
    public async Task The_passkey_signs_the_commitment_and_the_receipt_verifies_it_off_line()
    {
        using var key = await Passkey();
        using var minister = app.As(app.Minister);
        var (address, form) = await Ready(minister);
        var signed = await minister.Submit(form, "main form", ("Credential", key.Get(await Asked(minister, form))), Excuse);
        signed.Address.AbsolutePath.ShouldBe($"{address}/receipts/1", signed.Say("main"));

        var receipt = Receipt.Parse(await minister.Http.GetByteArrayAsync($"{address}/view/receipt.json"));
        var statement = StatementFile.Parse(await minister.Http.GetByteArrayAsync($"{address}/view/statement.json"));
        var verdict = receipt.Verify(statement, Policy.Parse(await minister.Http.GetByteArrayAsync("/log/keys")));
        verdict.Holds.ShouldBeTrue(string.Join('\n', verdict.Findings));
        verdict.Findings.ShouldContain(finding => finding.Code == "delegate-signed");
        signed.Say("main").ShouldContain("passkey");
    }

    [Fact]
    public async Task Who_has_a_passkey_signs_or_says_that_it_goes_unsigned()
    {
        using var key = await Passkey();
        using var minister = app.As(app.Minister);
        var (address, form) = await Ready(minister);
        var refused = await minister.Submit(form, "main form", Excuse);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Say(".e-error-summary").ShouldContain("Nothing was sent");
        (await minister.Submit(refused, "main form", ("without", "true"), Excuse)).Address.AbsolutePath.ShouldBe($"{address}/receipts/1");
        (await app.Ask<bool>("select assertion is null and signed is null from records.leaf where statement = @id", new { id = Id(address) })).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_colleague_changed_after_it_was_signed_is_not_sent()
    {
        using var key = await Passkey();
        using var minister = app.As(app.Minister);
        using var clerk = app.As(app.Clerk);
        var begun = await clerk.Submit(await clerk.Get("/bodies/tuna/listed"), "form.e-begin", ("period", $"2025-W{Interlocked.Increment(ref _week):00}"));
        var address = begun.Address.AbsolutePath;
        await clerk.Submit(await clerk.Get($"{address}/report"), "form.e-entry", ("f.officer", "K. Sato"), ("do", "back"));
        var form = await minister.Get($"{address}/steps/submit");
        var answer = key.Get(await Asked(minister, form));
        await clerk.Submit(await clerk.Get($"{address}/report"), "form.e-entry", ("f.officer", "L. Mori"), ("do", "back"));
        var refused = await minister.Submit(form, "main form", ("Credential", answer));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Say(".e-error-summary").ShouldContain("has changed");
        (await app.Ask<long>("select count(*) from records.version where statement = @id", new { id = Id(address) })).ShouldBe(0);
    }

    [Theory]
    [InlineData("another site"), InlineData("another passkey"), InlineData("no person"), InlineData("a broken signature"), InlineData("another commitment"), InlineData("no answer at all")]
    public async Task Anything_else_than_this_passkey_on_this_site_over_this_commitment_is_refused(string wrong)
    {
        using var key = await Passkey();
        using var other = new SoftwareAuthenticator();
        using var minister = app.As(app.Minister);
        var (address, form) = await Ready(minister);
        var asked = await Asked(minister, form);
        if (wrong == "another site")
            key.Origin = "https://example.org";
        key.Verifies = wrong != "no person";
        if (wrong == "another commitment")
            asked["challenge"] = System.Buffers.Text.Base64Url.EncodeToString(new byte[32]);
        var answer = wrong == "no answer at all" ? "{}" : (wrong == "another passkey" ? other : key).Get(asked, breakSignature: wrong == "a broken signature");
        var refused = await minister.Submit(form, "main form", ("Credential", answer), Excuse);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, wrong);
        (await app.Ask<long>("select count(*) from records.version where statement = @id", new { id = Id(address) })).ShouldBe(0, wrong);
    }

    [Fact]
    public async Task To_be_asked_for_a_signature_writes_nothing_and_the_same_form_is_asked_the_same()
    {
        using var key = await Passkey();
        using var minister = app.As(app.Minister);
        var (address, form) = await Ready(minister);
        var first = (string)(await Asked(minister, form))["challenge"]!;
        ((string)(await Asked(minister, form))["challenge"]!).ShouldBe(first);
        ((string)(await Asked(minister, await minister.Get($"{address}/steps/submit")))["challenge"]!).ShouldNotBe(first, "each form has salts of its own");
        (await app.Ask<long>("select count(*) from records.segment where statement = @id", new { id = Id(address) })).ShouldBe(0);
    }

    private static (string, string?) Excuse => ("excuse.check:plausible", null);

    private static Guid Id(string address) => Guid.Parse(address.Split('/')[^1]);

    private async Task<SoftwareAuthenticator> Passkey()
    {
        var key = new SoftwareAuthenticator { Origin = "https://localhost" };
        await app.Ask<int>("""
            delete from sign_in.passkey where person = @Minister;
            insert into sign_in.passkey (id, person, public_key, name, sign_count, transports, backup_eligible, backed_up, added_at)
            values (@Id, @Minister, @Cose, 'Key', 0, '{}', false, false, now()) returning 1
            """, new { app.Minister, key.Id, key.Cose });
        return key;
    }

    /// <summary>A return that waits for the minister to submit it.</summary>
    private async Task<(string Address, Page Form)> Ready(Browser minister)
    {
        using var clerk = app.As(app.Clerk);
        var begun = await clerk.Submit(await clerk.Get("/bodies/tuna/weekly"), "form.e-begin", ("period", $"2025-W{Interlocked.Increment(ref _week):00}"));
        var address = begun.Address.AbsolutePath;
        await clerk.Submit(await clerk.Get($"{address}/report"), "form.e-entry", ("f.officer", "K. Sato"), ("f.no_catch", "false"), ("do", "save"));
        await clerk.Submit(await clerk.Get($"{address}/catches"), "form.e-entry", ("r1.vessel", "Maru"), ("r1.gear", "PS"), ("r1.weight", "4000"), ("r1.number", "30"), ("do", "back"));
        await clerk.Submit(await clerk.Get($"{address}/steps/ask"), "main form");
        return (address, await minister.Get($"{address}/steps/submit"));
    }

    private static async Task<JsonObject> Asked(Browser browser, Page form)
    {
        using var request = browser.Request(form, "main form");
        request.RequestUri = new Uri(form.One("main form").GetAttribute("data-ask")!, UriKind.Relative);
        using var answer = await browser.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
