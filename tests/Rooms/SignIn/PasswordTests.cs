using System.Buffers.Binary;
using System.Net;
using Entente.SignIn;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Entente.Tests.Rooms.SignIn;

public sealed class PasswordTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_password_and_a_code_let_in_and_lead_back_to_where_one_wanted()
    {
        var (first, telephone, id) = await app.SignedIn("Awa Sane");
        first.Dispose();
        using var browser = app.Browser();
        var asked = await browser.Get("/account/activity");
        asked.Address.PathAndQuery.ShouldBe("/sign-in?back=%2Faccount%2Factivity");
        var page = await browser.SignIn(Door.Email("Awa Sane"), Door.Password, telephone.NextCode, from: asked.Link("main .e-actions a"));
        page.Address.AbsolutePath.ShouldBe("/account/activity");
        page.Say().ShouldContain("Signed in");
        (await app.Log(id)).ShouldContain("signed-in:password");
    }

    [Fact]
    public async Task The_session_cookie_is_for_this_host_and_no_script_reads_it()
    {
        var (browser, telephone, _) = await app.SignedIn("Cookie Reader");
        browser.Dispose();
        using var fresh = app.Browser();
        var code = await fresh.Submit(await fresh.Get("/sign-in/password"), "main form", ("Email", Door.Email("Cookie Reader")), ("Password", Door.Password));
        using var answer = await fresh.Http.SendAsync(fresh.Request(code, "main form", ("OneTimeCode", telephone.NextCode())));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("__Host-entente=", StringComparison.Ordinal));
        foreach (var attribute in new[] { "secure", "httponly", "samesite=lax", "path=/" })
            cookie.ShouldContain(attribute, Case.Insensitive);
        cookie.ShouldNotContain("domain", Case.Insensitive);
    }

    [Fact]
    public async Task In_earnest_a_password_is_hashed_as_often_as_is_asked_for_today_also_where_there_is_none()
    {
        await using var earnest = new TestApp { PasswordRounds = null };
        await earnest.InitializeAsync();
        var nobody = Convert.FromBase64String(earnest.Services.GetRequiredService<NobodysPassword>().Hash);
        var somebody = Convert.FromBase64String(new PasswordHasher<Account>(earnest.Services.GetRequiredService<IOptions<PasswordHasherOptions>>()).HashPassword(null!, Door.Password));
        // After the mark of the format and of the function stands the number of rounds.
        BinaryPrimitives.ReadUInt32BigEndian(somebody.AsSpan(5)).ShouldBeGreaterThanOrEqualTo(210_000u);
        nobody[..9].ShouldBe(somebody[..9]);
    }

    [Fact]
    public async Task A_code_opens_once_on_whichever_node()
    {
        var (first, telephone, id) = await app.SignedIn("Twice User");
        first.Dispose();
        await using var twin = app.Twin();
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        twin.Clock.Advance(app.Clock.GetUtcNow() - twin.Clock.GetUtcNow());
        var code = telephone.Code();
        using var here = app.Browser();
        using var there = twin.Browser();
        await here.SignIn(Door.Email("Twice User"), Door.Password, () => code);
        (await here.IsSignedIn()).ShouldBeTrue();
        (await there.SignIn(Door.Email("Twice User"), Door.Password, () => code)).ShouldBeSeen(HttpStatusCode.UnprocessableEntity, "used before");
        (await there.IsSignedIn()).ShouldBeFalse();
        (await app.Log(id)).ShouldContain("refused:wrong-code");
    }

    [Fact]
    public async Task A_printed_code_replaces_the_telephone_once()
    {
        var (first, telephone, id) = await app.SignedIn("Lost Telephone");
        first.Dispose();
        telephone.RecoveryCodes.Count.ShouldBe(10);
        using var browser = app.Browser();
        await browser.SignIn(Door.Email("Lost Telephone"), Door.Password, () => telephone.RecoveryCodes[3].ToUpperInvariant().Replace("-", " "));
        (await browser.IsSignedIn()).ShouldBeTrue();
        (await app.Mails(Door.Email("Lost Telephone"))).ShouldContain(mail => mail.Key == "sign-in.mail.recovery-code-used");
        using var again = app.Browser();
        await again.SignIn(Door.Email("Lost Telephone"), Door.Password, () => telephone.RecoveryCodes[3]);
        (await again.IsSignedIn()).ShouldBeFalse();
        (await app.Log(id)).Count(line => line == "recovery-code-used").ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_address_is_answered_like_a_wrong_password()
    {
        (await app.SignedIn("Known Person")).Browser.Dispose();
        using var browser = app.Browser();
        var known = await browser.SignIn(Door.Email("Known Person"), "not the password", () => "");
        var unknown = await browser.SignIn("nobody@example.org", "not the password", () => "");
        known.Status.ShouldBe(unknown.Status);
        known.Say().ShouldBe(unknown.Say());
        known.Say().ShouldContain("The e-mail address or the password is not right");
    }

    [Theory]
    [InlineData("Locked Person", true), InlineData("Nobody Here", false)]
    public async Task After_five_wrong_passwords_there_is_a_pause_that_doubles_whether_the_address_is_known_or_not(string name, bool known)
    {
        var telephone = known ? await Enrolled(name) : null;
        using var browser = app.Browser();
        foreach (var pause in new[] { 15, 30 })
        {
            for (var wrong = 0; wrong < 5; wrong++)
                (await browser.SignIn(Door.Email(name), "not the password", () => "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var refused = await browser.SignIn(Door.Email(name), Door.Password, () => "");
            refused.ShouldBeSeen(HttpStatusCode.TooManyRequests, $"Try again in {pause} minutes");
            refused.Headers["Retry-After"].ShouldBe($"{pause * 60}");
            app.Clock.Advance(TimeSpan.FromMinutes(pause));
        }
        if (telephone is null)
            return;
        await browser.SignIn(Door.Email(name), Door.Password, telephone.NextCode);
        (await browser.IsSignedIn()).ShouldBeTrue();
        (await app.Log(await app.Ask<Guid>("select id from bodies.person where name = @name", new { name }))).ShouldContain("paused");
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_get_five_looks()
    {
        await app.Person("Guessed Person");
        using var browser = app.Browser();
        var form = await browser.Get("/sign-in/password");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.Submit(form, "main form", ("Email", Door.Email("Guessed Person")), ("Password", "guess"))));
        answers.Count(answer => answer.Status == HttpStatusCode.UnprocessableEntity).ShouldBe(5);
        answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests).ShouldBe(15);
    }

    [Fact]
    public async Task Guessed_codes_are_paused_like_passwords()
    {
        var telephone = await Enrolled("Code Guesser");
        using var browser = app.Browser();
        var code = await browser.Submit(await browser.Get("/sign-in/password"), "main form", ("Email", Door.Email("Code Guesser")), ("Password", Door.Password));
        for (var wrong = 0; wrong < 5; wrong++)
            (await browser.Submit(code, "main form", ("OneTimeCode", telephone.WrongCode()))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.Submit(code, "main form", ("OneTimeCode", telephone.NextCode()))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_code_without_a_password_is_asked_for_nothing()
    {
        using var browser = app.Browser();
        (await browser.Get("/sign-in/code")).Address.AbsolutePath.ShouldBe("/sign-in/password");
    }

    [Fact]
    public async Task Passwords_are_hashed_and_keys_of_telephones_are_sealed()
    {
        await Enrolled("Hashed Person");
        var row = await app.Ask<(string Hash, byte[] Key)>("select password_hash, code_key from sign_in.account a join bodies.person p on p.id = a.person where p.name = 'Hashed Person'");
        var hash = Convert.FromBase64String(row.Hash);
        BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)).ShouldBe((uint)app.PasswordRounds!, "as often as the application is told");
        row.Key.Length.ShouldBe(1 + 12 + 16 + OneTimeCodes.KeyLength);
    }

    private async Task<Telephone> Enrolled(string name)
    {
        var (browser, telephone, _) = await app.SignedIn(name);
        browser.Dispose();
        return telephone;
    }

    [Theory]
    [InlineData("Guessed Known"), InlineData("Guessed Nobody")]
    public async Task Tries_count_together_however_the_address_is_typed(string name)
    {
        if (name == "Guessed Known")
            (await app.SignedIn(name)).Browser.Dispose();
        using var browser = app.Browser();
        var address = Door.Email(name);
        foreach (var typed in new[] { address, address.ToUpperInvariant(), "\u00a0" + address, "\u0001" + address, address + "\u0001" })
            (await browser.SignIn(typed, "not the password", () => "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.SignIn("\u0002" + address.Replace('k', '\u212a'), "not the password", () => "")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
