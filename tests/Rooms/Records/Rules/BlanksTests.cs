using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;

namespace Entente.Tests.Rooms.Records.Rules;

/// <summary>What docs/definitions.md says about formulas with an unanswered field.</summary>
public sealed class BlanksTests
{
    private static readonly Scope Names = Scope.Of(("gear", FeelType.Text), ("weight", FeelType.Number), ("rows", FeelType.ListOf(FeelType.ContextOf(("weight", FeelType.Number)))));

    [Theory]
    [InlineData("weight + 1", "null")]
    [InlineData("weight > 5", "null")]
    [InlineData("weight between 1 and 5", "null")]
    [InlineData("not(weight > 5)", "null")]
    [InlineData("gear = \"PS\"", "false")]
    [InlineData("gear != \"PS\"", "true")]
    [InlineData("gear = null", "true")]
    [InlineData("gear != null", "false")]
    [InlineData("gear in (\"PS\", \"LL\")", "false")]
    [InlineData("not(gear in (\"PS\", \"LL\"))", "true")]
    [InlineData("weight > 5 or gear = null", "true")]
    [InlineData("weight > 5 and gear != null", "false")]
    [InlineData("if weight > 5 then 1 else 2", "2")]
    [InlineData("count(rows)", "2")]
    [InlineData("sum(rows.weight)", "null")]
    [InlineData("sum(rows[weight != null].weight)", "3")]
    [InlineData("sum(rows[weight > 100].weight)", "null")]
    public void A_blank_comes_out_as_the_guide_says(string formula, string value)
    {
        var rows = FeelList.Of(Value.Of(Context.Of(("weight", Value.Of(3)))), Value.Of(Context.Of(("weight", Value.Null))));
        Feel.Rule.Check(formula, Names).Compile().Evaluate([Value.Null, Value.Null, Value.Of(rows)], Limits.Default).Value.ToString().ShouldBe(value);
    }
}
