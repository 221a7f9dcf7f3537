using System.Net;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>An entry of a register, from its beginning to the list of what holds on a day.</summary>
public sealed class RegisterPagesTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string List = "/bodies/tuna/vessels";

    [Fact]
    public async Task An_entry_is_named_by_its_fields_and_found_on_the_days_on_which_it_holds()
    {
        using var captain = app.As(await app.Person("Captain of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit])));
        var statement = await captain.Submit(await captain.Get(List), "form.e-begin");
        var address = statement.Address.AbsolutePath;
        var section = await captain.Get($"{address}/vessel");
        var check = await captain.Submit(section, "form.e-entry", ("f.name", "Hoshi Maru"), ("f.ircs", "JABC"), ("do", "save"));
        check.Address.AbsolutePath.ShouldBe(address);
        var submit = await captain.Get($"{address}/steps/submit");
        var refused = await captain.Submit(submit, "main form", ("from.Day", "30"), ("from.Month", "2"), ("from.Year", "2026"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.One("[name='from.Day']").GetAttribute("value").ShouldBe("30");
        var receipt = await captain.Submit(submit, "main form", ("from.Day", "1"), ("from.Month", "2"), ("from.Year", "2026"));
        receipt.Address.AbsolutePath.ShouldBe($"{address}/receipts/1");

        (await captain.Get(List)).Say("tbody").ShouldContain("Hoshi Maru");
        (await captain.Get($"{List}?on=2026-02-01")).Say("tbody").ShouldContain("1 February 2026");
        (await captain.Get($"{List}?on=2026-01-31")).Html.QuerySelector("tbody").ShouldBeNull();
        (await captain.Get($"{List}?q=hoshi")).Say("tbody").ShouldContain("Hoshi Maru");
        (await captain.Get($"{List}?format=csv")).Text.ShouldContain("Hoshi Maru");
    }
}
