using System.Net;
using System.Text.Json;
using Entente.Bodies;
using Entente.Disclosure.Access;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Views;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>Everybody takes along what is held about them, and is erased where the law of the bodies lets them.</summary>
public sealed class OwnDataTests(ViewsApp app) : IClassFixture<ViewsApp>
{
    private const string Address = "/account/data";

    private static readonly DateOnly Today = new(2026, 5, 1);

    [Fact]
    public async Task What_is_held_about_a_person_over_all_rooms_comes_as_one_file_and_nothing_about_others()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var clerk = app.As(app.Clerk);
        using var held = JsonDocument.Parse((await clerk.Get(Address + "?format=json")).Text);
        held.RootElement.GetProperty("profile")[0].GetProperty("name").GetString().ShouldBe("Clerk of Japan");
        held.RootElement.GetProperty("profile").GetArrayLength().ShouldBe(1);
        held.RootElement.GetProperty("posts")[0].GetProperty("party").GetString().ShouldBe("JPN");
        held.RootElement.GetProperty("statements-sent").EnumerateArray().Select(row => row.GetProperty("statement").GetGuid()).ShouldContain(statement);
        foreach (var part in new[] { "sessions", "log", "readings", "refusals", "restricted-access", "keys-for-programs", "steps-taken" })
            held.RootElement.TryGetProperty(part, out _).ShouldBeTrue(part);
        (await clerk.Get(Address + "?format=csv")).Headers["Content-Type"].ShouldBe("application/zip");
        (await clerk.Get(Address)).Say().ShouldContain("nobody who held a post there is erased");
        using var page = app.As(app.Clerk);
        var form = await page.Get("/account/data");
        form.Html.QuerySelector("form.e-erase").ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_is_erased_leaves_a_pseudonym_where_records_stand()
    {
        var person = await app.Person("Jane Leaver");
        using var browser = app.As(person);
        var page = await browser.Get(Address);
        (await browser.Submit(page, "form.e-erase")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "only whoever is sure");
        await browser.Submit(page, "form.e-erase", ("sure", "yes"));
        (await app.Ask<string>("select name || ' ' || email from bodies.person where id = @person", new { person })).ShouldNotContain("jane", Case.Insensitive);
        (await app.Ask<bool>("select left_at is not null from bodies.person where id = @person", new { person })).ShouldBeTrue();
        (await app.Ask<long>("select count(*) from disclosure.erasure where person = @person", new { person })).ShouldBe(1);
    }

    [Fact]
    public void The_law_of_every_body_has_to_allow_it_and_its_time_has_to_be_over()
    {
        var lax = new PersonalData(Erase: true, AfterMonths: 6, ReadingsMonths: 24);
        OwnData.Decide([], _ => lax, Today).May.ShouldBeTrue();
        OwnData.Decide([("tuna", null)], _ => lax, Today).May.ShouldBeFalse("the post is held");
        OwnData.Decide([("tuna", Today.AddMonths(-6))], _ => lax, Today).May.ShouldBeTrue();
        var early = OwnData.Decide([("tuna", Today.AddMonths(-5))], _ => lax, Today);
        (early.May, early.From).ShouldBe((false, Today.AddMonths(1)));
        OwnData.Decide([("tuna", Today.AddYears(-9)), ("arms", Today.AddYears(-9))], body => body == "arms" ? PersonalData.Usual : lax, Today).Body.ShouldBe("arms");
    }
}
