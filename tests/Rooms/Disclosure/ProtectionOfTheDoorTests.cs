using System.Net;
using System.Text.Json.Nodes;
using Entente.Shared.Data;
using Entente.SignIn;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>What the standard asks of passwords, codes and sessions and no other test shows. <c>docs/asvs.csv</c> names these tests.</summary>
public sealed class ProtectionOfTheDoorTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_password_is_taken_as_it_was_typed_however_long_and_stays_good()
    {
        const string Typed = "  Ünïcode Größe and 漢字 \u0301 with spaces at both ends, in sixty-four characters and more than that  ";
        var id = await app.Person("Exact Typist");
        using var browser = app.Browser();
        var telephone = await browser.EnrolPassword(app, await app.Ticket(id), Typed);
        foreach (var other in new[] { Typed.Trim(), Typed.ToUpperInvariant(), Typed[..64], Typed[..^1] })
        {
            using var wrong = app.Browser();
            await wrong.SignIn(Door.Email("Exact Typist"), other, telephone.NextCode);
            (await wrong.IsSignedIn()).ShouldBeFalse(other);
        }
        app.Clock.Advance(TimeSpan.FromDays(800));
        using var later = app.Browser();
        await later.SignIn(Door.Email("Exact Typist"), Typed, telephone.NextCode);
        (await later.IsSignedIn()).ShouldBeTrue("nobody is made to change a password because it is old");
    }

    [Fact]
    public async Task A_password_alone_opens_nothing()
    {
        var (first, _, id) = await app.SignedIn("One Factor");
        first.Dispose();
        using var browser = app.Browser();
        var code = await browser.Submit(await browser.Get("/sign-in/password"), "main form", ("Email", Door.Email("One Factor")), ("Password", Door.Password));
        code.Address.AbsolutePath.ShouldBe("/sign-in/code");
        (await browser.IsSignedIn()).ShouldBeFalse();
        (await browser.Get("/workspace")).Address.AbsolutePath.ShouldBe("/sign-in");
        (await app.Ask<long>("select count(*) from sign_in.session where person = @id", new { id })).ShouldBe(1, "the one of setting up");
    }

    [Fact]
    public async Task A_password_is_hidden_while_typed_and_may_be_filled_in()
    {
        using var browser = app.Browser();
        var known = (await browser.Get("/sign-in/password")).One("input[name=Password]");
        known.GetAttribute("type").ShouldBe("password");
        known.GetAttribute("autocomplete").ShouldBe("current-password");
        await browser.Submit(await browser.Get(await app.Ticket(await app.Person("Password Chooser"))), "main form");
        var chosen = (await browser.Get("/enrol/password")).One("input[name=Password]");
        chosen.GetAttribute("type").ShouldBe("password");
        chosen.GetAttribute("autocomplete").ShouldBe("new-password");
    }

    [Theory]
    [InlineData("/sign-in"), InlineData("/sign-in/password"), InlineData("/sign-in/recover")]
    public async Task The_door_asks_for_nothing_but_address_password_and_code(string address)
    {
        using var browser = app.Browser();
        (await browser.Get(address)).Html.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea").Select(field => field.GetAttribute("name") ?? "")
            .Except(["Email", "Password", "OneTimeCode"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_installation_knows_nobody()
    {
        await using var fresh = new TestApp();
        await fresh.InitializeAsync();
        using var browser = fresh.Browser();
        (await browser.Get("/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var table in new[] { "bodies.person", "bodies.holding", "sign_in.account", "sign_in.passkey", "sign_in.program_key" })
            (await fresh.Ask<long>($"select count(*) from {table}")).ShouldBe(0, table);
    }

    [Fact]
    public void The_words_that_the_handbook_forbids_make_no_password()
    {
        var page = File.ReadAllText(Path.Combine(Client.Run.House.Find().Root, "docs", "security.md"));
        var from = page.IndexOf("words of this house", StringComparison.Ordinal);
        var words = page[from..].Split('\n')[0].Split('`').Where((_, at) => at % 2 == 1).ToList();
        words.Count.ShouldBeGreaterThan(8);
        foreach (var word in words)
            foreach (var password in new[] { $"{word}{word}{word}", $"{word.ToUpperInvariant()}-2026-{word}!", $"{word}12345678" })
                PasswordRules.Complaint(password, "Awa Sané", "a@b.example").ShouldNotBeNull(password);
    }

    [Fact]
    public async Task Whoever_changes_a_way_in_is_told_by_mail()
    {
        using var key = new SoftwareAuthenticator();
        var (browser, _, _) = await app.SignedIn("Told Changer");
        using (browser)
        {
            var told = await Told();
            var (page, options) = await browser.Asked("/enrol");
            await browser.Submit(page, "form[data-passkey]", ("Credential", key.Create(options)));
            (await Told()).ShouldBeGreaterThan(told, "a passkey was added");
            told = await Told();
            await browser.SetPassword(app, "a phrase of seven new words here");
            (await Told()).ShouldBeGreaterThan(told, "the password was changed");
            told = await Told();
            var one = await browser.Get((await browser.Get("/account")).Link("a[href^='/account/passkey/']"));
            await browser.Submit(one, "main form[action$='handler=remove']");
            (await Told()).ShouldBeGreaterThan(told, "a passkey was removed");
        }
        async Task<int> Told() => (await app.Mails(Door.Email("Told Changer"))).Count(mail => mail.Key.StartsWith("sign-in.mail.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_has_left_is_out_at_the_next_click()
    {
        var (browser, telephone, id) = await app.SignedIn("Leaving Colleague");
        using (browser)
        {
            (await browser.IsSignedIn()).ShouldBeTrue();
            await app.Do("update bodies.person set left_at = @at where id = @id", new { id, at = app.Clock.GetUtcNow() });
            (await browser.IsSignedIn()).ShouldBeFalse();
            await browser.SignIn(Door.Email("Leaving Colleague"), Door.Password, telephone.NextCode);
            (await browser.IsSignedIn()).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Signing_out_stands_on_every_page()
    {
        var (browser, _, _) = await app.SignedIn("Exit Seeker");
        using (browser)
            foreach (var address in new[] { "/", "/workspace", "/account", "/account/activity", "/account/keys", "/help", "/privacy", "/protection", "/nowhere" })
                (await browser.Get(address)).One("header form[action='/sign-out'] button").TextContent.ShouldNotBeEmpty(address);
    }

    [Fact]
    public async Task A_challenge_is_long_and_never_the_same()
    {
        using var browser = app.Browser();
        var challenges = new List<string>();
        for (var asked = 0; asked < 10; asked++)
            challenges.Add((string)(await browser.Asked("/sign-in")).Options["challenge"]!);
        challenges.Distinct().Count().ShouldBe(10);
        challenges.ShouldAllBe(challenge => System.Buffers.Text.Base64Url.DecodeFromChars(challenge).Length >= 16);
    }

    [Fact]
    public void A_secret_is_long_and_never_the_same()
    {
        var tokens = Enumerable.Range(0, 1_000).Select(_ => Token.New()).ToList();
        tokens.Select(token => token.Text).Distinct().Count().ShouldBe(1_000);
        tokens.ShouldAllBe(token => System.Buffers.Text.Base64Url.DecodeFromChars(token.Text).Length == 32);
        var codes = Enumerable.Range(0, 100).SelectMany(_ => RecoveryCodes.Make()).Select(code => code.Replace("-", "")).ToList();
        codes.Distinct().Count().ShouldBe(codes.Count);
        // Sixteen letters out of thirty-two: 80 bits.
        codes.ShouldAllBe(code => code.Length == 16);
        codes.SelectMany(code => code).Distinct().Count().ShouldBe(32);
        OneTimeCodes.NewKey().Length.ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task A_token_of_a_form_with_one_letter_changed_is_refused()
    {
        var (browser, _, id) = await app.SignedIn("Token Changed");
        using (browser)
        {
            var page = await browser.Get("/account/name");
            var token = page.One("main form[action='/account/name'] input[name=_form]").GetAttribute("value")!;
            foreach (var at in new[] { 12, token.Length / 2, token.Length - 4 })
            {
                var changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
                await browser.Submit(page, "main form[action='/account/name']", ("Name", "Changed By Somebody"), ("_form", changed));
                (await app.Ask<string>("select name from bodies.person where id = @id", new { id })).ShouldBe("Token Changed");
            }
            await browser.Submit(page, "main form[action='/account/name']", ("Name", "Changed By Myself"));
            (await app.Ask<string>("select name from bodies.person where id = @id", new { id })).ShouldBe("Changed By Myself");
        }
    }

    [Fact]
    public void What_the_framework_protects_it_protects_by_AES_GCM()
    {
        var keys = app.Services.GetRequiredService<IKeyManager>().GetAllKeys();
        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(key => key.Descriptor.ExportToXml().SerializedDescriptorElement.ToString().Contains("AES_256_GCM"));
        keys.ShouldAllBe(key => key.Descriptor is AuthenticatedEncryptorDescriptor);
    }

    [Fact]
    public void Nothing_is_sealed_twice_under_one_nonce()
    {
        var box = new Sealed(TestCluster.Secret, "nonces");
        Enumerable.Range(0, 10_000).Select(_ => Convert.ToHexString(box.Close("the same"u8, "one").AsSpan(1, 12))).Distinct().Count().ShouldBe(10_000);
    }
}
