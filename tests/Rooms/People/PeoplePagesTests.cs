using System.Net;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms;

/// <summary>The pages about people, in a browser without scripts.</summary>
public sealed class PeoplePagesTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task Strangers_are_told_that_there_is_nothing()
    {
        var stranger = await town.Known("Stranger", "zinc/UTO", "contact");
        foreach (var address in new[] { "/bodies/tin/people", "/bodies/tin/people/give", "/bodies/tin/people/due", "/bodies/nowhere/people", "/bodies/installation/people" })
        {
            (await town.As(stranger).Get(address)).Status.ShouldBe(HttpStatusCode.NotFound, address);
        }
    }

    [Fact]
    public async Task The_list_shows_colleagues_and_contacts_and_nobody_else()
    {
        var (contact, other) = (await town.Known("Contact List", "tin/UTO", "contact"), await town.Known("Other List", "tin/ARC", "reporter"));
        await town.Holder("Gone List", "tin/UTO", "reporter", from: -50, until: 0);
        var page = await town.As(contact).Get("/bodies/tin/people?q=List");
        page.Say("tbody").ShouldContain("Contact List");
        page.Say("tbody").ShouldNotContain("Other List");
        page.Say("tbody").ShouldNotContain("Gone List");
        (await town.As(contact).Get("/bodies/tin/people?q=List&state=past")).Say("tbody").ShouldContain("Gone List");
        var csv = await town.As(other).Get("/bodies/tin/people?q=List&format=csv");
        csv.Text.ShouldContain("Contact.List@example.org");
        csv.Text.ShouldNotContain("Gone");
    }

    [Fact]
    public async Task A_contact_gives_a_post_to_a_colleague()
    {
        var contact = await town.Known("Contact Give", "tin/UTO", "contact");
        var reporter = await town.Known("Reporter Give", "tin/UTO", "reporter");
        var me = town.As(contact);
        var form = await me.Get("/bodies/tin/people/give");
        form.Say("select[name=Post]").ShouldNotContain("Officer");
        form.Say("select[name=Party]").ShouldNotContain("Arcadia");
        var after = await me.Submit(form, "main form", ("Person", reporter.Id.ToString()), ("Post", "approver"), ("Party", "UTO"), ("Basis", "Note 4/2026"));
        after.Status.ShouldBe(HttpStatusCode.OK);
        after.Title.ShouldContain("Reporter Give");
        after.Say().ShouldContain("Note 4/2026");
        (await town.People.Find(reporter.Id))!.May(Right.Submit, "tin", "UTO").ShouldBeTrue();
    }

    [Fact]
    public async Task A_form_sent_with_another_party_is_refused()
    {
        var contact = await town.Known("Contact Forge", "tin/UTO", "contact");
        var reporter = await town.Known("Reporter Forge", "tin/UTO", "reporter");
        var me = town.As(contact);
        var refused = await me.Submit(await me.Get("/bodies/tin/people/give"), "main form", ("Person", reporter.Id.ToString()), ("Post", "approver"), ("Party", "ARC"));
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Say(".e-error-summary").ShouldContain("do not allow");
        (await town.People.Find(reporter.Id))!.Holdings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_what_was_typed_stays()
    {
        var me = town.As(await town.Known("Contact Blank", "tin/UTO", "contact"));
        var again = await me.Submit(await me.Get("/bodies/tin/people/give"), "main form", ("Person", ""), ("Post", ""), ("From.Day", "31"), ("From.Month", "2"), ("Basis", "Note 5"));
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        again.One("#Person-problem").TextContent.ShouldContain("Choose a person");
        again.One("#From-problem");
        again.One("input[name=Basis]").GetAttribute("value").ShouldBe("Note 5");
    }

    [Fact]
    public async Task A_post_is_handed_over_on_a_day_to_come()
    {
        var contact = await town.Known("Contact Hand", "tin/UTO", "contact");
        var (leaving, coming) = (await town.Known("Leaving Hand", "tin/UTO", "reporter"), await town.Known("Coming Hand", "tin/UTO", "approver"));
        var me = town.As(contact);
        var detail = await me.Get($"/bodies/tin/people/{leaving.Holdings[0].Id}");
        var form = await me.Get(detail.Link("a[href$='/hand-over']"));
        form.Say().ShouldContain("Leaving Hand");
        var day = town.Clock.Today.AddDays(10);
        var after = await me.Submit(form, "main form", ("Person", coming.Id.ToString()), ("From.Day", $"{day.Day}"), ("From.Month", $"{day.Month}"), ("From.Year", $"{day.Year}"));
        after.Title.ShouldContain("Coming Hand");
        after.Say(".e-tag").ShouldBe("Begins later");
        (await me.Get($"/bodies/tin/people/{leaving.Holdings[0].Id}")).Say("dl").ShouldContain("12 March 2026");
    }

    [Fact]
    public async Task Two_officers_give_a_post_of_the_secretariat()
    {
        var (first, second) = (await town.Known("Officer One", "tin/", "officer"), await town.Known("Officer Two", "tin/", "officer"));
        var coming = await town.Known("Officer Three", "tin/", "guest");
        var one = town.As(first);
        var after = await one.Submit(await one.Get("/bodies/tin/people/give"), "main form", ("Person", coming.Id.ToString()), ("Post", "officer"));
        after.Say(".e-tag").ShouldBe("Waits for agreement");
        after.Html.QuerySelector("#agree").ShouldBeNull();
        var two = town.As(second);
        var due = await two.Get("/bodies/tin/people/due");
        var detail = await two.Get(due.Link(".e-task-list a"));
        (await two.Submit(detail, "#agree")).Say(".e-tag").ShouldBe("In post");
        var late = await two.Submit(detail, "#agree");
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        late.Say(".e-error-summary").ShouldContain("Somebody else has decided");
    }

    [Fact]
    public async Task Confirming_several_at_once_settles_what_is_due()
    {
        var contact = await town.Known("Contact Due", "zinc/ARC", "contact");
        var (one, two) = (await town.Known("One Due", "zinc/ARC", "reporter"), await town.Known("Two Due", "zinc/ARC", "reporter"));
        await town.Do("update bodies.holding set asked_at = @now where body = 'zinc' and party = 'ARC' and post = 'reporter'", new { now = town.Clock.GetUtcNow() });
        await town.Do("update bodies.holding set suspended_at = @now where id = @Id", new { now = town.Clock.GetUtcNow(), one.Holdings[0].Id });
        var me = town.As(contact);
        var due = await me.Get("/bodies/zinc/people/due");
        due.Html.QuerySelectorAll("input[name=Still]").Length.ShouldBe(2);
        (await me.Submit(due, "main form")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var after = await me.Submit(due, "main form", ("Still", one.Holdings[0].Id.ToString()), ("Still", two.Holdings[0].Id.ToString()));
        after.Say().ShouldContain("No post waits for you");
        (await town.People.Find(one.Id))!.Holdings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ending_asks_why_and_who_goes_may_go()
    {
        var reporter = await town.Known("Reporter End", "tin/UTO", "reporter");
        var me = town.As(reporter);
        var detail = await me.Get($"/bodies/tin/people/{reporter.Holdings[0].Id}");
        (await me.Submit(detail, "#end", ("Why", " "))).One("#Why-problem");
        await me.Submit(detail, "#end", ("Why", "Retiring"));
        (await town.People.Find(reporter.Id))!.Holdings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_of_another_party_cannot_be_opened_by_its_address()
    {
        var reporter = await town.Known("Reporter Hidden", "tin/ARC", "reporter");
        var me = town.As(await town.Known("Contact Curious", "tin/UTO", "contact"));
        var address = $"/bodies/tin/people/{reporter.Holdings[0].Id}";
        (await me.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await me.Get(address + "/hand-over")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await me.Get($"/bodies/zinc/people/{reporter.Holdings[0].Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Administrators_have_a_page_of_their_own()
    {
        var root = town.As(await town.Known("Root", "installation/", "administrator"));
        var page = await root.Get("/bodies/installation/people");
        page.Say("tbody").ShouldContain("Administrator");
        (await root.Get("/bodies/installation/people/give")).Say("select[name=Post]").ShouldContain("Administrator");
    }

    [Theory]
    [InlineData("fr", "Personnes")]
    [InlineData("ar", "الأشخاص")]
    [InlineData("pt", "Pessoas")]
    public async Task The_pages_speak_the_language_of_the_reader(string language, string title)
    {
        var reader = await town.Known($"Reader {language}", "tin/UTO", "reporter");
        await town.People.ChooseLanguage(reader.Id, language);
        var page = await town.As(reader).Get("/bodies/tin/people");
        page.Title.ShouldContain(title);
        page.Text.ShouldNotContain("[people.");
    }
}
