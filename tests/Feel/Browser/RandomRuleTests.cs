using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Feel;
using Entente.Feel.Browser;
using Entente.Feel.Checking;

namespace Entente.Tests.Feel.Browser;

/// <summary>Random rules with random values: the page never gives another answer than the server. More of them with <c>ENTENTE_CASES=100000</c>, others with <c>ENTENTE_SEED=2</c>.</summary>
public sealed class RandomRuleTests
{
    private static readonly int cases = Cases.Of(2_000);
    private static readonly int seed = 20_260_314 + Cases.Seed;

    [Fact]
    public async Task The_page_never_answers_otherwise()
    {
        var random = new Random(seed);
        var rules = new RandomRules(random);
        var all = new List<(string Text, Checked Read, string Page, JsonObject Values)>();
        for (var tried = 0; all.Count < cases; tried++)
        {
            tried.ShouldBeLessThan(cases * 3);
            var (text, read) = Draw(rules);
            if (PageRule.Of(read).Rule is { } page)
                all.AddRange(Enumerable.Range(0, 4).Select(_ => (text, read, page.Json, Values(random))));
        }
        var answers = await Script.Run(all.Select(one => (one.Page, (JsonNode)one.Values)));
        var known = 0;
        for (var i = 0; i < all.Count; i++)
        {
            if (answers[i]["unknown"] is { } unknown)
            {
                unknown.ToString().ShouldNotBe("broken", $"seed {seed}: {all[i].Text} with {all[i].Values.ToJsonString()}");
                continue;
            }
            known++;
            answers[i].ToJsonString().ShouldBe(VectorTests.Server(all[i].Read, all[i].Values).ToJsonString(), $"seed {seed}: {all[i].Text} with {all[i].Values.ToJsonString()}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{known} of {all.Count} known, {answers.Count(answer => answer["value"] is not null)} not blank");
        known.ShouldBeGreaterThan(all.Count * 7 / 10);
    }

    private static (string Text, Checked Read) Draw(RandomRules rules)
    {
        while (true)
        {
            var text = rules.Rule();
            if (Rule.Check(text, Form.Scope) is { Findings.Count: 0 } read)
                return (text, read);
        }
    }

    private static JsonObject Values(Random random)
    {
        var values = new JsonObject();
        foreach (var (name, type) in Form.Scope.Names)
            values[name] = Typed.Draw(type, random, random.Next(3) > 0);
        return values;
    }
}
