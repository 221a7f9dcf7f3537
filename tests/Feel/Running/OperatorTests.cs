namespace Entente.Tests.Feel.Running;

public sealed class OperatorTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("\"a\" + \"b\"", "\"ab\"")]
    [InlineData("2 ** 10", "1024")]
    [InlineData("@\"2026-03-01\" - @\"2026-02-01\"", "@\"P28D\"")]
    [InlineData("@\"2026-01-31\" + @\"P1M\"", "@\"2026-02-28\"")]
    [InlineData("@\"P1D\" * 3", "@\"P3D\"")]
    [InlineData("@\"P1Y\" / @\"P1M\"", "12")]
    [InlineData("1 / 4", "0.25")]
    [InlineData("-(2 + 3)", "-5")]
    public void Arithmetic(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("1 / 0", "divided-by-zero")]
    [InlineData("9E6144 * 10", "out-of-range")]
    [InlineData("1 + \"a\"", "arithmetic-types")]
    [InlineData("-\"a\"", "negated-type")]
    [InlineData("1 < \"a\"", "compared-types")]
    [InlineData("1 = \"a\"", "compared-types")]
    [InlineData("1 and true", "not-boolean")]
    [InlineData("nothing + 1", "unknown-name")]
    public void What_fails_says_why(string text, string problem) => Run.Text(text).ShouldBe(problem);

    [Theory]
    [InlineData("null + 1")]
    [InlineData("null < 1")]
    [InlineData("-null")]
    [InlineData("true and null")]
    [InlineData("null[1].a")]
    public void A_blank_makes_a_blank_and_no_problem(string text) => Run.Of(text).IsBlank.ShouldBeTrue();

    [Theory]
    [InlineData("true and false", "false")]
    [InlineData("null and false", "false")]
    [InlineData("1 and false", "false")]
    [InlineData("null or true", "true")]
    [InlineData("\"a\" or true", "true")]
    [InlineData("false or null", "null")]
    [InlineData("null and true and false", "false")]
    [InlineData("true and true and null", "null")]
    [InlineData("null or false or true", "true")]
    public void And_or_are_decided_by_what_decides(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("5 between 1 and 10", "true")]
    [InlineData("0 between 1 and 10", "false")]
    [InlineData("1 + 1 between 1 + 1 and 10", "true")]
    [InlineData("null between 1 and 10", "null")]
    [InlineData("5 between 10 and null", "false")]
    public void Between(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("5 in (1, < 5, >= 5)", "true")]
    [InlineData("5 in [1..5)", "false")]
    [InlineData("5 in (> 3)", "true")]
    [InlineData("5 in ([1..3], [4..6])", "true")]
    [InlineData("\"PS\" in (\"LL\", \"PS\")", "true")]
    [InlineData("\"PS\" in [\"LL\", \"HL\"]", "false")]
    [InlineData("[1] in [[1], [2]]", "true")]
    [InlineData("5 in (? > 3 and ? < 6)", "true")]
    [InlineData("null in (1, null)", "true")]
    [InlineData("null in [1..2]", "null")]
    public void In(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("1 = 1.0", "true")]
    [InlineData("null = null", "true")]
    [InlineData("1 = null", "false")]
    [InlineData("1 != null", "true")]
    [InlineData("[1, 2] = [1, 2]", "true")]
    [InlineData("{a: 1, b: 2} = {b: 2, a: 1}", "true")]
    public void Equality(string text, string value) => Run.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("if 1 / 0 > 1 then 1 else 2", "2 but divided-by-zero")]
    [InlineData("count([1, 2, 0][4 / item > 3])", "1 but divided-by-zero")]
    [InlineData("1 / 0 != 5", "true but divided-by-zero")]
    public void A_failure_that_the_language_passes_over_is_told(string text, string value) => Run.Text(text).ShouldBe(value);

    [Fact]
    public void Who_asks_whether_a_failure_is_null_is_answered() => Run.Text("1 / 0 = null").ShouldBe("true");
}
