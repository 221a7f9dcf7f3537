using Entente.Bodies.Definitions;
using Entente.Tests.Kit;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>What was declared under one version of a definition and goes on under the next, with the formulas that say how.</summary>
public sealed class CarriedAnswersTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Answers_of_the_period_before_are_worked_out_anew_by_the_formulas_of_the_carry_over_and_wait_to_be_confirmed()
    {
        await app.Publish([Before("growing")]);
        await app.Knows("growing", 1);
        using var clerk = app.As(app.Clerk);
        using var minister = app.As(app.Minister);
        var address = await Begun(clerk, "growing", "2025-W30");
        await clerk.Submit(await clerk.Get(address + "/report"), "form.e-entry", ("f.officer", "K. Sato"), ("f.crew", "12"), ("do", "stay"));
        await clerk.Submit(await clerk.Get(address + "/bycatch"), "form.e-entry", ("r1.weight", "1500"), ("r2.weight", ""), ("r3.weight", "250.5"), ("do", "stay"));
        (await minister.Submit(await minister.Get(address + "/steps/submit"), "form[method=post]:has(button.e-button)")).Say("main").ShouldNotContain("There is a problem");

        await app.Publish([After("growing")]);
        await app.Knows("growing", 2);
        var next = await Begun(clerk, "growing", "2025-W31");
        var report = await clerk.Get(next + "/report");
        report.One("[name='f.officer']").GetAttribute("value").ShouldBe("K. SATO");
        report.One("[name='f.per_head']").GetAttribute("value").ShouldBeNullOrEmpty("what cannot be worked out is asked");
        report.Html.QuerySelectorAll(".e-confirm").Length.ShouldBe(1);
        var table = await clerk.Get(next + "/bycatch");
        table.Html.QuerySelectorAll("tr[data-row] input[name$='.tonnes']").Select(input => input.GetAttribute("value") ?? "").ShouldBe(["1.5", "", "0.2505"]);
        table.Html.QuerySelectorAll("td.e-sheet__confirm").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_begins_with_what_the_formulas_make_of_the_last_version()
    {
        await app.Publish([Before("mended")]);
        await app.Knows("mended", 1);
        using var clerk = app.As(app.Clerk);
        using var minister = app.As(app.Minister);
        using var officer = app.As(app.Officer);
        var address = await Begun(clerk, "mended", "2025-W40");
        await clerk.Submit(await clerk.Get(address + "/report"), "form.e-entry", ("f.officer", "K. Sato"), ("do", "stay"));
        await clerk.Submit(await clerk.Get(address + "/bycatch"), "form.e-entry", ("r2.weight", "2000"), ("do", "stay"));
        await minister.Submit(await minister.Get(address + "/steps/submit"), "form[method=post]:has(button.e-button)");
        await officer.Submit(await officer.Get(address + "/steps/return"), "form[method=post]:has(button.e-button)", ("reason", "In tonnes, please"));

        await app.Publish([After("mended")]);
        await app.Knows("mended", 2);
        await clerk.Submit(await clerk.Get(address), "form[action$='handler=Correct']");
        (await clerk.Get(address + "/bycatch")).Html.QuerySelectorAll("tr[data-row] input[name$='.tonnes']").Select(input => input.GetAttribute("value") ?? "").ShouldBe(["", "2", ""]);
    }

    private static Definition Before(string code)
    {
        var listed = Listed() with { Code = code };
        return listed with { Sections = [listed.Sections[0] with { Fields = [.. listed.Sections[0].Fields, Of("crew", FieldType.Whole, "Crew")] }, listed.Sections[1]] };
    }

    // The weight is told in tonnes from now on.
    private static Definition After(string code) => Before(code) with
    {
        Sections =
        [
            Fields("report", "The report", Text("officer", "Responsible officer") with { Required = "true" }, Number("per_head", "Catch for each of the crew")),
            Table("bycatch", "By-catch", new RowRules(0, 100, [], new ForEach(false, "species")),
                Of("species", FieldType.Code, "Species") with { List = "species", Required = "true" },
                Number("tonnes", "Weight") with { Unit = "t", Places = 4, From = 0 }),
        ],
        Carries =
        [
            new("report.officer", "report.officer", "upper case(old.officer)"),
            new("report.per_head", "report.crew", "100 / (old.crew - 12)"),
            new("bycatch.tonnes", "bycatch.weight", "old.weight / 1000"),
        ],
    };

    private static async Task<string> Begun(Browser clerk, string definition, string period) =>
        (await clerk.Submit(await clerk.Get($"/bodies/tuna/{definition}"), "form.e-begin", ("period", period))).Address.AbsolutePath;
}
