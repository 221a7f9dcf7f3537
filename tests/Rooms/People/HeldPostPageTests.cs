using System.Net;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms;

/// <summary>What the page does not offer is refused, in words, to whoever sends it all the same.</summary>
public sealed class HeldPostPageTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task An_officer_proposes_to_end_another_and_a_third_agrees()
    {
        var (first, second, other) = (await Officer("First End"), await Officer("Second End"), await Officer("Other End"));
        var me = town.As(first);
        var page = await me.Get(Address(other));
        page.Say("#end").ShouldContain("Propose to end the post");
        var after = await me.Submit(page, "#end", ("Why", "Moved to Rome"));
        after.Say(".e-notice").ShouldContain("goes on until a second person agrees");
        after.Html.QuerySelector("#agree, #end").ShouldBeNull();
        (await town.As(other).Get(Address(other))).Say().ShouldContain("2 March 2026. It is in force until a second person agrees");
        var they = town.As(second);
        (await they.Get("/bodies/tin/people/due")).Say(".e-task-list").ShouldContain("End proposed");
        var offered = await they.Get(Address(other));
        offered.Say("main").ShouldContain("Moved to Rome");
        (await they.Submit(offered, "#agree")).Say().ShouldContain("You agreed. The post ends");
        (await town.People.Find(other.Id))!.Holdings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_third_who_declines_leaves_the_post_as_it_was()
    {
        var (first, second, other) = (await Officer("First Decline"), await Officer("Second Decline"), await Officer("Other Decline"));
        await town.Appointments.End(first, other.Holdings[0].Id, town.Clock.Today, "Moved");
        var they = town.As(second);
        var page = await they.Get(Address(other));
        (await they.Submit(page, "#decline", ("Reason", "She is still here"))).Say().ShouldContain("You declined. The post goes on.");
        (await town.People.Find(other.Id))!.Holdings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_lapsed_is_not_agreed_to()
    {
        var second = await Officer("Second Lapse");
        var lapsed = await town.Give(await town.Former("Coming Lapse"), "tin/", "officer", from: -10, until: 0, awaitsSecond: true);
        var page = await town.As(second).Get($"/bodies/tin/people/{lapsed}");
        page.Say(".e-tag").ShouldBe("Not agreed in time");
        page.Html.QuerySelector("#agree").ShouldBeNull();
        page.One("#decline");
        var refused = await Forge(second, $"{lapsed}?handler=Agree");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Say(".e-error-summary").ShouldContain("Nobody agreed before the last day");
    }

    [Fact]
    public async Task What_waits_is_not_ended_and_not_confirmed_and_not_handed_over()
    {
        var second = await Officer("Second Wait");
        var waiting = await town.Give(await town.Former("Coming Wait"), "tin/", "officer", from: -10, awaitsSecond: true);
        foreach (var handler in new[] { "End", "Confirm" })
        {
            var refused = await Forge(second, $"{waiting}?handler={handler}", ("Why", "x"), ("Until.Day", "2"), ("Until.Month", "3"), ("Until.Year", "2026"));
            refused.Status.ShouldBe(HttpStatusCode.Conflict);
            refused.Say(".e-error-summary").ShouldContain("can only be agreed to or declined");
        }
        (await town.As(second).Get($"/bodies/tin/people/{waiting}/hand-over")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_over_is_not_confirmed_and_not_ended_again()
    {
        var second = await Officer("Second Over");
        var over = await town.Give(await town.Former("Gone Over"), "tin/UTO", "reporter", from: -10, until: 0);
        foreach (var handler in new[] { "End", "Confirm" })
            (await Forge(second, $"{over}?handler={handler}", ("Why", "x"), ("Until.Day", "2"), ("Until.Month", "3"), ("Until.Year", "2026"))).Say(".e-error-summary").ShouldContain("already ended");
    }

    [Fact]
    public async Task A_post_has_one_successor()
    {
        var officer = await Officer("Officer Heir");
        var leaving = await town.Known("Leaving Heir", "tin/UTO", "reporter");
        var (one, two) = (await town.Former("One Heir"), await town.Former("Two Heir"));
        var me = town.As(officer);
        var form = await me.Get($"{Address(leaving)}/hand-over");
        (await me.Submit(form, "main form", ("Person", one.ToString()), ("From.Day", "20"))).Title.ShouldContain("One Heir");
        (await me.Get(Address(leaving))).Html.QuerySelector("a[href$='/hand-over']").ShouldBeNull();
        (await me.Submit(form, "main form", ("Person", two.ToString()), ("From.Day", "21"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.Appointments.Give(officer, "tin", new Appointment(two, "UTO", "reporter", town.Clock.Today.AddDays(3), null, Succeeds: leaving.Holdings[0].Id)))
            .Problems.ShouldBe(["people.problem.has-successor"]);
    }

    [Fact]
    public async Task Nobody_is_appointed_whom_the_giver_does_not_see()
    {
        var contact = await town.Known("Contact Blind", "tin/UTO", "contact");
        var (elsewhere, nowhere) = (await town.Known("Reporter Elsewhere", "tin/ARC", "reporter"), await town.Newcomer("Nobody Nowhere"));
        var me = town.As(contact);
        foreach (var hidden in new[] { elsewhere.Id, nowhere, Guid.NewGuid() })
        {
            var refused = await me.Submit(await me.Get("/bodies/tin/people/give"), "main form", ("Person", hidden.ToString()), ("Post", "approver"), ("Party", "UTO"));
            refused.Status.ShouldBe(HttpStatusCode.Conflict);
            refused.One("#Person-problem").TextContent.ShouldContain("Choose a person from the list");
        }
        (await town.Ask<long>("select count(*) from bodies.holding where granted_by = @Id", new { contact.Id })).ShouldBe([0]);
    }

    [Fact]
    public async Task Nobody_is_appointed_who_has_left()
    {
        var (officer, second) = (await Officer("Officer Left"), await Officer("Second Left"));
        var gone = await town.Former("Gone Left");
        var waiting = (await town.Appointments.Give(officer, "tin", new Appointment(gone, null, "officer", town.Clock.Today, null))).Holding;
        await town.Do("update bodies.person set left_at = @now where id = @gone", new { gone, now = town.Clock.GetUtcNow() });
        var me = town.As(officer);
        var form = await me.Get("/bodies/tin/people/give");
        form.Say("select[name=Person]").ShouldNotContain("Gone Left");
        (await me.Submit(form, "main form", ("Person", gone.ToString()), ("Post", "reporter"), ("Party", "UTO"))).One("#Person-problem").TextContent.ShouldContain("Choose a person from the list");
        (await town.As(second).Get($"/bodies/tin/people/{waiting}")).Html.QuerySelector("#agree").ShouldBeNull();
        (await Forge(second, $"{waiting}?handler=Agree")).Say(".e-error-summary").ShouldContain("has left and can hold no post");
    }

    private Task<Person> Officer(string name) => town.Known(name, "tin/", "officer");

    private static string Address(Person person) => $"/bodies/tin/people/{person.Holdings[0].Id}";

    // With the token of another form, since the page offers none.
    private Task<Page> Forge(Person person, string act, params (string, string)[] fields) =>
        town.As(person).Forge("/bodies/tin/people/give", "/bodies/tin/people/" + act, fields);
}
