using System.Net;
using Entente.Bodies;
using Entente.Shared.Web;
using Entente.SignIn;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.SignIn;

/// <summary>The rules of the door that need no database.</summary>
public sealed class RuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("lighthouse velvet ostrich"), InlineData("8t#Zk2!qPw0$xN"), InlineData("sept cerises bleues"), InlineData("قارب أزرق يعبر النهر"), InlineData("blaue Kirschen essen"), InlineData("839201749284")]
    public void Length_is_enough_whatever_it_is_made_of(string password) =>
        PasswordRules.Complaint(password, "Awa Sané", "awa.sane@peche.gouv.sn").ShouldBeNull();

    [Theory]
    [InlineData("elevenchars", "sign-in.password.too-short"), InlineData("", "sign-in.password.too-short")]
    [InlineData("Password123!", "sign-in.password.common"), InlineData("p@ssw0rdP@ssw0rd", "sign-in.password.common"), InlineData("qwertyuiop12", "sign-in.password.common")]
    [InlineData("123456789012", "sign-in.password.common"), InlineData("aaaaaaaaaaaaaa", "sign-in.password.common"), InlineData("abcdefghijklmno", "sign-in.password.common")]
    [InlineData("Summer2026!!", "sign-in.password.common"), InlineData("correct horse battery staple", "sign-in.password.common"), InlineData("MotDePasse2026", "sign-in.password.common")]
    [InlineData("administrator1", "sign-in.password.common"), InlineData("abababababab", "sign-in.password.common")]
    [InlineData("sane-at-the-sea", "sign-in.password.own-name"), InlineData("AwaS4né is mine", "sign-in.password.own-name")]
    public void What_everybody_chooses_and_ones_own_name_are_refused(string password, string complaint) =>
        PasswordRules.Complaint(password, "Awa Sané", "awa.sane@peche.gouv.sn").ShouldBe(complaint);

    [Fact]
    public void A_password_has_an_end() =>
        PasswordRules.Complaint(string.Concat(Enumerable.Range(0, 100).Select(number => $"{number}x")), "A B", "a@b.c").ShouldBe("sign-in.password.too-long");

    [Fact]
    public void The_fifth_try_is_looked_at_and_the_sixth_waits()
    {
        var tried = new Tried(0, 0, Noon, Noon, null);
        for (var count = 1; count <= 5; count++)
        {
            (tried, var wait) = Allowance.Address.Take(tried, Noon);
            wait.ShouldBeNull();
        }
        Allowance.Address.Take(tried, Noon).Wait.ShouldBe(TimeSpan.FromMinutes(15));
        Allowance.Address.Take(tried, Noon.AddMinutes(15)).Wait.ShouldBeNull();
    }

    [Fact]
    public void Tries_are_forgotten_after_a_day_and_so_are_pauses()
    {
        var tried = new Tried(4, 3, Noon, Noon, null);
        Allowance.Address.Take(tried, Noon.AddHours(25)).Next.ShouldBe(new Tried(1, 0, Noon.AddHours(25), Noon.AddHours(25), null));
    }

    [Fact]
    public void A_good_try_does_not_count_even_if_it_was_the_last_allowed()
    {
        var (paused, _) = Allowance.Address.Take(new Tried(4, 0, Noon, Noon, null), Noon);
        paused.PausedUntil.ShouldNotBeNull();
        Allowance.Address.Forgive(paused).ShouldBe(new Tried(4, 0, Noon, Noon, null));
    }

    [Fact]
    public void Nobody_gets_more_looks_than_allowed_within_the_time() => Prop.ForAll(Gen.Choose(0, 3600).ArrayOf().ToArbitrary(), seconds =>
    {
        var tried = new Tried(0, 0, Noon, Noon, null);
        var looks = new List<DateTimeOffset>();
        foreach (var second in seconds.Order())
        {
            (tried, var wait) = Allowance.Address.Take(tried, Noon.AddSeconds(second));
            if (wait is null)
                looks.Add(Noon.AddSeconds(second));
        }
        return looks.All(look => looks.Count(other => other >= look && other < look + Allowance.Address.Pause) <= 2 * Allowance.Address.Tries)
            && looks.Count <= Allowance.Address.Tries * 3;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7"), InlineData("::ffff:192.0.2.7", "192.0.2.7"), InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), InlineData("2001:db8:1:2:ffff::", "2001:db8:1:2::")]
    public void A_network_is_an_address_of_the_fourth_or_a_household_of_the_sixth_version(string address, string network) =>
        Attempts.NetworkOf(IPAddress.Parse(address)).ShouldBe(network);

    [Theory]
    [InlineData("/", "/workspace"), InlineData("/account?x=1", "/account?x=1"), InlineData("/sign-in", "/workspace"), InlineData("/Sign-In/password", "/workspace"), InlineData("/sign-out", "/workspace"), InlineData("//evil.example", "/workspace"), InlineData(null, "/workspace")]
    [InlineData("/sign-in/resend/abc-_1", "/sign-in/resend/abc-_1")]
    public void One_is_led_back_to_a_page_of_the_site_but_not_to_the_door(string? wanted, string led) => ReturnAddress.Of(wanted).ShouldBe(led);

    [Theory]
    [InlineData("https://entente.example.org", "entente.example.org", "https://entente.example.org", "__Host-entente")]
    [InlineData("http://localhost:5080", "localhost", "http://localhost:5080", "entente")]
    [InlineData("http://127.0.0.1:5080/", "localhost", "http://localhost:5080", "entente")]
    public void Passkeys_belong_to_the_name_and_cookies_to_the_scheme(string address, string name, string origin, string cookie)
    {
        var site = new Site(new Uri(address));
        (site.Name, site.Origin, site.Cookie("")).ShouldBe((name, origin, cookie));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "Chrome, Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari, iOS")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Linux")]
    [InlineData("curl/8.5.0", "curl/8.5.0"), InlineData("", "?"), InlineData(null, "?")]
    public void A_device_is_named_as_people_know_it(string? agent, string name) => Device.Name(agent).ShouldBe(name);

    [Fact]
    public void Somebody_one_step_nearer_to_whoever_gave_the_post_vouches()
    {
        var reporter = Somebody(("iccat", "SN", Right.Enter));
        var contact = Somebody(("iccat", "SN", Right.Vouch));
        var elsewhere = Somebody(("iccat", "GH", Right.Vouch));
        var otherBody = Somebody(("att", "SN", Right.Vouch));
        var secretariat = Somebody(("iccat", null, Right.Serve));
        var administrator = Somebody(("installation", null, Right.Administer));
        var second = Somebody(("installation", null, Right.Administer));
        var everybody = new[] { reporter, contact, elsewhere, otherBody, secretariat, administrator, second };
        Helpers(everybody, reporter).ShouldBe([contact]);
        Helpers(everybody, reporter, Vouching.ContactFirst).ShouldBe([contact, secretariat]);
        Helpers(everybody, contact).ShouldBe([secretariat]);
        Helpers(everybody, secretariat).ShouldBe([administrator, second]);
        Helpers(everybody, administrator).ShouldBe([second]);
        Helpers(everybody, Somebody()).ShouldBeEmpty();
        Helpers(everybody, Somebody(("iccat", "SN", Right.Enter), ("installation", null, Right.Administer))).ShouldBe([administrator, second]);
    }

    [Fact]
    public void The_highest_post_decides_in_whichever_body_it_is()
    {
        var contact = Somebody(("iccat", "SN", Right.Vouch));
        var contactOfBoth = Somebody(("iccat", "SN", Right.Vouch), ("att", "SN", Right.Vouch));
        var secretariat = Somebody(("iccat", null, Right.Serve));
        var otherSecretariat = Somebody(("att", null, Right.Serve));
        var administrator = Somebody(("installation", null, Right.Administer));
        var everybody = new[] { contact, contactOfBoth, secretariat, otherSecretariat, administrator };
        Helpers(everybody, Somebody(("iccat", "SN", Right.Enter), ("att", "SN", Right.Vouch)), Vouching.ContactFirst).ShouldBe([otherSecretariat]);
        Helpers(everybody, Somebody(("iccat", "SN", Right.Enter), ("att", "SN", Right.Enter))).ShouldBe([contactOfBoth, administrator]);
        Helpers(everybody, Somebody(("iccat", "SN", Right.Vouch), ("att", "SN", Right.Vouch))).ShouldBe([administrator]);
        Helpers(everybody, Somebody(("iccat", "SN", Right.Enter), ("att", null, Right.Serve))).ShouldBe([administrator]);
        Helpers(everybody, Somebody(("iccat", "SN", Right.Enter), ("iccat", "GH", Right.Enter)), Vouching.ContactFirst).ShouldBe([secretariat]);
    }

    [Theory]
    [InlineData("Awa Sané", true), InlineData("  María-José d’Ávila ", true), InlineData("عمر\u200cالمثال", true), InlineData("Dr. A. Sample (FAO)", true)]
    [InlineData("", false), InlineData("   ", false), InlineData(null, false), InlineData("Pay at https://x.example", false), InlineData("a\u0007b", false), InlineData("a\tb", false), InlineData("a\u2028b", false), InlineData("a\u202eb", false), InlineData("a\u2066b", false)]
    public void A_name_misleads_nobody(string? name, bool good) => PersonName.IsGood(name).ShouldBe(good);

    [Fact]
    public void A_name_has_two_hundred_letters_at_most() =>
        (PersonName.IsGood(new string('a', 200)), PersonName.IsGood(new string('a', 201))).ShouldBe((true, false));

    [Fact]
    public void A_session_stands_until_it_is_idle_or_over()
    {
        var session = new Session(Guid.Empty, Guid.Empty, How.Passkey, Noon, Noon.AddHours(12), Noon.AddHours(1), Noon, null);
        var idle = TimeSpan.FromMinutes(45);
        session.Stands(Noon.AddMinutes(104), idle).ShouldBeTrue();
        session.Stands(Noon.AddMinutes(105), idle).ShouldBeFalse();
        (session with { LastSeenAt = Noon.AddHours(11.9) }).Stands(Noon.AddHours(12), idle).ShouldBeFalse();
        (session with { EndedAt = Noon }).Stands(Noon.AddHours(1), idle).ShouldBeFalse();
        session.EndsIfIdle(idle).ShouldBe(Noon.AddMinutes(105));
        session.ProvedRecently(Noon.AddSeconds(299)).ShouldBeTrue();
        session.ProvedRecently(Noon.AddMinutes(5)).ShouldBeFalse();
    }

    private static IEnumerable<Person> Helpers(IEnumerable<Person> everybody, Person lost, TimeSpan waited = default) => everybody.Where(helper => Vouching.MayHelp(helper, lost.Id, lost.Holdings, waited));

    private static Person Somebody(params (string Body, string? Party, Right Right)[] posts) => new(Guid.NewGuid(), "N", "n@example.org", null, null,
        [.. posts.Select(post => new Holding(Guid.NewGuid(), post.Body, post.Party, "post", new DateOnly(2020, 1, 1), null, new HashSet<Right> { post.Right }))]);
}
