using System.Net;
using Dapper;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.SignIn;

public sealed class AccountTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Name_language_and_zone_are_ones_own_to_choose()
    {
        var (browser, _, _) = await app.SignedIn("Old Name");
        using (browser)
        {
            var page = await browser.Submit(await browser.Get("/account/profile"), "main form", ("Language", "fr"), ("Zone", "Africa/Dakar"));
            page.Address.AbsolutePath.ShouldBe("/account");
            page.Say("h1").ShouldBe("Compte et sécurité");
            page.Say().ShouldContain("Dakar");
        }
    }

    [Fact]
    public async Task Another_name_needs_a_recent_proof_and_stays_in_the_log()
    {
        var (browser, telephone, id) = await app.SignedIn("Former Name");
        using (browser)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            var again = await browser.Get("/account/name");
            again.Address.PathAndQuery.ShouldBe("/sign-in/again?back=%2Faccount%2Fname");
            var form = await browser.Submit(again, "main form[action*='handler=code']", ("OneTimeCode", telephone.NextCode()));
            var page = await browser.Submit(form, "main form", ("Name", "  Nouveau Nom "));
            page.Address.AbsolutePath.ShouldBe("/account");
            page.Say().ShouldContain("Nouveau Nom");
            (await app.Log(id)).ShouldContain("renamed:Former Name → Nouveau Nom");
            (await browser.Get("/account/activity")).Say().ShouldContain("Name changed");
        }
    }

    [Theory]
    [InlineData("Read https://example.org"), InlineData("Two\nLines"), InlineData("Turned \u202ename")]
    public async Task A_name_that_could_mislead_is_refused(string name)
    {
        var (browser, _, _) = await app.SignedIn($"Namer {name.Length}");
        using (browser)
            (await browser.Submit(await browser.Get("/account/name"), "main form", ("Name", name))).ShouldBeSeen(HttpStatusCode.UnprocessableEntity, "without web addresses");
    }

    [Theory]
    [InlineData(""), InlineData("  ")]
    public async Task Who_gives_no_name_is_asked_for_it(string name)
    {
        var (browser, _, _) = await app.SignedIn($"Nameless {name.Length}");
        using (browser)
            (await browser.Submit(await browser.Get("/account/name"), "main form", ("Name", name))).ShouldBeSeen(HttpStatusCode.UnprocessableEntity, "Enter your name");
    }

    [Theory]
    [InlineData("Language", "xx", "Choose one of the languages"), InlineData("Zone", "Mars/Base", "Choose one of the time zones")]
    public async Task What_cannot_be_is_refused(string field, string value, string said)
    {
        var (browser, _, _) = await app.SignedIn("Profile " + field);
        using (browser)
            (await browser.Submit(await browser.Get("/account/profile"), "main form", (field, value))).ShouldBeSeen(HttpStatusCode.UnprocessableEntity, said);
    }

    [Fact]
    public async Task Changing_the_language_on_any_page_is_remembered_in_the_profile()
    {
        var (browser, _, id) = await app.SignedIn("Language Chooser");
        using (browser)
            await browser.Get("/language?to=es&back=/account");
        (await app.Ask<string>("select language from bodies.person where id = @id", new { id })).ShouldBe("es");
    }

    [Fact]
    public async Task A_sensitive_page_asks_for_a_proof_that_is_not_older_than_five_minutes()
    {
        var (browser, telephone, id) = await app.SignedIn("Recent Prover");
        using (browser)
        {
            (await browser.Get("/account/password")).Address.AbsolutePath.ShouldBe("/account/password");
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            var again = await browser.Get("/account/password");
            again.Address.PathAndQuery.ShouldBe("/sign-in/again?back=%2Faccount%2Fpassword");
            (await browser.Submit(again, "main form[action*='handler=code']", ("OneTimeCode", telephone.WrongCode()))).ShouldBeSeen(HttpStatusCode.UnprocessableEntity, "not right");
            (await browser.Submit(again, "main form[action*='handler=code']", ("OneTimeCode", telephone.NextCode()))).Address.AbsolutePath.ShouldBe("/account/password");
            (await app.Log(id)).ShouldContain("stepped-up");
        }
    }

    [Fact]
    public async Task A_form_sent_to_a_sensitive_page_too_late_is_kept_until_the_proof()
    {
        var (browser, telephone, _) = await app.SignedIn("Late Prover");
        using (browser)
        {
            var page = await browser.Get("/account/password");
            app.Clock.Advance(TimeSpan.FromMinutes(6));
            var again = await browser.Submit(page, "main form[action$='handler=codes']");
            again.Address.AbsolutePath.ShouldBe("/sign-in/again");
            var resend = await browser.Submit(again, "main form[action*='handler=code']", ("OneTimeCode", telephone.NextCode()));
            resend.Say().ShouldContain("Nothing was lost");
            (await browser.Submit(resend, "main form")).Address.AbsolutePath.ShouldBe("/account/recovery-codes");
        }
    }

    [Fact]
    public async Task Nobody_confirms_with_a_click_outside_a_demonstration()
    {
        var (browser, _, _) = await app.SignedIn("Click Confirmer");
        using (browser)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(6));
            var again = await browser.Get("/sign-in/again");
            using var request = browser.Request(again, "main form[action*='handler=code']");
            request.RequestUri = new Uri(request.RequestUri!, "/sign-in/again?handler=confirm&back=/account/password");
            (await browser.Send(request)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await browser.Get("/account/password")).Address.AbsolutePath.ShouldBe("/sign-in/again");
        }
    }

    [Fact]
    public async Task New_recovery_codes_make_the_old_ones_void()
    {
        var (browser, telephone, _) = await app.SignedIn("Code Renewer");
        using (browser)
        {
            var codes = await browser.Submit(await browser.Get("/account/password"), "main form[action$='handler=codes']");
            var made = codes.Html.QuerySelectorAll(".e-codes code").Select(code => code.TextContent).ToList();
            made.ShouldNotContain(telephone.RecoveryCodes[0]);
            (await browser.Get(codes.Link("main a[download]"))).Text.ShouldContain(made[9]);
            await browser.Submit(codes, "main form");
            (await browser.Get("/account/recovery-codes")).Address.AbsolutePath.ShouldBe("/account");
            using var other = app.Browser();
            await other.SignIn(Door.Email("Code Renewer"), Door.Password, () => telephone.RecoveryCodes[0]);
            (await other.IsSignedIn()).ShouldBeFalse();
            await other.SignIn(Door.Email("Code Renewer"), Door.Password, () => made[0]);
            (await other.IsSignedIn()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_last_way_in_cannot_be_removed()
    {
        var (browser, _, _) = await app.SignedIn("Last Way");
        using (browser)
        {
            var page = await browser.Get("/account/password");
            page.Say().ShouldContain("This is your only way to sign in");
            using var request = browser.Request(page, "main form[action$='handler=codes']");
            request.RequestUri = new Uri(request.RequestUri!, "/account/password?handler=remove");
            (await browser.Send(request)).Status.ShouldBe(HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions()
    {
        var (browser, telephone, _) = await app.SignedIn("Password Changer");
        using var other = app.Browser();
        await other.SignIn(Door.Email("Password Changer"), Door.Password, telephone.NextCode);
        using (browser)
        {
            await browser.SetPassword(app, "a phrase of seven new words here");
            (await browser.IsSignedIn()).ShouldBeTrue();
            (await other.IsSignedIn()).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task One_reads_ones_own_log_and_nobody_elses()
    {
        var (browser, telephone, id) = await app.SignedIn("Log Reader");
        var (other, _, otherId) = await app.SignedIn("Log Other");
        other.Dispose();
        using (browser)
        {
            using var thief = app.Browser();
            await thief.SignIn(Door.Email("Log Reader"), "wrong password here", telephone.NextCode);
            (await browser.Get("/account/activity")).Say().ShouldContain("Refused: wrong password");
        }
        await using var reader = new NpgsqlConnection(app.Database.Logins.Reader);
        await reader.OpenAsync();
        (await reader.QuerySingleAsync<long>("select count(*) from sign_in.log")).ShouldBe(0);
        await reader.ExecuteAsync("select set_config('entente.person', @person, false)", new { person = id.ToString() });
        (await reader.QueryAsync<Guid>("select distinct person from sign_in.log")).ShouldBe([id]);
        (await reader.QuerySingleAsync<long>("select count(*) from sign_in.session where person = @otherId", new { otherId })).ShouldBe(0);
    }

    [Fact]
    public async Task No_web_login_can_change_the_log_or_read_a_secret()
    {
        await using var writer = new NpgsqlConnection(app.Database.Logins.Writer);
        foreach (var change in new[] { "update sign_in.log set event = 'x'", "delete from sign_in.log", "truncate sign_in.log" })
            (await Should.ThrowAsync<PostgresException>(() => writer.ExecuteAsync(change))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        await using var reader = new NpgsqlConnection(app.Database.Logins.Reader);
        foreach (var read in new[] { "select password_hash from sign_in.account", "select code_key from sign_in.account", "select token_hash from sign_in.session", "select public_key from sign_in.passkey",
            "select * from sign_in.ticket", "select * from sign_in.unfinished", "select * from sign_in.kept_form", "select * from sign_in.attempt", "select hash from sign_in.recovery_code" })
            (await Should.ThrowAsync<PostgresException>(() => reader.ExecuteAsync(read))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, read);
    }

    [Fact]
    public async Task A_sign_in_from_a_new_device_is_told_by_mail()
    {
        var (browser, telephone, _) = await app.SignedIn("Device Changer");
        browser.Dispose();
        using var phone = app.Browser();
        phone.Http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0");
        await phone.SignIn(Door.Email("Device Changer"), Door.Password, telephone.NextCode);
        var mail = (await app.Mails(Door.Email("Device Changer"))).Single(mail => mail.Key == "sign-in.mail.new-device");
        mail.Body!.ShouldContain("Firefox, Android");
        await phone.Submit(await phone.Get("/sign-out"), "main form");
        await phone.SignIn(Door.Email("Device Changer"), Door.Password, telephone.NextCode);
        (await app.Mails(Door.Email("Device Changer"))).Count(sent => sent.Key == "sign-in.mail.new-device").ShouldBe(1);
    }
}
