using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Writing;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Disclosing;

/// <summary>Whoever reads all of a statement sees it as others do: through their readings, byte by byte.</summary>
public sealed class SeenAsTests(DisclosingApp app) : IClassFixture<DisclosingApp>
{
    public static TheoryData<string> Choices { get; } = ["public", "own", "parties; people: sealed", "public; people: own; report.profit: sealed; catches.price: public", "sealed", "public; people: sealed; report.profit: public"];

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task What_is_shown_as_somebody_is_what_that_one_gets(string choice)
    {
        var statement = await app.Submit(choice);
        using var clerk = app.As(app.Clerk);
        foreach (var (principal, person) in new (string, Guid?)[] { ("public", null), ("party:GHA", app.Ghana), ("serving", app.Desk) })
        {
            using var other = person is { } one ? app.As(one) : app.Browser();
            var theirs = await other.Get(DisclosingApp.Address(statement) + "/view/versions/1");
            var seen = await clerk.Get($"{DisclosingApp.Address(statement)}/view/as/{principal}");
            DisclosingApp.Content(seen).ShouldBe(DisclosingApp.Content(theirs), principal);
            if (DisclosingApp.Content(theirs).Length == 0)
                seen.Say("main").ShouldContain("They see nothing of it.");
            var file = await clerk.Get($"{DisclosingApp.Address(statement)}/view/as/{principal}?form=json");
            if ((int)theirs.Status == 404)
                ((int)file.Status).ShouldBe(404);
            foreach (var (word, section) in new[] { ("secret owner", "people"), ("All well", "report"), ("Maru", "catches") })
                file.Text.Contains(word, StringComparison.Ordinal).ShouldBe(theirs.Text.Contains(word, StringComparison.Ordinal), $"{section} as {principal}");
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task A_draft_is_seen_as_it_will_be_once_it_is_submitted(string choice)
    {
        var statement = Guid.NewGuid();
        using var clerk = app.As(app.Clerk);
        (await app.Door.Do(new Open(statement, "tuna", "shared", app.Week()), await app.Japan)).Done.ShouldBeTrue();
        await clerk.Submit(await clerk.Get(DisclosingApp.Address(statement)), "form[action*=Correct]");
        await clerk.Submit(await clerk.Get(DisclosingApp.Address(statement) + "/report"), "main form", ("remark", "All well"), ("profit", "17"));
        await clerk.Submit(await clerk.Get(DisclosingApp.Address(statement) + "/people"), "main form", ("owner", "A secret owner"));
        await app.Execute("update records.draft set shown_to = @choice where statement = @statement", new { choice, statement });
        var before = new Dictionary<string, string>();
        foreach (var principal in new[] { "public", "party:GHA", "serving", "all:parties", "group:south" })
            before[principal] = DisclosingApp.Content(await clerk.Get($"{DisclosingApp.Address(statement)}/view/as/{principal}?draft=true"));
        await clerk.Submit(await clerk.Get(DisclosingApp.Address(statement) + "/steps/submit"), "main form");
        foreach (var (principal, seen) in before)
            DisclosingApp.Content(await clerk.Get($"{DisclosingApp.Address(statement)}/view/as/{principal}")).ShouldBe(seen, principal);
    }

    [Fact]
    public async Task Nobody_looks_as_another_at_what_is_not_its_own()
    {
        var statement = await app.Submit("public");
        foreach (var person in new[] { app.Ghana, app.Desk })
        {
            using var stranger = app.As(person);
            ((int)(await stranger.Get($"{DisclosingApp.Address(statement)}/view/as/party:JPN")).Status).ShouldBe(404);
            ((int)(await stranger.Get($"{DisclosingApp.Address(statement)}/view/as")).Status).ShouldBe(404);
        }
        using var clerk = app.As(app.Clerk);
        ((int)(await clerk.Get($"{DisclosingApp.Address(statement)}/view/as/party:XYZ")).Status).ShouldBe(404);
    }
}
