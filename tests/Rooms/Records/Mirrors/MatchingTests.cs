using Entente.Records.Mirrors;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Records.Mirrors;

/// <summary>The comparison alone: nothing is lost, nothing counts twice, and what is near enough matches.</summary>
public sealed class MatchingTests
{
    [Fact]
    public void What_both_say_matches_differs_or_stands_alone()
    {
        var lines = Matching.Of([Row("JPN", "GHA", "BET", 100), Row("JPN", "GHA", "SWO", 50), Row("NOR", "GHA", "BET", 7)], [Row("JPN", "GHA", "BET", 100), Row("JPN", "GHA", "SWO", 80), Row("JPN", "NOR", "BET", 9)], 0, 0);
        lines.Select(line => (line.Pair.Here, line.Pair.There, line.Pair.Agree, line.Here, line.There, line.Difference, line.Outcome)).Order().ShouldBe(new[]
        {
            ("JPN", "GHA", "BET", (decimal?)100, (decimal?)100, 0m, MatchOutcome.Matched), ("JPN", "GHA", "SWO", 50, 80, -30, MatchOutcome.Differs),
            ("JPN", "NOR", "BET", null, 9, -9, MatchOutcome.OnlyThere), ("NOR", "GHA", "BET", 7, null, 7, MatchOutcome.OnlyHere),
        });
    }

    [Fact]
    public void Rows_that_agree_are_added_up_on_either_side()
    {
        var line = Matching.Of([Row("JPN", "GHA", "BET", 60), Row("JPN", "GHA", "BET", 40)], [Row("JPN", "GHA", "BET", 99)], 1, 0).ShouldHaveSingleItem();
        (line.Here, line.There, line.RowsHere, line.RowsThere, line.Outcome).ShouldBe((100m, 99m, 2, 1, MatchOutcome.Matched));
    }

    [Theory]
    [InlineData(100, 98, 2, 0, true)]
    [InlineData(98, 100, 2, 0, true)]
    [InlineData(100, 97.9, 2, 0, false)]
    [InlineData(5, 14, 2, 10, true)]
    [InlineData(5, 16, 2, 10, false)]
    [InlineData(0, 0, 0, 0, true)]
    [InlineData(0, 1, 100, 0, true)]
    public void Figures_match_within_a_share_of_the_larger_or_an_amount(double one, double other, double percent, double amount, bool near) => Matching.Near((decimal)one, (decimal)other, (decimal)percent, (decimal)amount).ShouldBe(near);

    [Fact]
    public void A_row_of_nothing_is_a_row() => Matching.Of([Row("JPN", "GHA", "BET", 0)], [], 0, 0).ShouldHaveSingleItem().Outcome.ShouldBe(MatchOutcome.OnlyHere);

    [Fact]
    public void Every_row_is_in_exactly_one_line_and_the_sums_are_kept() =>
        Prop.ForAll(Rows.ToArbitrary(), Rows.ToArbitrary(), (here, there) =>
        {
            var lines = Matching.Of(here, there, 2, 5);
            return lines.Select(line => line.Pair).Distinct().Count() == lines.Count
                && lines.Select(line => line.Pair).ToHashSet().SetEquals(here.Concat(there).Select(row => row.Pair))
                && lines.Sum(line => line.RowsHere) == here.Length && lines.Sum(line => line.RowsThere) == there.Length
                && lines.Sum(line => line.Here ?? 0) == here.Sum(row => row.Figure) && lines.Sum(line => line.There ?? 0) == there.Sum(row => row.Figure)
                && lines.All(line => line.RowsHere == here.Count(row => row.Pair == line.Pair) && line.RowsThere == there.Count(row => row.Pair == line.Pair))
                && lines.All(line => line.Outcome == (line.RowsThere == 0 ? MatchOutcome.OnlyHere : line.RowsHere == 0 ? MatchOutcome.OnlyThere : Matching.Near(line.Here!.Value, line.There!.Value, 2, 5) ? MatchOutcome.Matched : MatchOutcome.Differs));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Seen_from_the_other_side_it_is_the_same_with_the_sign_turned() =>
        Prop.ForAll(Rows.ToArbitrary(), Rows.ToArbitrary(), (here, there) =>
        {
            var (one, other) = (Matching.Of(here, there, 2, 5).ToDictionary(line => line.Pair), Matching.Of(there, here, 2, 5).ToDictionary(line => line.Pair));
            return one.All(line => other[line.Key].Difference == -line.Value.Difference && other[line.Key].IsMatched == line.Value.IsMatched);
        }).QuickCheckThrowOnFailure();

    private static Gen<SideRow[]> Rows =>
        Gen.Choose(0, 2).Zip(Gen.Choose(0, 2)).Zip(Gen.Choose(0, 1)).Zip(Gen.Choose(0, 400)).Select(drawn =>
            Row(Codes[drawn.Item1.Item1.Item1], Codes[drawn.Item1.Item1.Item2], drawn.Item1.Item2 == 0 ? "BET" : "SWO", drawn.Item2 / 4m)).ArrayOf();

    private static readonly string[] Codes = ["JPN", "GHA", "NOR"];

    private static SideRow Row(string here, string there, string species, decimal figure) => new(Pair.Of(here, there, [species]), figure, []);
}
