using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>What an example expects: <c>plausible-weight at catches 1 weight</c>.</summary>
internal sealed partial class ExpectedPart(FileFindings findings, Definition definition)
{
    private readonly Known _known = new(definition.Sections);

    public List<ExpectedFinding> Read(MapReader root) =>
        root.Take("findings") switch
        {
            YamlList list => [.. list.Items.Select(Finding).OfType<ExpectedFinding>()],
            null or YamlBroken => [],
            var other => Wrong(other),
        };

    private List<ExpectedFinding> Wrong(YamlNode node)
    {
        findings.Add(node.At, "wrong-type", "\"findings\" must be a list.", "Write one finding a line, \"- required at report officer\", or \"findings: []\" where nothing is wrong.");
        return [];
    }

    private ExpectedFinding? Finding(YamlNode node)
    {
        if (node is not YamlText text || Shape().Match(text.Value.Trim()) is not { Success: true } shape)
        {
            if (node is not YamlBroken)
                findings.Add(node.At, "finding", "This is not a finding.", "Write the rule, \"at\", and the section, the row from 1 and the field: \"plausible-weight at catches 1 weight\".");
            return null;
        }
        var rule = shape.Groups["rule"].Value;
        if (definition.Check(rule) is null && !FaultWords.All.Contains(rule))
            findings.AddUnknown(text.At, "unknown-check", $"\"{definition.Code}\" has no check \"{rule}\", and the platform finds nothing of that name.", rule, definition.Checks.Select(check => check.Code).Concat(FaultWords.All));
        var (section, field) = (Part(shape, "section"), Part(shape, "field"));
        if (section is not null && _known.Section(section) is null)
            findings.AddUnknown(text.At, "unknown-section", $"There is no section \"{section}\".", section, _known.Sections);
        else if (field is not null && _known.Field(section!, field) is null)
            findings.AddUnknown(text.At, "unknown-field", $"\"{section}\" has no field \"{field}\".", field, _known.FieldsOf(section!));
        long? row = Part(shape, "row") is { } number ? long.Parse(number, CultureInfo.InvariantCulture) : null;
        return new ExpectedFinding(rule, section, row, field, text.At);
    }

    private static string? Part(Match shape, string name) => shape.Groups[name] is { Success: true } group ? group.Value : null;

    [GeneratedRegex(@"\A(?<rule>[a-z0-9-]+)( at (?<section>[a-z0-9_]+)( (?<row>[0-9]{1,9}))?( (?<field>[a-z][a-z0-9_]*))?)?\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Shape();
}
