using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>What a meeting finds: each party sees its own before the others do, answers in time, and is asked a year later.</summary>
public sealed class AssessmentTests : IAsyncLifetime
{
    private static readonly DateOnly Meets = new(2026, 6, 15);

    private readonly StatusApp _app = new();

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        await _app.Owes("JPN", 2025, new DateOnly(2025, 6, 30));
        await _app.Owes("GHA", 2025, new DateOnly(2025, 6, 30), "met", new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task From_the_drafts_to_what_is_final_everybody_sees_what_is_theirs_to_see()
    {
        using var desk = _app.As(_app.Desk);
        var meeting = await desk.Submit(await desk.Get("/bodies/tuna/assessments"), "main form[method=post]", ("Title", "Compliance Committee"), ("OfYear", "2025"), ("MeetsOn.Day", "15"), ("MeetsOn.Month", "6"), ("MeetsOn.Year", "2026"));
        meeting.Say("main").ShouldContain("21 April 2026");
        var address = meeting.Address.AbsolutePath;
        meeting.Html.QuerySelectorAll("#findings tbody tr").Length.ShouldBe(2);
        using var japan = _app.As(_app.Japan);
        using var ghana = _app.As(_app.Ghana);
        (await japan.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound, "before the day of the drafts");

        To(Meets.AddDays(-55));
        var own = await japan.Get(address);
        own.Say("#findings tbody").ShouldContain("Japan Not compliant");
        own.Say("#findings tbody").ShouldNotContain("Ghana");
        var finding = own.Link("#findings tbody th a");
        (await ghana.Get(finding)).Status.ShouldBe(HttpStatusCode.NotFound);
        var answered = await japan.Submit(await japan.Get(finding), "form[action*=Reply]", ("Reply", "We were late."), ("Plan", "A new officer."));
        answered.Say("main").ShouldContain("A new officer.");

        To(Meets.AddDays(-27));
        (await japan.Get(finding)).Html.QuerySelector("form[action*=Reply]").ShouldBeNull("the time for answers is over");
        (await ghana.Get(finding)).Status.ShouldBe(HttpStatusCode.NotFound);

        To(Meets.AddDays(-15));
        (await ghana.Get(finding)).Say("main").ShouldContain("We were late.");
        To(Meets);
        var judged = await desk.Submit(await desk.Get(finding), "form[action*=Judge]", ("Verdict", "assistance"), ("Note", "With a plan."));
        judged.Say(".e-summary-list").ShouldContain("Provisional findingAssistance needed");
        To(Meets.AddDays(10));
        (await desk.Submit(await desk.Get(finding), "form[action*=Judge]", ("Verdict", "compliant"))).Say(".e-summary-list").ShouldContain("Final findingCompliant");
        (await desk.Get(finding)).Html.QuerySelector("form[action*=Judge]").ShouldBeNull("what is final stays");
        using var visitor = _app.Browser();
        (await visitor.Get(address)).Address.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_party_opens_no_meeting_and_judges_nothing()
    {
        using var japan = _app.As(_app.Japan);
        var page = await japan.Get("/bodies/tuna/assessments");
        page.Html.QuerySelector("main form[method=post]").ShouldBeNull();
    }

    private void To(DateOnly day) => _app.Clock.Advance(new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero) - _app.Clock.GetUtcNow());
}
