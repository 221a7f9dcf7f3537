using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Feel;
using Entente.Feel.Browser;
using Entente.Feel.Checking;

namespace Entente.Tests.Feel.Browser;

/// <summary>What is written for a page, and what is refused and left to the server.</summary>
public sealed class PageRuleTests
{
    [Theory]
    [InlineData("statement.quota_kg >= 0.5", """[1,["ge",["n","statement","quota_kg"],["#","0.5"]]]""")]
    [InlineData("catches[gear = \"PS\"].weight_kg = null", "type list:number")]
    [InlineData("count(catches[gear = \"PS\"]) = 2", """[1,["eq",["count",["[]",["c","catches"],["eq",["t",0,"gear"],"PS"]]],2]]""")]
    [InlineData("some c in catches satisfies c.checked", """[1,["some",["c","catches"],["b",0,"checked"]]]""")]
    [InlineData("yes and no and day < @\"2026-01-31\"", """[1,["and",["b","yes"],["b","no"],["lt",["d","day"],["@","2026-01-31"]]]]""")]
    [InlineData("a + 1 in (2, 3)", """[1,["let",["add",["n","a"],1],["or",["eq",["x",0],2],["eq",["x",0],3]]]]""")]
    [InlineData("a in [1..b)", """[1,["within",["n","a"],2,1,["n","b"]]]""")]
    [InlineData("day + duration(\"P30D\") = until", """[1,["eq",["add",["d","day"],["s",2592000]],["d","until"]]]""")]
    [InlineData("matches(word, \"^[A-Z]{2}é?$\")", """[1,["matches",["t","word"],"^[A-Z]{2}\\u00E9?$"]]""")]
    public void A_rule_is_written_compactly(string rule, string expected) => Written(rule).ShouldBe(expected);

    [Theory]
    [InlineData("day = today()", "function today")]
    [InlineData("a ** 2 > 4", "sign **")]
    [InlineData("(until - day) * 2 > @\"P4D\"", "sign *")]
    [InlineData("median(figures) > 1", "function median")]
    [InlineData("a instance of number", "form instance-of")]
    [InlineData("count(for x in 1..3 return x) = 3", "form range")]
    [InlineData("count(for x in figures, y in figures return x) = 3", "form iterators")]
    [InlineData("count(for x in figures return partial) = 3", "name partial")]
    [InlineData("substring(string: word, start position: 1) = \"P\"", "form arguments-by-name")]
    [InlineData("figures[a] = 1", "form place")]
    [InlineData("[1, 2] = figures", "type list:number")]
    [InlineData("{a: 1}.a = 1", "form context")]
    [InlineData("(function(x: number) x + 1)(2) = 3", "form function")]
    [InlineData("day < @\"2026-01-31T00:00:00\"", "compared")]
    [InlineData("@\"10:30:00\" < @\"11:30:00\"", "value 10:30:00; value 11:30:00")]
    [InlineData("matches(word, other)", "function matches")]
    [InlineData("matches(word, \"(a+)+b\")", "pattern (a+)+b")]
    [InlineData("matches(word, \"(a|b)\\1\")", "pattern (a|b)\\1")]
    [InlineData("day.year + a in (? in (1, 2))", "form test")]
    [InlineData("figures", "type list:number")]
    [InlineData("day - until", "type days-duration")]
    [InlineData("a = 1E+400", "value 1E+400")]
    [InlineData("count(catches.species[item = \"PS\"]) = 1", "")]
    public void What_is_outside_of_the_subset_is_left_to_the_server(string rule, string why)
    {
        if (why.Length == 0)
            Written(rule).ShouldStartWith("[1,");
        else if (why == "compared")
            PageRule.Of(Rule.Check(rule, Form.Scope)).Findings.ShouldHaveSingleItem().Code.ShouldBe("compared-types");
        else
            Written(rule).ShouldBe(why);
    }

    [Fact]
    public void A_table_too_large_to_hold_is_not_on_the_page()
    {
        var scope = Form.Scope.Table("catches");
        Findings(Rule.Check("count(catches) < 10", scope)).ShouldBe("table catches");
    }

    [Fact]
    public void A_finding_points_at_what_is_refused()
    {
        const string rule = "a > 1 and day = today()";
        var finding = PageRule.Of(Rule.Check(rule, Form.Scope)).Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("not-on-page");
        rule.Substring(finding.At.Start, finding.At.Length).ShouldBe("today()");
    }

    [Fact]
    public void Deep_rules_are_refused_and_long_ones_are_not()
    {
        Written(string.Join(" or ", Enumerable.Range(0, 900).Select(i => $"a = {i}"))).ShouldStartWith("[1,[\"or\",");
        Written(string.Concat(Enumerable.Repeat("abs(", 70)) + "a" + new string(')', 70) + " = 1").ShouldStartWith("form depth");
    }

    [Fact]
    public void Nothing_in_it_has_to_be_escaped_in_HTML() =>
        Written("word != \"</script>&'\" and a < 1").IndexOfAny(['<', '>', '&', '\'']).ShouldBe(-1);

    [Fact]
    public async Task Case_is_that_of_the_server_for_every_letter()
    {
        var letters = Enumerable.Range(1, 0xFFFF).Select(unit => (char)unit).Where(unit => !char.IsSurrogate(unit)).Select(unit => unit.ToString()).ToList();
        foreach (var (rule, wanted) in new (string, Func<string, string>)[] { ("upper case(word)", letter => letter.ToUpperInvariant()), ("lower case(word)", letter => letter.ToLowerInvariant()) })
        {
            var page = Written(rule);
            var answers = await Script.Run(letters.Select(letter => (page, (JsonNode)new JsonObject { ["word"] = letter })));
            var known = letters.Zip(answers).Where(one => one.Second["unknown"] is null).ToList();
            known.Where(one => one.Second["value"]!.ToString() != wanted(one.First)).Select(one => ((int)one.First[0]).ToString("X4", CultureInfo.InvariantCulture)).ShouldBeEmpty(rule);
            known.Count.ShouldBeGreaterThan(20_000);
        }
    }

    [Fact]
    public async Task Patterns_match_what_they_match_on_the_server()
    {
        string[] patterns =
        [
            "", "^$", "a", "^a|b$", "[^a-c]", "^[^a-c]+$", "\\.", "^.$", "^.{2}$", "\\d", "^\\D+$", "\\w", "\\W", "\\s", "^\\S*$", "^[\\w.-]+@[\\w-]+$", "\\p{Lu}", "\\P{L}", "^\\i\\c*$", "[a-z-[aeiou]]{2}",
            "^(ab?|c){2}$", "^\\-?[0-9]{1,3}(,[0-9]{3})*$", "[🐎é]", "^[^🐎]$", "a{2,}", "[\\-\\]\\[]", "^a*?b+?", "(?:x|y)?z", "\\$|\\^", "\\n", "^[A-A]$", "[ -~]",
        ];
        string[] texts = ["a", "b", "ab", "abab", "abc", "aab", "é", "É", "🐎", "x🐎", ".", "-", "$", "\n", "a\nb", " ", "12", "1,234,567", "-12", "x@y", "xz", "٣", "_", "[", "]", "A", "bcd", "Été à Paris"];
        var all = patterns.SelectMany(pattern => texts.Select(text => (Rule: VectorTests.Read($"matches(word, \"{pattern.Replace("\\", "\\\\", StringComparison.Ordinal)}\")"), Values: new JsonObject { ["word"] = text }))).ToList();
        var answers = await Script.Run(all.Select(one => (PageRule.Of(one.Rule).Rule!.Json, (JsonNode)one.Values)));
        for (var i = 0; i < all.Count; i++)
            if (answers[i]["unknown"] is null)
                answers[i].ToJsonString().ShouldBe(VectorTests.Server(all[i].Rule, all[i].Values).ToJsonString(), $"{Entente.Feel.Syntax.Printer.Print(all[i].Rule.Tree)} {all[i].Values}");
        answers.Count(answer => answer["unknown"] is null).ShouldBeGreaterThan(all.Count * 3 / 4);
    }

    private static string Written(string rule) => Findings(Rule.Check(rule, Form.Scope));

    private static string Findings(Checked read)
    {
        var paged = PageRule.Of(read);
        return paged.Rule?.Json ?? string.Join("; ", paged.Findings.Select(finding => string.Join(' ', finding.Facts)));
    }
}
