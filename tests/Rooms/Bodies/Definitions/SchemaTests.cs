using System.Text.Json.Nodes;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Client.Run;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>The schema that editors use (docs/definition.schema.json) says what the loader says.</summary>
public sealed class SchemaTests
{
    private static readonly string Root = House.Find().Root;
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "docs", "definition.schema.json")))!.AsObject();

    public static TheoryData<string> Definitions =>
    [
        .. new[] { Path.Combine(Root, "bodies"), Path.Combine(Root, "platform", "Bodies", "Skeleton"), Golden.Folder }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
            .Where(file => Enum.GetNames<DefinitionKind>().Any(kind => file.EndsWith($".{kind}.yaml", StringComparison.OrdinalIgnoreCase)))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Every_definition_there_is_keeps_to_it(string file) => new SchemaCheck(Schema).Problems(YamlAsJson.Read(File.ReadAllText(Path.Combine(Root, file)))).ShouldBeEmpty();

    [Fact]
    public void The_example_of_the_guide_keeps_to_it_and_loads()
    {
        var guide = File.ReadAllText(Path.Combine(Root, "docs", "definitions.md"));
        var example = guide.Split("```yaml\n")[1].Split("```")[0];
        new SchemaCheck(Schema).Problems(YamlAsJson.Read(example)).ShouldBeEmpty();
        var findings = Golden.Body.With("bluefin-catch.return.yaml", example.Replace("party.code != \"EU\"", "party.code != \"ZAF\"")).Findings();
        // The French texts are left to the reader.
        findings.ShouldAllBe(finding => finding.Rule == "missing-translation");
    }

    // Golden uses every key that the loader knows, and the schema takes no other: so what golden never uses the loader does not know.
    [Fact]
    public void Every_key_of_it_is_one_that_the_loader_knows()
    {
        var used = Definitions.Select(row => row.Data).Where(file => file.Contains("golden", StringComparison.Ordinal))
            .SelectMany(file => Keys(YamlAsJson.Read(File.ReadAllText(Path.Combine(Root, file))))).ToHashSet(StringComparer.Ordinal);
        Properties(Schema).Where(key => !used.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_of_field_is_in_it() =>
        Schema["$defs"]!["field"]!["properties"]!["type"]!["enum"]!.AsArray().Select(type => (string)type!).Count().ShouldBe(Enum.GetValues<FieldType>().Length);

    [Theory]
    [InlineData("every: week", "evry: week")]
    [InlineData("every: week", "every: fortnight")]
    [InlineData("type: url,", "type: uri,")]
    [InlineData("type: url,", "type: url, unit: kg,")]
    [InlineData("list: oceans, ", "")]
    [InlineData("level: warning", "level: warn")]
    [InlineData("reason: required", "reason: always")]
    [InlineData("      no_catch:", "      No-Catch:")]
    [InlineData("rows: {least: 0,", "rows: {least: -1,")]
    [InlineData("{last-version: report}", "{last-version: report, last-period: catches}")]
    public void What_the_loader_refuses_by_its_form_the_schema_refuses_too(string old, string with)
    {
        var spoilt = Golden.Body.Replace("catch.return.yaml", old, with);
        spoilt.Findings().ShouldNotBeEmpty();
        new SchemaCheck(Schema).Problems(YamlAsJson.Read(spoilt.Text("catch.return.yaml"))).ShouldNotBeEmpty();
    }

    private static IEnumerable<string> Keys(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Keys(entry.Value).Prepend(entry.Key)),
        JsonArray list => list.SelectMany(Keys),
        _ => [],
    };

    private static IEnumerable<string> Properties(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry is { Key: "properties", Value: JsonObject named }
            ? named.SelectMany(property => Properties(property.Value).Prepend(property.Key)) : Properties(entry.Value)),
        JsonArray list => list.SelectMany(Properties),
        _ => [],
    };
}
