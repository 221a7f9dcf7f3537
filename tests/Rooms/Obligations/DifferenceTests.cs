using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>What a measure changed, between two days.</summary>
public sealed class DifferenceTests(StatusApp app) : IClassFixture<StatusApp>
{
    private static readonly Guid Old = Guid.Parse("00000000-0000-0000-0000-00000000b001");
    private static readonly Guid Adopted = Guid.Parse("00000000-0000-0000-0000-00000000b002");

    [Fact]
    public async Task What_is_added_lifted_and_moved_is_shown_and_another_period_is_not()
    {
        var (before, after) = (At(1), At(20));
        await app.Owes("JPN", 2025, new DateOnly(2025, 6, 30), definition: "register", requirement: Old, code: "OLD", known: before);
        var lifted = await app.Owes("GHA", 2025, new DateOnly(2025, 6, 30), definition: "register", requirement: Old, code: "OLD", known: before);
        var moved = await app.Owes("JPN", 2024, new DateOnly(2025, 9, 1), definition: "register", requirement: Old, code: "OLD", known: before);
        await app.Owes("JPN", 2026, new DateOnly(2026, 6, 30), definition: "register", requirement: Old, code: "OLD", known: after);
        await app.Owes("JPN", 2026, new DateOnly(2026, 6, 30), definition: "register", requirement: Adopted, code: "NEW", known: after);
        await app.Happened(lifted, "lifted", after, "lifted", new DateOnly(2025, 6, 30));
        await app.Happened(moved, "due-moved", after, "owed", new DateOnly(2025, 10, 1));
        using var desk = app.As(app.Desk);
        var page = await desk.Get("/bodies/tuna/status/difference?from=2025-03-10&to=2025-03-30");
        page.Html.QuerySelectorAll("caption").Select(caption => caption.TextContent).ShouldBe(["Added: 1", "No longer owed: 1", "Day moved: 1"]);
        page.Say("table:nth-of-type(1) tbody").ShouldContain("NEW Requirement NEW Japan 1 30 June 2026");
        page.Say("main").ShouldContain("OLD Requirement OLD Ghana 1 30 June 2025");
        page.Say("main").ShouldContain("OLD Requirement OLD Japan 1 1 September 2025 1 October 2025");
        (await desk.Get("/bodies/tuna/status/difference?from=2025-03-21&to=2025-03-30")).Say("main").ShouldContain("Nothing changed");
        using var visitor = app.Browser();
        (await visitor.Get("/bodies/tuna/status/difference?from=2025-03-10&to=2025-03-30")).Say("main").ShouldNotContain("NEW");
    }

    private static DateTimeOffset At(int day) => new(2025, 3, day, 12, 0, 0, TimeSpan.Zero);
}
