using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Feel;
using Entente.Feel.Browser;
using Entente.Feel.Checking;

namespace Entente.Tests.Feel.Browser;

/// <summary>
/// The shared vectors: rules with values and what the server and the page answer. They are written anew by
/// <c>ENTENTE_WRITE=vectors</c>; a change of them is to be read before it is kept.
/// </summary>
public sealed class VectorTests
{
    private static readonly JsonSerializerOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string File => Path.Combine(Script.Folder, "vectors.json");

    [Fact]
    public async Task The_page_answers_what_the_server_answers_or_does_not_know()
    {
        if (Environment.GetEnvironmentVariable("ENTENTE_WRITE") == "vectors")
            await Write();
        var vectors = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken))!["rules"]!.AsArray();
        vectors.Sum(rule => rule!["cases"]!.AsArray().Count).ShouldBeGreaterThan(300);
        var cases = vectors.SelectMany(rule => rule!["cases"]!.AsArray().Select(one => (Rule: rule, Values: one![0]!, Answer: one[1]!.AsObject()))).ToList();
        var page = await Script.Run(cases.Select(one => (one.Rule["page"]!.ToJsonString(), one.Values)));
        for (var i = 0; i < cases.Count; i++)
        {
            var (rule, values, answer) = cases[i];
            var about = $"{rule["rule"]} with {values.ToJsonString(readable)}";
            var server = Server(Read(rule["rule"]!.ToString()), values);
            server.ToJsonString().ShouldBe(Without(answer, "unknown").ToJsonString(), about);
            page[i].ToJsonString().ShouldBe(answer["unknown"] is { } unknown ? $$"""{"unknown":"{{unknown}}"}""" : server.ToJsonString(), about);
        }
    }

    [Fact]
    public async Task The_vectors_hold_the_rules_as_they_are_written_today()
    {
        var vectors = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken))!["rules"]!.AsArray();
        vectors.Select(rule => rule!["rule"]!.ToString()).ShouldBe(Examples.Rules);
        foreach (var rule in vectors)
            rule!["page"]!.ToJsonString().ShouldBe(OnPage(Read(rule["rule"]!.ToString())), rule["rule"]!.ToString());
    }

    internal static Checked Read(string rule)
    {
        var read = Rule.Check(rule, Form.Scope);
        read.Findings.ShouldBeEmpty(rule);
        return read;
    }

    internal static JsonObject Server(Checked read, JsonNode values) => Form.Answer(read.Compile().Evaluate(Form.Read(values)));

    private static IEnumerable<JsonObject> More(string rule) =>
        Examples.More.Where(more => more.Rule == rule).SelectMany(more => more.Values).Select(values => JsonNode.Parse(values)!.AsObject());

    private static string OnPage(Checked read)
    {
        var paged = PageRule.Of(read);
        string.Join("; ", paged.Findings.Select(finding => string.Join(" ", finding.Facts))).ShouldBeEmpty(Entente.Feel.Syntax.Printer.Print(read.Tree));
        return paged.Rule!.Json;
    }

    private static JsonObject Without(JsonObject answer, string name)
    {
        var rest = answer.DeepClone().AsObject();
        rest.Remove(name);
        return rest;
    }

    private static async Task Write()
    {
        var all = Examples.Rules.Select(rule => (Rule: rule, Read: Read(rule))).Select(one => (one.Rule, one.Read, Page: OnPage(one.Read)))
            .SelectMany(one => Typed.For(one.Read.Tree).Concat(More(one.Rule)).DistinctBy(values => values.ToJsonString()).Select(values => (one.Rule, one.Read, one.Page, Values: values))).ToList();
        var page = await Script.Run(all.Select(one => (one.Page, (JsonNode)one.Values)));
        var lines = all.Zip(page).GroupBy(one => (one.First.Rule, one.First.Page)).Select(rule =>
        {
            var cases = rule.Select(one => $"    [{one.First.Values.ToJsonString(readable)}, {Expected(Server(one.First.Read, one.First.Values), one.Second).ToJsonString(readable)}]");
            return $$"""
                  {"rule": {{JsonSerializer.Serialize(rule.Key.Rule, readable)}},
                   "page": {{rule.Key.Page}},
                   "cases": [
                {{string.Join(",\n", cases)}}]}
                """;
        });
        var types = new JsonObject([.. Form.Scope.Names.Select(name => KeyValuePair.Create(name.Name, Type(name.Type)))]);
        await System.IO.File.WriteAllTextAsync(File, $"{{\"types\": {types.ToJsonString()},\n\"rules\": [\n{string.Join(",\n", lines)}\n]}}\n", new UTF8Encoding(false), TestContext.Current.CancellationToken);
    }

    private static JsonObject Expected(JsonObject server, JsonNode page)
    {
        if (page["unknown"] is { } unknown)
            server["unknown"] = unknown.DeepClone();
        return server;
    }

    private static JsonNode? Type(FeelType type) => type switch
    {
        ListType list => new JsonArray(Type(list.Member)),
        ContextType context => new JsonObject([.. context.Members.Select(member => KeyValuePair.Create(member.Name, Type(member.Type)))]),
        _ => type.Key,
    };
}
