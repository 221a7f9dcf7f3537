using System.Net;
using System.Security.Cryptography;
using Entente.Bodies;

namespace Entente.Tests.Rooms;

/// <summary>The way into the restricted part, in a browser without scripts.</summary>
public sealed class RegistrationTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task From_asking_to_signing_in()
    {
        var (contact, officer) = (await town.Known("Contact A", "tin/UTO", "contact"), await town.Known("Officer A", "tin/", "officer"));
        var link = await town.AskAndProve("Asker A");
        (await town.Mails(contact.Email)).ShouldContain(mail => mail.Contains("Asker A", StringComparison.Ordinal));

        (await town.Decide(contact, "Asker A", "#approve")).Status.ShouldBe(HttpStatusCode.OK);
        (await town.Mails(officer.Email)).ShouldContain(mail => mail.Contains("Asker A", StringComparison.Ordinal));
        var confirmed = await town.Confirm(officer, "Asker A", Counter.Pdf, @"C:\scan\note verbale.pdf");
        confirmed.Status.ShouldBe(HttpStatusCode.OK);
        confirmed.Say("dl").ShouldContain("note verbale.pdf");
        confirmed.Say("dl").ShouldContain(Convert.ToHexStringLower(SHA256.HashData(Counter.Pdf)));
        confirmed.Say(".e-timeline").ShouldContain("Officer A");

        (await town.People.FindByEmail("Asker.A@example.org"))!.May(Right.Enter, "tin", "UTO").ShouldBeTrue();
        (await town.Browser().Get(await town.LinkIn("Asker.A@example.org", "/enrol/"))).Status.ShouldBe(HttpStatusCode.OK);
        var status = await town.Browser().Get(link);
        status.Say(".e-tag").ShouldBe("Confirmed");
        status.Text.ShouldNotContain("Officer A");
        status.Text.ShouldNotContain("Contact A");
    }

    [Fact]
    public async Task Every_step_shows_when_and_by_whom()
    {
        var contact = await town.Known("Contact B", "tin/UTO", "contact");
        await town.AskAndProve("Asker B");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await town.Decide(contact, "Asker B", "#approve", ("Note", "Known to me"));
        page.Say(".e-timeline").ShouldContain("Approved by the national contact");
        page.Say(".e-timeline").ShouldContain("Contact B");
        page.Say(".e-timeline").ShouldContain("Known to me");
    }

    [Fact]
    public async Task Asking_twice_is_asking_once_and_looks_the_same()
    {
        var first = await town.AskAndProve("Asker C");
        (await town.Ask("Asker C")).ShouldBe(first);
        (await town.Ask<long>("select count(*) from registration.request where name = 'Asker C'")).ShouldBe([1]);
        (await town.Mails("Asker.C@example.org")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_already_holds_the_post_is_told_by_mail_only()
    {
        await town.Known("Asker D", "tin/UTO", "reporter");
        var visitor = town.Browser();
        var sent = await visitor.Submit(await visitor.Get("/bodies/tin/ask"), "main form", ("Name", "Somebody"), ("Email", "asker.d@example.org"), ("Party", "UTO"), ("Post", "reporter"), ("Purpose", "x"), ("Language", "en"));
        sent.Say().ShouldContain("A mail is on its way");
        (await town.Mails("asker.d@example.org")).ShouldHaveSingleItem().ShouldContain("already hold");
        (await town.Ask<long>("select count(*) from registration.request where email = 'asker.d@example.org'")).ShouldBe([0]);
    }

    [Fact]
    public async Task Until_the_address_is_proved_nobody_else_sees_the_request()
    {
        var contact = await town.Known("Contact E", "tin/UTO", "contact");
        var link = await town.Ask("Asker E");
        (await town.As(contact).Get(await town.RequestOf("Asker E"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.Browser().Get(link)).Say(".e-tag").ShouldBe("Address not confirmed");
        (await town.StateOf("Asker E")).ShouldBe("unproved");
    }

    [Fact]
    public async Task The_contact_of_another_party_neither_sees_nor_decides()
    {
        var (mine, other) = (await town.Known("Contact F", "tin/UTO", "contact"), await town.Known("Other F", "tin/ARC", "contact"));
        await town.AskAndProve("Asker F");
        var address = await town.RequestOf("Asker F");
        (await town.As(other).Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.As<string>(other.Id, "select name from registration.request")).ShouldNotContain("Asker F");
        (await town.As<string>(mine.Id, "select name from registration.request")).ShouldContain("Asker F");
        (await town.As<string>(null, "select name from registration.request")).ShouldBeEmpty();
        (await town.As<string>(null, "select act from registration.step")).ShouldBeEmpty();
        (await town.As<string>(null, "select email from registration.invitation")).ShouldBeEmpty();

        var forged = await town.As(other).Forge("/bodies/tin/people/give", address + "?handler=Approve");
        forged.Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.StateOf("Asker F")).ShouldBe("proved");
    }

    [Fact]
    public async Task A_refusal_reaches_the_asker_with_its_reason()
    {
        var contact = await town.Known("Contact G", "tin/UTO", "contact");
        var link = await town.AskAndProve("Asker G");
        (await town.Decide(contact, "Asker G", "#refuse", ("Why", ""))).One("#Why-problem");
        await town.Decide(contact, "Asker G", "#refuse", ("Why", "Not in my ministry"));
        (await town.Mails("Asker.G@example.org")).ShouldContain(mail => mail.Contains("Not in my ministry", StringComparison.Ordinal));
        (await town.Browser().Get(link)).Say().ShouldContain("Not in my ministry");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.AskAndProve("Asker G");
        (await town.StateOf("Asker G")).ShouldBe("proved");
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_wins_and_the_other_is_told()
    {
        var (one, two) = (await town.Known("Contact H", "tin/UTO", "contact"), await town.Known("Contact I", "tin/UTO", "contact"));
        await town.AskAndProve("Asker H");
        var both = await Task.WhenAll(new[] { one, two }.SelectMany(person => Enumerable.Range(0, 3).Select(_ => person)).Select(async person =>
        {
            var browser = town.As(person);
            return (browser, page: await browser.Get(await town.RequestOf("Asker H")));
        }));
        var answers = await Task.WhenAll(both.Select(pair => pair.browser.Submit(pair.page, "#approve")));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && answer.Say(".e-error-summary").Contains("approved already"));
        (await town.Ask<long>("select count(*) from registration.step s join registration.request r on r.id = s.request where r.name = 'Asker H' and act = 'approved'")).ShouldBe([1]);
    }

    [Fact]
    public async Task Without_a_contact_the_secretariat_acts_for_the_party_and_says_why()
    {
        var officer = await town.Known("Officer J", "tin/", "officer");
        await town.AskAndProve("Asker J", party: "ARC", post: "contact");
        await town.Do("update bodies.holding set period = daterange(lower(period), @today) where body = 'tin' and party = 'ARC' and post = 'contact'", new { today = town.Clock.Today });
        (await town.Decide(officer, "Asker J", "#approve", ("Note", ""))).One("#Note-problem");
        var page = await town.Decide(officer, "Asker J", "#approve", ("Note", "Named by the embassy"));
        page.Say(".e-timeline").ShouldContain("for the member");
        page.Say(".e-timeline").ShouldContain("Named by the embassy");
        (await town.Confirm(officer, "Asker J", Counter.Pdf)).Status.ShouldBe(HttpStatusCode.OK);
        (await town.People.FindByEmail("asker.j@example.org"))!.May(Right.Vouch, "tin", "ARC").ShouldBeTrue();
    }

    [Theory]
    [InlineData("Call https://example.org"), InlineData("A\nB"), InlineData("A \u202eB")]
    public async Task A_name_that_could_mislead_reaches_nobody(string name)
    {
        var visitor = town.Browser();
        var answer = await visitor.Submit(await visitor.Get("/bodies/tin/ask"), "main form", ("Name", name), ("Email", "misleading@example.org"), ("Party", "UTO"), ("Post", "reporter"), ("Purpose", "Reports"), ("Language", "en"));
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.One("#Name-problem").TextContent.ShouldContain("without web addresses");
        (await town.Mails("misleading@example.org")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Letters_of_another_kind_or_too_large_are_refused_and_change_nothing()
    {
        var (contact, officer) = (await town.Known("Contact K", "tin/UTO", "contact"), await town.Known("Officer K", "tin/", "officer"));
        await town.AskAndProve("Asker K");
        await town.Decide(contact, "Asker K", "#approve");
        (await town.Confirm(officer, "Asker K", [.. "MZ"u8, .. new byte[50]], "note.pdf")).One("#Scan-problem").TextContent.ShouldContain("not a PDF");
        (await town.Confirm(officer, "Asker K", [])).One("#Scan-problem");
        (await town.Confirm(officer, "Asker K", [.. Counter.Pdf, .. new byte[10 * 1024 * 1024]])).One("#Scan-problem").TextContent.ShouldContain("10 MB");
        (await town.StateOf("Asker K")).ShouldBe("approved");
        (await town.Ask<long>("select count(*) from registration.letter l join registration.request r on r.id = l.request where r.name = 'Asker K'")).ShouldBe([0]);
    }

    [Fact]
    public async Task The_letter_is_downloaded_as_it_came_by_those_who_may_only()
    {
        var (contact, officer) = (await town.Known("Contact L", "tin/UTO", "contact"), await town.Known("Officer L", "tin/", "officer"));
        await town.AskAndProve("Asker L");
        await town.Decide(contact, "Asker L", "#approve");
        await town.Confirm(officer, "Asker L", Counter.Pdf);
        var address = await town.RequestOf("Asker L") + "?handler=Letter";
        using var answer = await town.As(contact).Http.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Counter.Pdf);
        var reporter = await town.Known("Reporter L", "tin/UTO", "reporter");
        var other = await town.Known("Other L", "tin/ARC", "contact");
        foreach (var curious in new[] { reporter, other })
            (await town.As(curious).Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_post_that_cannot_begin_leaves_the_request_as_it_was()
    {
        var (contact, officer) = (await town.Known("Contact M", "tin/UTO", "contact"), await town.Known("Officer M", "tin/", "officer"));
        await town.AskAndProve("Asker M");
        await town.Decide(contact, "Asker M", "#approve");
        await town.Do("update registration.request set party = 'OLD' where name = 'Asker M'");
        var refused = await town.Confirm(officer, "Asker M", Counter.Pdf);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Say(".e-error-summary").ShouldContain("not a member");
        (await town.StateOf("Asker M")).ShouldBe("approved");
        (await town.People.FindByEmail("asker.m@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task The_asker_may_withdraw()
    {
        var contact = await town.Known("Contact N", "tin/UTO", "contact");
        var link = await town.AskAndProve("Asker N");
        var visitor = town.Browser();
        (await visitor.Submit(await visitor.Get(link), "#withdraw")).Say(".e-tag").ShouldBe("Withdrawn");
        (await town.As(contact).Get(await town.RequestOf("Asker N"))).Html.QuerySelector("#approve").ShouldBeNull();
    }

    [Theory]
    [InlineData("/access/nonsense")]
    [InlineData("/access/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/invitation/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_was_never_sent_leads_nowhere(string address) =>
        (await town.Browser().Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_link_with_one_letter_changed_leads_nowhere()
    {
        var link = await town.Ask("Asker O");
        for (var at = "/access/".Length; at < link.Length - 1; at += 7)
            (await town.Browser().Get(link[..at] + (link[at] == 'x' ? 'y' : 'x') + link[(at + 1)..])).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_what_was_typed_stays()
    {
        var visitor = town.Browser();
        var again = await visitor.Submit(await visitor.Get("/bodies/tin/ask"), "main form", ("Name", "Asker P"), ("Email", "not an address"), ("Party", "OLD"));
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var field in new[] { "Email", "Party", "Post", "Purpose" })
            again.One($"#{field}-problem");
        again.One("input[name=Name]").GetAttribute("value").ShouldBe("Asker P");
    }

    [Fact]
    public async Task Mails_are_written_in_the_language_the_asker_chose()
    {
        await town.Ask("Asker Q", language: "ar");
        (await town.Mails("Asker.Q@example.org"))[0].ShouldContain("أكّد");
        await town.Ask("Asker R", language: "fr");
        (await town.Mails("Asker.R@example.org"))[0].ShouldContain("confirmez");
    }

    [Fact]
    public async Task One_mailbox_is_not_filled_by_strangers()
    {
        for (var i = 0; i < 8; i++)
            await town.Ask("Asker S");
        (await town.Mails("Asker.S@example.org")).Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Theory]
    [InlineData("/bodies/tin/ask", "fr", "Demander un accès")]
    [InlineData("/bodies/tin/ask", "ar", "طلب الوصول")]
    [InlineData("/bodies/tin/ask", "pt", "Pedir acesso")]
    public async Task The_public_page_speaks_the_language_of_the_browser(string address, string language, string title)
    {
        var page = await town.Browser(language).Get(address);
        page.Title.ShouldContain(title);
        page.Text.ShouldNotContain("[registration.");
    }
}
