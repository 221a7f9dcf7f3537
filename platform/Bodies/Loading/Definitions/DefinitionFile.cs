using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Reads one CODE.KIND.yaml. What cannot be used is reported and left out.</summary>
internal static class DefinitionFile
{
    public static Definition Read(YamlMap map, Reading reading)
    {
        var root = new MapReader(map, "", reading.Findings);
        var (name, about) = (reading.Text(root, "name", ""), reading.Optional(root, "about", ""));
        var declaredBy = root.Word("declared-by");
        if (declaredBy is not null && declaredBy.Value != Definition.ByBody)
            reading.Audience(declaredBy, alone: true);
        var sharing = Sharing(root, reading);
        var sections = new SectionsPart(root, reading).Read();
        var known = new Known(sections);
        var facts = new FactsPart(root, reading, known).Read();
        new NamesPart(reading).Check(sections, facts);
        new MentionsPart(reading, known).CheckHelp(sections);
        var checks = new ChecksPart(root, reading, known).Read();
        var workflow = new WorkflowPart(root, reading, declaredBy?.Value == Definition.ByBody).Read();
        var traits = new TraitsPart(root, reading, known, workflow).Read();
        new ConfidentialPart(reading).Check(sections, traits);
        var carries = new CarriesPart(root, reading, known).Read();
        root.Close();
        var definition = new Definition(reading.Code, reading.Kind, name, about, declaredBy?.Value ?? Definition.ByBody, sharing, sections, facts, checks, workflow, carries, traits);
        if (declaredBy?.Value == Definition.ByBody && definition.MayBeSealed)
            reading.Findings.Add(declaredBy.At, "sealed-kind", "What the body declares cannot be sealed.", "Only what parties declare in a return can be for the party alone. Write \"own\" for the body's serving people.");
        return definition;
    }

    private static Sharing Sharing(MapReader root, Reading reading)
    {
        var shownTo = reading.Audience(root, "shown-to") ?? Entente.Bodies.Definitions.Sharing.Own;
        return new Sharing(shownTo, reading.Choices(root) ?? []) { OpensWithin = reading.OpensWithin(root) };
    }
}
