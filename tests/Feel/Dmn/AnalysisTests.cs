using Entente.Feel.Dmn.Tables;
using static Entente.Tests.Feel.Dmn.Sheets;

namespace Entente.Tests.Feel.Dmn;

public class AnalysisTests
{
    private static string[] Gaps(string sheet) => [.. Analysis(sheet).Gaps.Select(gap => $"{string.Join(" & ", gap.Where)} such as {string.Join(" & ", gap.Example)}")];

    private static string[] Overlaps(string sheet) => [.. Analysis(sheet).Overlaps.Select(one => $"{one.First} and {one.Second} at {string.Join(" & ", one.Example)}")];

    [Fact]
    public void A_gap_between_two_numbers_has_an_example() =>
        Gaps(
            """
            U | gear | weight_kg | -> fee
              | "LL" | <= 12     | 1
              | "LL" | >= 13     | 2
              | "PS", "BB" | -   | 3
            """).ShouldBe(["\"LL\" & (12..13) such as \"LL\" & 12.5"]);

    [Fact]
    public void Codes_without_a_row_are_a_gap() =>
        Gaps(
            """
            U | gear | -> fee
              | "LL" | 1
              | "PS" | 1
            """).ShouldBe(["\"BB\" such as \"BB\""]);

    [Fact]
    public void Days_have_no_gap_between_them() =>
        Gaps(
            """
            U | landed | -> fee
              | <= @"2026-01-31" | 1
              | >= date("2026-02-01") | 1
            """).ShouldBeEmpty();

    [Fact]
    public void A_day_left_out_is_a_gap() =>
        Gaps(
            """
            U | landed | -> fee
              | < @"2026-01-31" | 1
              | > @"2026-01-31" | 1
            """).ShouldBe(["@\"2026-01-31\" such as @\"2026-01-31\""]);

    [Fact]
    public void What_is_not_allowed_is_no_gap() =>
        Gaps(
            """
            U       | weight_kg | frozen | -> fee
            allowed | [0..100]  |        |
            1       | <= 50     | true   | 1
            2       | > 50      | -      | 1
            """).ShouldBe(["[0..50] & false such as 0 & false"]);

    [Fact]
    public void Rows_that_overlap_are_named_with_an_example() =>
        Overlaps(
            """
            U | gear       | weight_kg  | -> fee
              | "PS"       | [0..10]    | 1
              | "PS", "LL" | [10..20]   | 2
              | not("PS")  | (20..30)   | 2
            """).ShouldBe(["1 and 2 at \"PS\" & 10"]);

    [Fact]
    public void Under_unique_an_overlap_matters_and_under_first_it_does_not()
    {
        const string Rows = """
             | weight_kg | -> fee
            1 | > 5       | 1
            2 | > 10      | 2
            3 | <= 5      | 2
            """;
        Analysis("U" + Rows).Findings.Select(Said).ShouldBe(["3:1 overlap 1, 2, weight_kg, 11"]);
        Analysis("F" + Rows).Findings.Select(Said).ShouldBe(["3:1 idle-row 2"]);
        Analysis("C" + Rows).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Under_any_only_a_conflict_matters() =>
        Analysis(
            """
            A | weight_kg | -> fee
              | > 5       | 1
              | > 10      | 1
              | > 20      | 2
              | -         | weight_kg
            """).Findings.Select(finding => $"{finding.Finding.Code} {finding.Finding.Facts[0]} {finding.Finding.Facts[1]}")
            .ShouldBe(["conflict 1 3", "possible-conflict 1 4", "conflict 2 3", "possible-conflict 2 4", "possible-conflict 3 4"]);

    [Fact]
    public void A_default_leaves_no_gap_to_tell() =>
        Analysis("U | weight_kg | -> fee\ndefault | | 0\n1 | > 5 | 1").Findings.ShouldBeEmpty();

    [Fact]
    public void A_row_that_accepts_nothing_is_idle() =>
        Analysis("U | weight_kg | -> fee\nallowed | >= 0 |\n1 | < 0 | 1\n2 | >= 0 | 1").Idle.ShouldBe([1]);

    [Fact]
    public void A_cell_that_computes_is_named_and_nothing_is_claimed_of_its_row()
    {
        var analysis = Analysis(
            """
            U | gear                   | weight_kg | -> fee
              | starts with(?, "P")    | > 5       | 1
              | "PS"                   | > 5       | 1
            """);
        analysis.Findings.Select(Said).ShouldContain("2:2 cell-not-analysed starts with(?, \"P\")");
        analysis.Overlaps.ShouldBeEmpty();
        analysis.Gaps.Select(gap => $"{gap.Where[1]}").Distinct().ShouldBe(["<= 5"]);
    }

    [Fact]
    public void A_blank_counts_where_a_cell_mentions_it() =>
        Gaps("U | weight_kg | -> fee\n1 | null | 1\n2 | < 5 | 1").ShouldBe([">= 5 such as 5"]);

    [Fact]
    public void Too_many_combinations_are_said_to_be_too_many()
    {
        var rows = Enumerable.Range(0, 24).Select(row => "| " + string.Join(" | ", Enumerable.Range(0, 24).Select(column => row == column ? "> 0" : "-")) + " | 1");
        var sheet = "U | " + string.Join(" | ", Enumerable.Range(0, 24).Select(column => "weight_kg + " + column)) + " | -> fee\n" + string.Join('\n', rows);
        var analysis = Analysis(sheet);
        analysis.Gaps.Count.ShouldBe(1);
        analysis.Gaps[0].Where.ShouldAllBe(where => where == "<= 0");
    }

    [Fact]
    public void A_thousand_rows_are_analysed_in_a_moment()
    {
        var rows = Enumerable.Range(0, 1000).Select(row => $"| [{row}..{row + 1}) | \"PS\" | 1");
        var analysis = Analysis("U | weight_kg | gear | -> fee\n" + string.Join('\n', rows));
        analysis.Overlaps.ShouldBeEmpty();
        analysis.Gaps.Count.ShouldBe(2);
    }
}
