using Entente.Client.Test;

namespace Entente.Tests.House;

public sealed class SuiteTests
{
    [Theory]
    [InlineData("   Rooms  Total: 12, Errors: 0, Failed: 2, Skipped: 1, Not Run: 0, Time: 1.574s", 9, 2, 1)]
    [InlineData("   Rooms  Total: 3, Errors: 1, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.574s", 3, 1, 0)]
    [InlineData("ℹ pass 7", 7, 0, 0)]
    [InlineData("# fail 2", 0, 2, 0)]
    [InlineData("ℹ skipped 3", 0, 0, 3)]
    public void The_closing_line_of_a_suite_is_counted(string line, int passed, int failed, int skipped) =>
        Suite.Count(line).ShouldBe(new Tally(passed, failed, skipped));

    [Fact]
    public void A_suite_that_says_nothing_has_failed() =>
        Suite.Judge(null, exitCode: 0).Failed.ShouldBe(1);

    [Fact]
    public void A_suite_that_crashes_after_its_count_has_failed() =>
        Suite.Judge(new Tally(5, 0, 0), exitCode: 134).ShouldBe(new Tally(5, 1, 0));

    [Theory]
    [InlineData("    Entente.Tests.Rooms.Jobs.WorkerTests.Work_begins [FAIL]", "Entente.Tests.Rooms.Jobs.WorkerTests.Work_begins")]
    [InlineData("✖ goods.net_kg <= goods.gross_kg (0.461146ms)", "goods.net_kg <= goods.gross_kg (0.461146ms)")]
    [InlineData("✔ goods.net_kg <= goods.gross_kg (0.461146ms)", null)]
    [InlineData("ℹ fail 0", null)]
    public void What_failed_is_named_again_at_the_end(string line, string? failed) => Suite.Failed(line).ShouldBe(failed);
}
