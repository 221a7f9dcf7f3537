using System.Net;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms;

public sealed class InvitationTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task An_invited_person_accepts_and_sets_up_how_to_sign_in()
    {
        var contact = await town.Known("Contact A", "tin/UTO", "contact");
        await Invite(contact, "Guest A");
        var visitor = town.Browser();
        var page = await visitor.Get(await Link("Guest A"));
        page.Say("dl").ShouldContain("Reporter");
        (await town.People.FindByEmail(Counter.Address("Guest A"))).ShouldBeNull();
        var after = await visitor.Submit(page, "main form", ("Name", "Guest Aa"), ("Language", "fr"));
        after.Address.AbsolutePath.ShouldStartWith("/enrol");
        var guest = (await town.People.FindByEmail(Counter.Address("Guest A")))!;
        (guest.Name, guest.Language, guest.May(Right.Enter, "tin", "UTO")).ShouldBe(("Guest Aa", "fr", true));
    }

    [Fact]
    public async Task The_link_is_good_once()
    {
        await Invite(await town.Known("Contact B", "tin/UTO", "contact"), "Guest B");
        var link = await Link("Guest B");
        var (one, two) = (town.Browser(), town.Browser());
        var (first, second) = (await one.Get(link), await two.Get(link));
        var answers = await Task.WhenAll(one.Submit(first, "main form"), two.Submit(second, "main form"));
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(1);
        (await town.Browser().Get(link)).Say().ShouldContain("accepted already");
        (await town.Ask<long>("select count(*) from bodies.holding h join bodies.person p on p.id = h.person where p.email = @email", new { email = Counter.Address("Guest B") })).ShouldBe([1]);
    }

    [Fact]
    public async Task Sending_again_voids_the_earlier_link_and_taking_back_the_later()
    {
        var contact = await town.Known("Contact C", "tin/UTO", "contact");
        await Invite(contact, "Guest C");
        var earlier = await Link("Guest C");
        var me = town.As(contact);
        await me.Submit(await me.Get("/bodies/tin/invitations"), Row(await Id("Guest C"), "Resend"));
        (await town.Browser().Get(earlier)).Status.ShouldBe(HttpStatusCode.NotFound);
        var later = await Link("Guest C");
        (await town.Browser().Get(later)).One("main form");
        await me.Submit(await me.Get("/bodies/tin/invitations"), Row(await Id("Guest C"), "Revoke"));
        var over = await town.Browser().Get(later);
        over.Say().ShouldContain("taken back");
        over.Html.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task After_fourteen_days_the_link_has_expired()
    {
        await using var own = new Town();
        await own.InitializeAsync();
        var contact = await own.Known("Contact", "tin/UTO", "contact");
        await Invite(contact, "Guest", town: own);
        var link = await own.LinkIn(Counter.Address("Guest"), "/invitation/");
        var visitor = own.Browser();
        var open = await visitor.Get(link);
        own.Clock.Advance(TimeSpan.FromDays(14));
        (await own.Browser().Get(link)).Say().ShouldContain("expired");
        (await visitor.Submit(open, "main form")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_the_sender_may_no_longer_give_is_not_given()
    {
        var contact = await town.Known("Contact D", "tin/UTO", "contact");
        await Invite(contact, "Guest D");
        var visitor = town.Browser();
        var page = await visitor.Get(await Link("Guest D"));
        await town.Do("update bodies.holding set period = daterange(lower(period), @today) where person = @Id", new { today = town.Clock.Today, contact.Id });
        (await visitor.Submit(page, "main form")).Say(".e-error-summary").ShouldContain("can no longer give");
        (await town.People.FindByEmail(Counter.Address("Guest D"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_contact_invites_for_their_party_only()
    {
        var me = town.As(await town.Known("Contact E", "tin/UTO", "contact"));
        var form = await me.Get("/bodies/tin/invitations/new");
        form.Say("select[name=Party]").ShouldNotContain("Arcadia");
        (await Fill(me, form, "Guest E", party: "ARC")).Say(".e-error-summary").ShouldContain("do not allow");
        (await Fill(me, form, "Guest E", post: "officer")).Say(".e-error-summary").ShouldContain("do not allow");
        (await town.Mails(Counter.Address("Guest E"))).ShouldBeEmpty();
        (await town.As(await town.Known("Reporter E", "tin/UTO", "reporter")).Get("/bodies/tin/invitations/new")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_of_another_party_sees_or_changes_an_invitation()
    {
        var (contact, other) = (await town.Known("Contact F", "tin/UTO", "contact"), await town.Known("Other F", "tin/ARC", "contact"));
        await Invite(contact, "Guest F");
        var me = town.As(other);
        (await me.Get("/bodies/tin/invitations")).Text.ShouldNotContain("Guest F");
        var forged = await me.Forge("/bodies/tin/people/give", "/bodies/tin/invitations?handler=Revoke", ("id", $"{await Id("Guest F")}"));
        forged.Status.ShouldBe(HttpStatusCode.Conflict);
        (await town.Browser().Get(await Link("Guest F"))).One("main form");
    }

    [Fact]
    public async Task A_post_is_handed_over_to_somebody_invited()
    {
        var leaving = await town.Known("Contact G", "tin/ARC", "contact");
        var officer = town.As(await town.Known("Officer G", "tin/", "officer"));
        var handOver = await officer.Get($"/bodies/tin/people/{leaving.Holdings[0].Id}/hand-over");
        var form = await officer.Get(handOver.Link("a[href*='invitations/new']"));
        await officer.Submit(form, "main form", ("Name", "Guest G"), ("Email", Counter.Address("Guest G")));
        (await town.People.Find(leaving.Id))!.Holdings.Count.ShouldBe(1);
        var visitor = town.Browser();
        await visitor.Submit(await visitor.Get(await Link("Guest G")), "main form");
        (await town.People.Find(leaving.Id))!.Holdings.ShouldBeEmpty();
        (await town.People.FindByEmail(Counter.Address("Guest G")))!.May(Right.Vouch, "tin", "ARC").ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_known_is_given_the_post_and_keeps_their_way_in()
    {
        var known = await town.Known("Guest H", "zinc/UTO", "contact");
        await town.Do("insert into sign_in.account (person, password_hash, code_key, set_at) values (@Id, 'x', 'x', now())", new { known.Id });
        await Invite(await town.Known("Contact H", "tin/UTO", "contact"), "Guest H");
        var visitor = town.Browser();
        (await visitor.Submit(await visitor.Get(await Link("Guest H")), "main form")).Address.AbsolutePath.ShouldBe("/sign-in");
        (await town.People.Find(known.Id))!.Holdings.Count.ShouldBe(2);
        (await town.Ask<long>("select count(*) from sign_in.ticket where person = @Id", new { known.Id })).ShouldBe([0]);
    }

    private async Task Invite(Person contact, string name, Town? town = null)
    {
        var me = (town ?? this.Town).As(contact);
        (await Fill(me, await me.Get("/bodies/tin/invitations/new"), name)).Say().ShouldContain(name);
    }

    private static Task<Page> Fill(Browser me, Page form, string name, string party = "UTO", string post = "reporter") =>
        me.Submit(form, "main form", ("Name", name), ("Email", Counter.Address(name)), ("Party", party), ("Post", post));

    private Town Town => town;

    private Task<string> Link(string name) => town.LinkIn(Counter.Address(name), "/invitation/");

    private async Task<Guid> Id(string name) => (await town.Ask<Guid>("select id from registration.invitation where name = @name", new { name }))[0];

    private static string Row(Guid id, string handler) => $"tr:has(input[value='{id}']) form[action$='handler={handler}']";
}
