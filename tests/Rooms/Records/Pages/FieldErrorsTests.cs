using System.Globalization;
using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>What each type of field says to what cannot be read, and what it keeps.</summary>
public sealed class FieldErrorsTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static int _week;

    [Theory]
    [InlineData("yes", "perhaps")]
    [InlineData("whole", "a dozen")]
    [InlineData("exact", "1.2.3")]
    [InlineData("fee", "lots")]
    [InlineData("value", "12 shillings")]
    [InlineData("moment", "tomorrow")]
    [InlineData("season", "spring")]
    [InlineData("ocean", "Lake")]
    [InlineData("country", "Atlantis")]
    [InlineData("partner", "Atlantis")]
    [InlineData("hs", "fish")]
    [InlineData("place", "here")]
    public async Task What_cannot_be_read_is_said_beside_its_field_and_stands_as_it_was_typed(string field, string typed)
    {
        using var clerk = app.As(app.Clerk);
        var report = await Report(clerk);
        var refused = await clerk.Submit(report, "form.e-entry", ($"f.{field}", typed), ("f.long", "Kept all the same"), ("do", "save"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Title.ShouldStartWith("Error:");
        var anchor = refused.Link(".e-error-summary a");
        anchor.ShouldBe($"#f_{field}");
        refused.One(anchor).ShouldNotBeNull();
        // Choices show only what may be chosen; whatever is typed stands again.
        if (field is not ("yes" or "ocean" or "country" or "partner"))
            refused.One(anchor).GetAttribute("value").ShouldBe(typed);
        // What could be read was saved.
        (await clerk.Get(report.Address.AbsolutePath)).One("[name='f.long']").TextContent.Trim().ShouldBe("Kept all the same");
    }

    [Fact]
    public async Task A_day_that_does_not_exist_is_said_and_stands_in_its_three_inputs()
    {
        using var clerk = app.As(app.Clerk);
        var refused = await clerk.Submit(await Report(clerk), "form.e-entry", ("f.day.Day", "31"), ("f.day.Month", "2"), ("f.day.Year", "2025"), ("do", "save"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.One("[name='f.day.Day']").GetAttribute("value").ShouldBe("31");
        refused.One("[name='f.day.Month']").GetAttribute("value").ShouldBe("2");
    }

    [Theory]
    [InlineData("short", "12345678")]
    [InlineData("email", "nobody")]
    [InlineData("url", "not an address")]
    [InlineData("whole", "12")]
    public async Task What_breaks_a_rule_is_kept_and_the_section_shows_a_problem(string field, string typed)
    {
        using var clerk = app.As(app.Clerk);
        var report = await Report(clerk);
        var statement = await clerk.Submit(report, "form.e-entry", ($"f.{field}", typed), ("do", "back"));
        statement.Say(".e-task-list").ShouldContain("Problem");
        var again = await clerk.Get(statement.Link(".e-faults a"));
        again.One($"[name='f.{field}']").GetAttribute("value").ShouldBe(typed);
        again.One($"[name='f.{field}']").GetAttribute("aria-invalid").ShouldBe("true");
    }

    [Fact]
    public async Task Every_type_of_answer_comes_back_as_it_was_given()
    {
        using var clerk = app.As(app.Clerk);
        (string Field, string? Value)[] answers =
        [
            ("f.short", "Maru"), ("f.long", "Two\nlines"), ("f.email", "a@example.org"), ("f.url", "https://example.org"), ("f.yes", "true"), ("f.whole", "7"),
            ("f.fee", "12.50"), ("f.value", "1200 JPY"), ("f.day.Day", "3"), ("f.day.Month", "4"), ("f.day.Year", "2025"), ("f.moment", "2025-03-27 14:30"),
            ("f.season", "2025-03"), ("f.ocean", "ATL"), ("f.country", "JPN"), ("f.gears", "PS"), ("f.partner", "GHA"), ("f.hs", "030342"), ("f.place", "12.5 S 30.1 E"),
        ];
        var report = await Report(clerk);
        var saved = await clerk.Submit(report, "form.e-entry", [.. answers, ("do", "stay")]);
        saved.Status.ShouldBe(HttpStatusCode.OK);
        var before = await clerk.Get(report.Address.AbsolutePath);
        // Sent again as it stands, nothing changes.
        await clerk.Submit(before, "form.e-entry", ("do", "stay"));
        var after = await clerk.Get(report.Address.AbsolutePath);
        after.One("[name=seen]").GetAttribute("value").ShouldBe(before.One("[name=seen]").GetAttribute("value"));
        var check = await clerk.Get(report.Address.AbsolutePath.Replace("/report", "/check-answers", StringComparison.Ordinal));
        foreach (var shown in new[] { "Maru", "a@example.org", "3 April 2025", "ATL", "Japan", "Ghana", "030342", "1 200" })
            check.Say(".e-summary-list").ShouldContain(shown);
    }

    [Theory]
    [InlineData("nil", null, "nil")]
    [InlineData("not-applicable", "No port", "n/a: No port")]
    [InlineData("withheld", "Article 13", "withheld: Article 13")]
    public async Task Something_may_be_said_instead_of_a_value(string instead, string? reason, string shown)
    {
        using var clerk = app.As(app.Clerk);
        var report = await Report(clerk);
        await clerk.Submit(report, "form.e-entry", ("f.exact.instead", instead), ("f.exact.reason", reason ?? ""), ("do", "back"));
        var again = await clerk.Get(report.Address.AbsolutePath);
        again.One("[name='f.exact.instead'] option[selected]").GetAttribute("value").ShouldBe(instead);
        (await clerk.Get(report.Address.AbsolutePath.Replace("/report", "/check-answers", StringComparison.Ordinal))).Say(".e-summary-list").ShouldContain(shown);
    }

    [Fact]
    public async Task Before_it_is_sent_many_questions_without_an_answer_are_counted_and_shown_when_asked()
    {
        using var clerk = app.As(app.Clerk);
        var report = await Report(clerk);
        await clerk.Submit(report, "form.e-entry", ("f.short", "Maru"), ("do", "back"));
        var check = await clerk.Get(report.Address.AbsolutePath.Replace("/report", "/check-answers", StringComparison.Ordinal));
        check.Say(".e-summary-list").ShouldBe("Short Maru");
        check.Say("main").ShouldContain("Questions without an answer: 17.");
        (await clerk.Get(check.Address.AbsolutePath + "?all=1")).Html.QuerySelectorAll(".e-summary-list .e-quiet").Length.ShouldBe(17);
    }

    private static async Task<Page> Report(Browser clerk)
    {
        var list = await clerk.Get("/bodies/tuna/every");
        var week = string.Create(CultureInfo.InvariantCulture, $"2024-W{Interlocked.Increment(ref _week):00}");
        var statement = await clerk.Submit(list, "form.e-begin", ("period", week));
        return await clerk.Get(statement.Address.AbsolutePath + "/report");
    }
}
