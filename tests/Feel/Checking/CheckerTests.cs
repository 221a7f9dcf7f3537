using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Tests.Feel.Checking;

public sealed class CheckerTests
{
    [Theory]
    [InlineData("weigth_kg > 5", "weigth_kg | unknown-name weigth_kg -> weight_kg")]
    [InlineData("zzzzz > 5", "zzzzz | unknown-name zzzzz")]
    [InlineData("quota_kg > 5", "quota_kg | unknown-name quota_kg -> party.quota_kg")]
    [InlineData("gear = PS", "PS | unknown-name PS -> \"PS\"")]
    [InlineData("some catch in catches satisfies ctach.weight_kg > 1", "ctach | unknown-name ctach -> catch")]
    [InlineData("party.qouta_kg", "qouta_kg | unknown-member qouta_kg / context -> quota_kg")]
    [InlineData("sum(catches.weigth_kg)", "weigth_kg | unknown-member weigth_kg / context -> weight_kg")]
    [InlineData("landed.yaer", "yaer | unknown-member yaer / date -> year")]
    [InlineData("weight_kg.x", "x | no-members x / number")]
    [InlineData("weight_kg instance of numbr", "numbr | unknown-type numbr -> number")]
    [InlineData("? > 5", "? | test-outside ")]
    public void Names_that_are_not_there(string text, string finding) => Desk.Findings(text).ShouldBe([finding]);

    [Theory]
    [InlineData("sumn(catches.weight_kg)", "sumn | unknown-function sumn -> sum")]
    [InlineData("party()", "party | not-a-function party / context")]
    [InlineData("sum()", "sum() | argument-count sum / 0 / 1|…")]
    [InlineData("date(2026, 1)", "date(2026, 1) | argument-count date / 2 / 1|3")]
    [InlineData("substring(text: \"abc\", start position: 1)", "\"abc\" | unknown-parameter substring / text -> string")]
    [InlineData("round up(n: 1, scael: 2)", "2 | unknown-parameter round up / scael -> scale")]
    [InlineData("substring(string: \"abc\")", "substring(string: \"abc\") | missing-argument substring / start position")]
    [InlineData("floor(n: 1, n: 2)", "2 | argument-twice floor / n")]
    [InlineData("substring(5, 1)", "5 | argument-type substring / string / number / text")]
    [InlineData("max(1, 2, \"a\")", "\"a\" | argument-type max / c / text / number")]
    [InlineData("list contains(codes, 5)", "5 | argument-type list contains / element / number / text")]
    [InlineData("substring(codes, 1)", "codes | argument-type substring / string / list:text / text")]
    [InlineData("before(landed, [1..2])", "[1..2] | argument-type before / point2 / range:number / date|range:date")]
    [InlineData("sort(catches, function(a, b) a.weight_kg)", "function(a, b) a.weight_kg | argument-type sort / precedes / function:number / function:boolean")]
    [InlineData("sort(catches, function(a, b) a.weigth_kg < b.weight_kg)", "weigth_kg | unknown-member weigth_kg / context -> weight_kg")]
    [InlineData("{f: function(a: number) a + 1, g: f(\"x\")}", "\"x\" | argument-type f / 1 / text / number")]
    [InlineData("{f: function(a: number) a + 1, g: f(1, 2)}", "f(1, 2) | argument-count f / 2 / 1")]
    public void Calls_that_do_not_suit(string text, string finding) => Desk.Findings(text).ShouldBe([finding]);

    [Theory]
    [InlineData("weight_kg = \"5\"", "weight_kg = \"5\" | compared-types number / text")]
    [InlineData("landed < weight_kg", "landed < weight_kg | compared-types date / number")]
    [InlineData("landed > sent", "landed > sent | compared-types date / date-and-time")]
    [InlineData("catches.weight_kg > 5", "catches.weight_kg > 5 | compared-types list:number / number")]
    [InlineData("party.member < true", "party.member < true | no-order boolean")]
    [InlineData("gear = \"PSS\"", "\"PSS\" | unknown-code PSS / PS, LL, BB -> \"PS\"")]
    [InlineData("gear in (\"PS\", \"XX\")", "\"XX\" | unknown-code XX / PS, LL, BB")]
    [InlineData("gear in [\"PS\", \"XX\"]", "\"XX\" | unknown-code XX / PS, LL, BB")]
    [InlineData("list contains(catches.gear, \"XX\")", "\"XX\" | unknown-code XX / PS, LL, BB")]
    [InlineData("gear = row.area", "gear = row.area | compared-codes PS, LL, BB / ATE, ATW")]
    [InlineData("weight_kg in [\"a\"..\"b\"]", "[\"a\"..\"b\"] | compared-types number / text")]
    [InlineData("landed in (@\"2026-01-01\", party.member)", "party.member | compared-types date / boolean")]
    [InlineData("weight_kg between landed and 5", "landed | compared-types number / date")]
    [InlineData("weight_kg > null", "weight_kg > null | always-null null")]
    public void Comparisons_that_say_nothing(string text, string finding) => Desk.Findings(text).ShouldBe([finding]);

    [Theory]
    [InlineData("landed + 5", "landed + 5 | arithmetic-types + / date / number")]
    [InlineData("\"a\" - \"b\"", "\"a\" - \"b\" | arithmetic-types - / text / text")]
    [InlineData("sum(catches.weight_kg) + party.name", "sum(catches.weight_kg) + party.name | arithmetic-types + / number / text")]
    [InlineData("-landed", "-landed | negated-type date")]
    [InlineData("weight_kg / 0", "weight_kg / 0 | divided-by-zero ")]
    [InlineData("weight_kg + null", "weight_kg + null | always-null null")]
    [InlineData("string length(null)", "string length(null) | always-null string length")]
    [InlineData("[10..5]", "[10..5] | empty-range ")]
    [InlineData("[1..\"a\"]", "[1..\"a\"] | range-ends number / text")]
    [InlineData("weight_kg between 10 and 5", "10 and 5 | empty-range ")]
    public void Calculations_that_cannot_be(string text, string finding) => Desk.Findings(text).ShouldBe([finding]);

    [Theory]
    [InlineData("if weight_kg then 1 else 2", "weight_kg | condition-type if / number")]
    [InlineData("party.member and weight_kg", "weight_kg | condition-type and / number")]
    [InlineData("some x in catches satisfies x.weight_kg", "x.weight_kg | condition-type satisfies / number")]
    [InlineData("weight_kg in (? + 1)", "? + 1 | condition-type test / number")]
    [InlineData("not(weight_kg)", "weight_kg | argument-type not / negand / number / boolean")]
    [InlineData("if 1 > 2 then 1 else 2", "1 | unreachable-branch then")]
    [InlineData("if not(false) then 1 else 2", "2 | unreachable-branch else")]
    [InlineData("catches[gear]", "gear | filter-type text")]
    [InlineData("catches[false]", "false | filter-never ")]
    [InlineData("catches[0]", "0 | filter-never ")]
    [InlineData("catches[1.5]", "1.5 | filter-never ")]
    [InlineData("catches[null]", "null | filter-never ")]
    [InlineData("register[vessel_id = vessel_id]", "vessel_id = vessel_id | filter-self vessel_id")]
    [InlineData("for x in weight_kg return x", "weight_kg | not-a-list x / number")]
    [InlineData("for x in 1..\"a\" return x", "1..\"a\" | range-ends number / text")]
    [InlineData("{a: 1, a: 2}", "2 | duplicate-key a")]
    [InlineData("function(a, a) a", "function(a, a) a | duplicate-parameter a")]
    public void Conditions_and_loops_that_cannot_be(string text, string finding) => Desk.Findings(text).ShouldBe([finding]);

    [Theory]
    [InlineData("@\"2026-02-30\"", "@\"2026-02-30\" | wrong-literal 2026-02-30 / temporal")]
    [InlineData("date(\"x\")", "\"x\" | wrong-literal x / date")]
    [InlineData("time(\"25:00:00\")", "\"25:00:00\" | wrong-literal 25:00:00 / time")]
    [InlineData("date and time(\"x\")", "\"x\" | wrong-literal x / date and time")]
    [InlineData("duration(\"5 days\")", "\"5 days\" | wrong-literal 5 days / duration")]
    [InlineData("number(\"abc\")", "\"abc\" | wrong-literal abc / number")]
    [InlineData("range(\"[a..5]\")", "\"[a..5]\" | wrong-literal [a..5] / range")]
    public void Literals_that_cannot_be_read(string text, string finding) => Desk.Findings(text).ShouldBe([finding]);

    [Fact]
    public void Everything_is_said_at_once() =>
        Desk.Findings("sum(catches[gear = \"XX\"].weigth_kg) <= party.qouta and landed > 5").Length.ShouldBe(4);

    [Fact]
    public void What_is_unknown_is_said_once_and_brings_no_further_findings() =>
        Desk.Findings("(nothing + 1) * 2 > 5 and count(nothing.more[a > 1]) = 3").ShouldBe(["nothing | unknown-name nothing", "nothing | unknown-name nothing"]);
}
