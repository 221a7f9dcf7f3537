using System.Text;
using Entente.Feel;
using Entente.Feel.Dmn;
using static Entente.Tests.Feel.Dmn.Sheets;

namespace Entente.Tests.Feel.Dmn;

public class ModelTests
{
    private const string Dmn = "https://www.omg.org/spec/DMN/20230324/MODEL/";

    private static DmnFile File(string content, string space = "test", string version = Dmn) =>
        new($"{space}.dmn", Encoding.UTF8.GetBytes($"""<definitions xmlns="{version}" name="{space}" namespace="{space}">{content}</definitions>"""));

    private static string Decision(string name, string text, string needs = "", string type = "") =>
        $"""<decision name="{name}" id="{name}"><variable name="{name}"{(type.Length > 0 ? $" typeRef=\"{type}\"" : "")}/>{needs}<literalExpression><text>{text}</text></literalExpression></decision>""";

    private static string Needs(params string[] decisions) =>
        string.Concat(decisions.Select(name => $"""<informationRequirement><requiredDecision href="#{name}"/></informationRequirement>"""));

    private static DmnModel Model(string content)
    {
        var (model, findings) = DmnModel.Read(File(content));
        findings.ShouldBeEmpty();
        return model!;
    }

    private static string[] Findings(string content) => [.. DmnModel.Read(File(content)).Findings.Select(finding => $"{finding.Element}: {Said(finding)[(Said(finding).IndexOf(' ', StringComparison.Ordinal) + 1)..]}")];

    [Theory]
    [InlineData("http://www.omg.org/spec/DMN/20180521/MODEL/")]
    [InlineData("https://www.omg.org/spec/DMN/20191111/MODEL/")]
    [InlineData("https://www.omg.org/spec/DMN/20211108/MODEL/")]
    [InlineData(Dmn)]
    public void Versions_1_2_to_1_5_are_read(string version) =>
        DmnModel.Read(File(Decision("a", "1"), version: version)).Model!.Decide("a", Context.Empty).Value.ShouldBe(Value.Of(1));

    [Theory]
    [InlineData("<definitions xmlns='http://www.omg.org/spec/DMN/20151101/dmn.xsd'/>", "1:2 dmn-version http://www.omg.org/spec/DMN/20151101/dmn.xsd")]
    [InlineData("<html/>", "1:2 not-dmn html")]
    [InlineData("<definitions>\n<decision></definitions>", "2:13 not-xml")]
    [InlineData("", "0:0 not-xml")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><definitions>&b;</definitions>", "0:0 not-xml")]
    public void What_is_no_model_is_refused(string content, string finding)
    {
        var (model, findings) = DmnModel.Read(new DmnFile("x.dmn", Encoding.UTF8.GetBytes(content)));
        model.ShouldBeNull();
        findings.Select(Said).ShouldBe([finding]);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_line_and_column()
    {
        var (_, findings) = DmnModel.Read(File(
            """

            <decision name="a" id="a"><variable typeRef="tNone"/><literalExpression><text>1 +</text></literalExpression></decision>
            <decision id="b"><invoke/></decision>
            <decision name="c" id="c"><informationRequirement><requiredDecision href="#none"/></informationRequirement></decision>
            <decision name="d" id="a"><decisionTable hitPolicy="BEST"><rule/></decisionTable></decision>
            """));
        findings.Select(finding => $"{finding.At.Line}:{finding.At.Column} {finding.Finding.Code}").Order(StringComparer.Ordinal).ShouldBe([
            "2:28 missing-attribute", "2:28 unknown-type", "2:74 expected-value", "3:19 unexpected-element", "3:2 missing-attribute", "4:52 unknown-reference", "5:2 repeated-id",
            "5:28 missing-part", "5:28 no-output", "5:28 unknown-hit-policy",
        ]);
    }

    [Fact]
    public void Circles_are_refused_and_name_their_members()
    {
        var content = Decision("a", "b", Needs("b")) + Decision("b", "c", Needs("c")) + Decision("c", "a", Needs("a")) + Decision("d", "1");
        Findings(content).ShouldBe(["c: circle a, b, c"]);
        var model = DmnModel.Read(File(content)).Model!;
        Text(model.Decide("a", Context.Empty)).ShouldBe("circle: a, b, c");
        Text(model.Decide("d", Context.Empty)).ShouldBe("1");
    }

    [Fact]
    public void A_long_chain_of_decisions_is_decided()
    {
        var chain = Enumerable.Range(1, 3000).Select(n => Decision($"d{n}", $"d{n - 1} + 1", Needs($"d{n - 1}")));
        Model(Decision("d0", "0") + string.Concat(chain)).Decide("d3000", Context.Empty).Value.ShouldBe(Value.Of(3000));
    }

    [Fact]
    public void A_result_takes_its_type_or_says_why_not()
    {
        var model = Model(Decision("a", "[1]", type: "number") + Decision("b", "&quot;x&quot;", type: "number"));
        Text(model.Decide("a", Context.Empty)).ShouldBe("1");
        Text(model.Decide("b", Context.Empty)).ShouldBe("wrong-type: number, \"x\"");
    }

    [Fact]
    public void An_input_that_is_missing_or_not_allowed_is_a_problem()
    {
        var model = Model(
            """
            <itemDefinition name="tGear"><typeRef>string</typeRef><allowedValues><text>"PS", "LL"</text></allowedValues></itemDefinition>
            <inputData name="gear" id="gear"><variable name="gear" typeRef="tGear"/></inputData>
            """ + Decision("a", "gear + &quot;!&quot;", """<informationRequirement><requiredInput href="#gear"/></informationRequirement>"""));
        Text(model.Decide("a", Context.Of(("gear", Value.Of("PS"))))).ShouldBe("\"PS!\"");
        Text(model.Decide("a", Context.Of(("gear", Value.Of("TX"))))).ShouldBe("not-allowed: \"TX\", text");
        Text(model.Decide("a", Context.Empty)).ShouldBe("not-given: gear");
    }

    [Fact]
    public void A_decision_sees_only_what_it_requires()
    {
        var content = Decision("a", "1") + Decision("b", "a");
        Findings(content).ShouldBe(["b: unknown-name a"]);
        Text(DmnModel.Read(File(content)).Model!.Decide("b", Context.Empty)).ShouldBe("unknown-name: a");
    }

    [Fact]
    public void Expressions_are_checked_against_the_types_of_what_they_require()
    {
        var content =
            """
            <itemDefinition name="tCatch"><itemComponent name="net weight"><typeRef>number</typeRef></itemComponent></itemDefinition>
            <inputData name="catch" id="catch"><variable name="catch" typeRef="tCatch"/></inputData>
            """
            + Decision("a", "catch.net weight + &quot;kg&quot;", """<informationRequirement><requiredInput href="#catch"/></informationRequirement>""");
        Findings(content).ShouldBe(["a: arithmetic-types +, number, text"]);
        Findings(content.Replace("net weight + &quot;kg&quot;", "net", StringComparison.Ordinal)).ShouldBe(["a: unknown-member net, context"]);
    }

    [Fact]
    public void The_cells_of_a_decision_table_are_checked_too() =>
        Findings(
            """
            <inputData name="weight" id="weight"><variable name="weight" typeRef="number"/></inputData>
            <decision name="a" id="a"><informationRequirement><requiredInput href="#weight"/></informationRequirement>
            <decisionTable><input><inputExpression><text>weight</text></inputExpression></input><output typeRef="number"/>
            <rule><inputEntry><text>"heavy"</text></inputEntry><outputEntry><text>"much"</text></outputEntry></rule></decisionTable></decision>
            """).ShouldBe(["a: compared-types number, text", "a: answer-type text, number"]);

    [Fact]
    public void Knowledge_may_call_itself_within_the_limits()
    {
        var model = Model(
            """
            <businessKnowledgeModel name="fib" id="fib"><variable name="fib"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
            <literalExpression><text>if n &lt; 2 then n else fib(n - 1) + fib(n - 2)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
            <businessKnowledgeModel name="loop" id="loop"><variable name="loop"/><encapsulatedLogic>
            <literalExpression><text>loop()</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
            """
            + Decision("a", "fib(15)", """<knowledgeRequirement><requiredKnowledge href="#fib"/></knowledgeRequirement>""")
            + Decision("b", "loop()", """<knowledgeRequirement><requiredKnowledge href="#loop"/></knowledgeRequirement>"""));
        Text(model.Decide("a", Context.Empty)).ShouldBe("610");
        model.Decide("b", Context.Empty).Problem!.Code.ShouldBe("too-deep");
        model.Decide("a", Context.Empty, new Limits(Steps: 1000)).Problem!.Code.ShouldBe("too-many-steps");
    }

    [Fact]
    public void A_function_from_outside_is_refused_with_a_problem()
    {
        const string Content =
            """
            <businessKnowledgeModel name="f" id="f"><variable name="f"/><encapsulatedLogic kind="Java"><context/></encapsulatedLogic></businessKnowledgeModel>
            <decision name="a" id="a"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement><literalExpression><text>f()</text></literalExpression></decision>
            """;
        Findings(Content).ShouldBe(["f: external-function Java"]);
        DmnModel.Read(File(Content)).Model!.Decide("a", Context.Empty).Problem.ShouldNotBeNull();
    }

    [Fact]
    public void Boxed_expressions_may_stand_in_one_another_only_so_deep()
    {
        var deep = string.Concat(Enumerable.Repeat("<list>", 5000)) + string.Concat(Enumerable.Repeat("</list>", 5000));
        Findings($"""<decision name="a" id="a">{deep}</decision>""").ShouldBe(["a: too-deep 60"]);
    }

    [Fact]
    public void Spoiled_models_are_read_without_an_exception()
    {
        if (Syntax.KitTexts.Folder is not { } kit)
            return;
        var random = new Random(20261121);
        foreach (var file in Directory.EnumerateFiles(kit, "*.dmn", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, n) => n % 5 == 0))
        {
            var text = System.IO.File.ReadAllText(file);
            var names = Words(text).ToArray();
            for (var n = 0; n < 4; n++)
            {
                var (at, length) = names[random.Next(names.Length)];
                var (from, count) = names[random.Next(names.Length)];
                var spoiled = string.Concat(text.AsSpan(0, at), text.AsSpan(from, count), text.AsSpan(at + length));
                var (model, findings) = DmnModel.Read(new DmnFile("spoiled.dmn", Encoding.UTF8.GetBytes(spoiled)));
                (model is not null || findings.Count > 0).ShouldBeTrue();
                foreach (var decision in (model?.Decisions ?? []).Take(20))
                    model!.Decide(decision, Context.Empty, new Limits(Steps: 20_000));
            }
        }
    }

    private static IEnumerable<(int At, int Length)> Words(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var end = at;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            if (end - at > 2)
                yield return (at, end - at);
            at = end;
        }
    }
}
