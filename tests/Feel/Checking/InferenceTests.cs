using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Tests.Feel.Checking;

public sealed class InferenceTests
{
    [Theory]
    [InlineData("sum(catches[gear = \"PS\"].weight_kg) <= party.quota_kg", "boolean")]
    [InlineData("catches.weight_kg", "list<number>")]
    [InlineData("catches[1].weight_kg", "number")]
    [InlineData("catches[gear = \"PS\"][1].landed", "date")]
    [InlineData("landed.year", "number")]
    [InlineData("sent.time offset", "days and time duration")]
    [InlineData("landed - sent", "days and time duration")]
    [InlineData("landed + @\"P1Y\"", "date")]
    [InlineData("duration(\"P1D\") * 2", "days and time duration")]
    [InlineData("@\"P1D\" / @\"PT1H\"", "number")]
    [InlineData("for x in 1..3, y in catches return x * y.weight_kg", "list<number>")]
    [InlineData("for x in [1..3] return x", "list<number>")]
    [InlineData("if party.member then 1 else null", "number")]
    [InlineData("if party.member then 1 else \"a\"", "Any")]
    [InlineData("[1, \"a\"]", "list<Any>")]
    [InlineData("append([], 1)", "list<number>")]
    [InlineData("append(codes, 5)", "list<Any>")]
    [InlineData("concatenate(codes, [\"a\"])", "list<string>")]
    [InlineData("min(catches.landed)", "date")]
    [InlineData("max(1, 2)", "number")]
    [InlineData("sort(codes, function(a, b) a < b)", "list<string>")]
    [InlineData("split(\"a b\", \" \")", "list<string>")]
    [InlineData("range(\"[1..5]\")", "range<number>")]
    [InlineData("[1..5].start", "number")]
    [InlineData("(< 5)", "range<number>")]
    [InlineData("{a: 1, b: a + 1}.b", "number")]
    [InlineData("function(a: number, b) a + b", "function<number, Any> -> number")]
    [InlineData("{f: function(a: number) a + 1, g: f(1)}.g", "number")]
    [InlineData("weight_kg[item > 5]", "list<number>")]
    [InlineData("date and time(landed, @\"10:00:00\")", "date and time")]
    public void Types_are_found(string text, string type) => Desk.TypeOf(text).ToString().ShouldBe(type);

    [Theory]
    [InlineData("open + 1", "number")]
    [InlineData("open.anything > 5", "boolean")]
    [InlineData("open[x > 5 and y = \"a\"]", "list<Any>")]
    [InlineData("open(1, \"a\")", "Any")]
    [InlineData("open * 2", "Any")]
    [InlineData("sum(open)", "number")]
    public void What_is_not_known_may_be_anything(string text, string type) => Desk.TypeOf(text).ToString().ShouldBe(type);

    [Theory]
    [InlineData("weight_kg = null")]
    [InlineData("if weight_kg = null then 0 else weight_kg")]
    [InlineData("list contains(codes, null)")]
    [InlineData("weight_kg in (> 5, < 2, 3, [7..8], null)")]
    [InlineData("gear in (\"PS\", ? = \"LL\")")]
    [InlineData("weight_kg in ([1, 2], [[3..4]])")]
    [InlineData("row.gear in catches.gear")]
    [InlineData("register[vessel_id = row.vessel_id][1].flag = \"FR\"")]
    [InlineData("gear = if party.member then \"PS\" else \"LL\"")]
    [InlineData("is(landed, weight_kg)")]
    [InlineData("count(5) = 1")]
    public void Good_rules_have_no_findings(string text) => Desk.Findings(text).ShouldBeEmpty();

    [Fact]
    public void Every_node_has_its_type()
    {
        var read = Desk.Check("sum(catches[gear = \"PS\"].weight_kg) <= party.quota_kg");
        foreach (var node in read.Tree.Walk().Where(n => n is not Name { Text: "sum" }))
            read.TypeOf(node).ShouldNotBe(Any, node.ToString());
    }

    [Fact]
    public void A_filter_sees_the_members_of_its_items_before_the_scope() =>
        Desk.TypeOf("register[flag = \"FR\" and length_m > weight_kg]").ShouldBe(ListOf(Desk.Vessel));

    [Fact]
    public void A_cell_tests_what_the_scope_calls_a_question_mark()
    {
        var scope = Scope.Of(("?", Number));
        Checker.CheckTests("> 5, [1..2], ? * 2 = 8", scope).Findings.ShouldBeEmpty();
        Checker.CheckTests("> 5, \"PS\"", scope).Findings.Single().Code.ShouldBe("compared-types");
    }

    [Fact]
    public void Types_of_the_scope_can_be_named()
    {
        var scope = Scope.Of(("a", Any)).Naming(("tCatch", Desk.Catch));
        Checker.Check("(function(c: tCatch) c.weight_kg)(a) + 1", scope).Findings.ShouldBeEmpty();
        Checker.Check("(function(c: tCatch) c.weigth_kg)(a) + 1", scope).Findings.Single().Suggestion.ShouldBe("weight_kg");
    }

    [Fact]
    public void What_the_parser_finds_stands_with_the_rest()
    {
        var read = Checker.Check("a == nothing", Scope.Of(("a", Number)));
        read.Findings.Select(f => f.Code).ShouldContain("unknown-name");
        read.Findings.Count.ShouldBe(2);
        Checker.Check("1 +", Scope.Empty).Findings.ShouldNotBeEmpty();
    }
}
