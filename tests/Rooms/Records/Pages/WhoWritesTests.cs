using System.Net;
using System.Net.Http.Json;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>Who enters and who submits: the button, the form, the cell and the step give the same answer.</summary>
public sealed class WhoWritesTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string List = "/bodies/tuna/weekly";

    [Fact]
    public async Task Who_submits_but_does_not_enter_is_offered_no_writing_and_told_why()
    {
        using var clerk = app.As(app.Clerk);
        using var minister = app.As(app.Minister);
        var address = (await clerk.Submit(await clerk.Get(List), "form.e-begin", ("period", "2025-W20"))).Address.AbsolutePath;
        (await minister.Get(List)).Html.QuerySelector("form.e-begin").ShouldBeNull();
        var statement = await minister.Get(address);
        statement.Html.QuerySelector(".e-task-list a[href$='/report']").ShouldBeNull();
        statement.Html.QuerySelector(".e-task-list a[href*='/check-answers']").ShouldNotBeNull();
        (await minister.Get($"{address}/check-answers")).Html.QuerySelector("a[href$='/report']").ShouldBeNull();
        (await minister.Get($"{address}/report")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var answer = await Change(minister, address);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("may-not");
    }

    [Fact]
    public async Task Who_enters_but_does_not_submit_writes_everywhere_and_takes_no_step_of_submission()
    {
        using var clerk = app.As(app.Clerk);
        var address = (await clerk.Submit(await clerk.Get(List), "form.e-begin", ("period", "2025-W21"))).Address.AbsolutePath;
        (await clerk.Get($"{address}/report")).Status.ShouldBe(HttpStatusCode.OK);
        using var answer = await Change(clerk, address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await clerk.Get($"{address}/steps/submit")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> Change(Browser browser, string address)
    {
        using var asked = await browser.Http.GetAsync($"{address}/cells?token=1");
        var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/cells?token=1") { Content = JsonContent.Create(new { generation = 1, client = "here", since = 0, changes = new[] { new { id = Guid.NewGuid(), kind = "set", section = "report", row = Guid.Empty, field = "officer", text = "K. Sato" } } }) };
        request.Headers.Add("RequestVerificationToken", asked.Headers.GetValues("X-Form-Token").Single());
        return await browser.Http.SendAsync(request);
    }
}
