using static Entente.Tests.Feel.Dmn.Sheets;

namespace Entente.Tests.Feel.Dmn;

public class HitPolicyTests
{
    private static string Under(string policy, decimal weight) => Asked(
        $"""
        {policy}   | weight_kg | -> fee
        allowed    | -         | 30, 10, 20
        1          | > 5       | 10
        2          | > 10      | 20
        3          | > 15      | 10
        4          | > 20      | 30
        """, "PS", weight);

    [Fact]
    public void Unique_answers_the_only_row() => Under("U", 6).ShouldBe("10");

    [Fact]
    public void Unique_refuses_two_rows() => Under("U", 11).ShouldBe("several-rows-apply: 1, 2, fees");

    [Fact]
    public void Any_refuses_rows_that_disagree() => Under("A", 11).ShouldBe("rows-disagree: 1, 2, fees");

    [Fact]
    public void Any_takes_rows_that_agree() =>
        Asked(
            """
            A | gear | weight_kg | -> fee
              | "PS" | -         | 5
              | -    | > 10      | 2 + 3
            """, "PS", 11).ShouldBe("5");

    [Fact]
    public void First_answers_the_first_row() => Under("F", 99).ShouldBe("10");

    [Fact]
    public void Priority_answers_what_stands_first_in_the_allowed_values() => Under("P", 99).ShouldBe("30");

    [Fact]
    public void Rule_order_lists_the_answers_of_the_rows() => Under("R", 99).ShouldBe("[10, 20, 10, 30]");

    [Fact]
    public void Output_order_lists_them_by_the_allowed_values() => Under("O", 99).ShouldBe("[30, 10, 10, 20]");

    [Fact]
    public void Collect_lists_them() => Under("C", 11).ShouldBe("[10, 20]");

    [Theory]
    [InlineData("C+", "70")]
    [InlineData("C<", "10")]
    [InlineData("C>", "30")]
    [InlineData("C#", "4")]
    public void Collect_makes_one_of_them(string policy, string answer) => Under(policy, 99).ShouldBe(answer);

    [Theory]
    [InlineData("U", "null")]
    [InlineData("C", "null")]
    [InlineData("C+", "null")]
    [InlineData("C#", "0")]
    public void Without_a_row_there_is_nothing(string policy, string answer) => Under(policy, 1).ShouldBe(answer);

    [Fact]
    public void Without_a_row_the_default_is_answered() =>
        Asked(
            """
            U       | weight_kg | -> fee | -> note
            default |           | 7      | "none"
            1       | > 5       | 10     | "some"
            """, "PS", 1).ShouldBe("""{fee: 7, note: "none"}""");

    [Fact]
    public void Several_outputs_make_a_context() =>
        Asked(
            """
            U | weight_kg | -> fee        | -> note
              | > 5       | weight_kg * 2 | gear + "!"
            """, "PS", 6).ShouldBe("""{fee: 12, note: "PS!"}""");

    [Fact]
    public void Priority_looks_at_the_outputs_one_after_the_other() =>
        Asked(
            """
            P       | weight_kg | -> level        | -> note
            allowed |           | "high", "low"   | "b", "a"
            1       | > 5       | "low"           | "b"
            2       | > 5       | "high"          | "a"
            3       | > 5       | "high"          | "b"
            """, "PS", 6).ShouldBe("""{level: "high", note: "b"}""");

    [Fact]
    public void An_answer_that_is_not_allowed_is_a_problem() =>
        Asked(
            """
            U       | weight_kg | -> fee
            allowed | -         | 1, 2
            1       | -         | weight_kg
            """, "PS", 6).ShouldBe("not-allowed: 6, fees");

    [Fact]
    public void An_input_that_is_not_allowed_is_a_problem() =>
        Asked(
            """
            U       | weight_kg | -> fee
            allowed | >= 0      |
            1       | < 5       | 1
            """, "PS", -6).ShouldBe("not-allowed: -6, weight_kg");

    [Fact]
    public void A_blank_input_passes_only_cells_that_accept_it()
    {
        var rule = Rule(
            """
            F | weight_kg | -> fee
              | > 5       | 1
              | null      | 2
              | -         | 3
            """);
        Text(rule.Evaluate([default, default])).ShouldBe("2");
    }

    [Fact]
    public void A_large_table_answers_the_same_with_and_without_its_index()
    {
        var cells = Enumerable.Range(0, 500).Select(n => $"{n + 1} | \"c{n}\" | - | {n}");
        var indexed = Entente.Feel.Dmn.Tables.PreparedTable.Prepare(Table("U | code | n | -> fee\n" + string.Join('\n', cells)), Running.Run.Any(["code", "n"])).Rule!;
        var plain = Entente.Feel.Dmn.Tables.PreparedTable.Prepare(Table("U | code + \"\" | n | -> fee\n501 | starts with(?, \"z\") | - | 9\n".Replace("501", "1") + string.Join('\n', cells.Select(row => row[row.IndexOf('|')..]))), Running.Run.Any(["code", "n"])).Rule!;
        foreach (var n in new[] { 0, 250, 499, 500 })
            Text(indexed.Evaluate([Entente.Feel.Value.Of($"c{n}")])).ShouldBe(Text(plain.Evaluate([Entente.Feel.Value.Of($"c{n}")])));
    }

    [Fact]
    public void Rows_that_accept_anything_are_found_beside_those_of_the_index()
    {
        var rule = Rule("R | gear | weight_kg | -> fee\n" + string.Join('\n', Enumerable.Range(0, 12).Select(n => $" | {(n % 4 == 3 ? "-" : n % 2 == 0 ? "\"PS\"" : "\"LL\"")} | - | {n}")));
        Text(rule.Evaluate([Entente.Feel.Value.Of("LL")])).ShouldBe("[1, 3, 5, 7, 9, 11]");
        Text(rule.Evaluate([Entente.Feel.Value.Of("BB")])).ShouldBe("[3, 7, 11]");
        Text(rule.Evaluate([default])).ShouldBe("[3, 7, 11]");
    }
}
