namespace Entente.Tests.Rooms.Bodies;

/// <summary>What follows from a slip is not said beside it, or whoever mends it does not know where to begin.</summary>
public sealed class OneSlipTests
{
    [Theory]
    [InlineData("\nsections:", "\nsection:", "unknown-key")]
    [InlineData("        name: Subject\n", "        nam: Subject\n", "unknown-key")]
    [InlineData("every: year", "evry: year", "unknown-key")]
    [InlineData("    fields:\n      subject:", "    field:\n      subject:", "unknown-key")]
    [InlineData("      number:\n", "      numbr:\n", "unknown-place unknown-text")]
    [InlineData("  measures:\n", "  measurs:\n", "formula-unknown-name unknown-place unknown-section unknown-text")]
    public void One_slip_is_said_where_it_is_and_where_the_name_is_used(string right, string wrong, string said) =>
        string.Join(' ', Example.New().Replace("annual-report.return.yaml", right, wrong).Findings().Select(finding => finding.Rule).Order(StringComparer.Ordinal)).ShouldBe(said);

    [Fact]
    public void Two_slips_are_both_said() =>
        Example.New().Replace("annual-report.return.yaml", "every: year", "evry: year").Replace("annual-report.return.yaml", "due: period.end + @\"P90D\"", "due: perod.end")
            .Findings().Select(finding => finding.Rule).ShouldBe(["unknown-key", "formula-unknown-name"], ignoreOrder: true);
}
