using System.IO.Compression;
using Entente.Bodies;
using Entente.Bodies.Editing;
using Entente.Shared.Jobs;

namespace Entente.Tests.Rooms.Bodies.Editing;

/// <summary>The folder on disk and what is published on the page: nobody's work is silently lost.</summary>
public sealed class FolderTests(EditingApp app) : IClassFixture<EditingApp>
{
    [Fact]
    public async Task What_was_published_on_the_page_stands_when_the_folder_is_read_again()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        var outcome = await app.FromDisk(desk.Code);
        (outcome.IsNew, outcome.Version).ShouldBe((false, 2));
        outcome.OnPageOnly.ShouldBe(["body.yaml"]);
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
    }

    [Fact]
    public async Task A_file_changed_only_on_disk_is_published_beside_those_changed_on_the_page()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        desk.Write("lists/subjects.csv", "Second subject", "Another subject");
        (await app.FromDisk(desk.Code)).OnPageOnly.ShouldBe(["body.yaml"]);
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
        (await app.Ask<string>("select labels ->> 'en' from bodies.list_code where body = @code and code = 'B'", new { code = desk.Code })).ShouldBe("Another subject");
    }

    [Fact]
    public async Task A_file_changed_in_both_waits_as_a_proposal_and_is_settled_by_people()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        desk.Write("body.yaml", "name: Reporter", "name: Reporting officer");
        var outcome = await app.FromDisk(desk.Code);
        (outcome.IsNew, outcome.Version).ShouldBe((false, 2));
        outcome.Disputed.ShouldBe(["body.yaml"]);
        (await app.FromDisk(desk.Code)).Disputed.ShouldBe(["body.yaml"]);
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");

        var home = await desk.First.Get(desk.Address);
        var proposal = home.Link(".e-cards a");
        var page = await desk.First.Get(proposal);
        page.Say("main").ShouldContain("Nothing is lost");
        await desk.Change(proposal, "body.yaml", "name: Chair", "name: Chairperson");
        await desk.First.Submit(await desk.First.Get(proposal), "form[action$='handler=Settle']");
        await desk.Agree(proposal);
        (await app.Publish(Desk.IdOf(proposal))).ShouldBeEmpty();
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
        (await desk.NameInForce("post", "reporter")).ShouldBe("Reporting officer");

        // The folder has been looked at: it is not asked about again, and its next change counts.
        var again = await app.FromDisk(desk.Code);
        (again.IsNew, again.Disputed.Count).ShouldBe((false, 0));
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
    }

    [Fact]
    public async Task What_the_folder_says_may_be_declined()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        desk.Write("body.yaml", "name: Chair", "name: Presiding officer");
        (await app.FromDisk(desk.Code)).Disputed.ShouldBe(["body.yaml"]);
        var proposal = (await desk.First.Get(desk.Address)).Link(".e-cards a");
        await desk.First.Submit(await desk.First.Get(proposal), "#withdraw");
        var again = await app.FromDisk(desk.Code);
        again.Disputed.ShouldBeEmpty();
        again.OnPageOnly.ShouldBe(["body.yaml"]);
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
    }

    [Fact]
    public async Task The_published_files_are_written_into_the_folder_and_then_they_are_the_same()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        var home = await desk.First.Get(desk.Address);
        home.Say("main").ShouldContain("1 file is not in the folder on disk");
        (await desk.First.Submit(home, "#write")).Say("main").ShouldContain("being written");
        await FolderWriting.Run(app.Owner, app.Root, desk.Code, TestContext.Current.CancellationToken);
        desk.Read("body.yaml").ShouldContain("name: Chairperson");
        desk.Read("body.yaml").ShouldContain("# one text for each language");
        (await app.FromDisk(desk.Code)).OnPageOnly.ShouldBeEmpty();
        (await desk.First.Get(desk.Address)).Html.QuerySelector("#write").ShouldBeNull();
    }

    [Fact]
    public async Task A_file_changed_in_the_folder_is_not_written_over()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        desk.Write("body.yaml", "name: Chair", "name: Presiding officer");
        await Should.ThrowAsync<PermanentFailure>(FolderWriting.Run(app.Owner, app.Root, desk.Code, TestContext.Current.CancellationToken));
        desk.Read("body.yaml").ShouldContain("name: Presiding officer");
    }

    [Fact]
    public async Task The_folder_is_taken_away_whole_and_the_difference_as_a_patch()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        using var zip = new ZipArchive(await desk.First.Http.GetStreamAsync($"{desk.Address}?handler=Zip", TestContext.Current.CancellationToken));
        zip.Entries.Select(entry => entry.FullName).ShouldBe(
            new[] { "README.md", "annual-report.return.yaml", "body.yaml", "examples/annual-report-empty.yaml", "examples/annual-report-with-findings.yaml", "examples/annual-report.yaml", "lists/subjects.csv", "parties.csv", "texts/fr.yaml" }.Select(path => $"{desk.Code}/{path}"));
        var patch = await desk.First.Http.GetStringAsync($"{desk.Address}?handler=Patch", TestContext.Current.CancellationToken);
        patch.ShouldContain($"--- a/bodies/{desk.Code}/body.yaml\n+++ b/bodies/{desk.Code}/body.yaml\n");
        patch.ShouldContain("-    name: Chair\n+    name: Chairperson\n");
    }

    [Fact]
    public async Task Errors_in_the_folder_leave_everything_as_it_is()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        desk.Write("lists/subjects.csv", "A-1,Part", "A-1,,Part");
        (await app.FromDisk(desk.Code)).Findings.ShouldNotBeEmpty();
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
        desk.Write("lists/subjects.csv", "A-1,,Part", "A-1,Part");
        (await app.FromDisk(desk.Code)).Findings.ShouldBeEmpty();
    }
}
