using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Where rows of this definition use up lines of certificates.</summary>
internal sealed class DrawsPart(MapReader root, Reading reading, Known known)
{
    private FileFindings Findings => reading.Findings;

    public IReadOnlyList<Draw> Read()
    {
        switch (root.Take("draws", required: false))
        {
            case null or YamlBroken:
                return [];
            case YamlList list:
                return [.. list.Items.Select(Draw).OfType<Draw>()];
            case var other:
                Findings.Add(other.At, "wrong-type", "\"draws\" must be a list.", "Write \"draws: [{section: …, certificate: …, line: …, amount: …, from: …}]\".");
                return [];
        }
    }

    private Draw? Draw(YamlNode node)
    {
        if (node is not YamlMap inner)
        {
            Findings.Add(node.At, "wrong-type", "A draw must hold keys and values.", "Write {section: …, certificate: …, line: …, amount: …, from: …}.");
            return null;
        }
        var map = new MapReader(inner, "draws", Findings);
        var (section, certificate, line, amount, from) = (map.Word("section"), map.Word("certificate"), map.Word("line"), map.Word("amount"), map.Word("from"));
        map.Close();
        reading.Other(from, DefinitionKind.Certificate);
        if (section is null || certificate is null || line is null || amount is null || from is null)
            return null;
        if (known.Section(section.Value) is null)
            Findings.AddUnknown(section.At, "unknown-section", $"There is no section \"{section.Value}\".", section.Value, known.Sections);
        else
            Fields(section.Value, certificate, line, amount, from);
        reading.Across.Add(new Across(others => CheckLines(others, from)));
        return new Draw(section.Value, certificate.Value, line.Value, amount.Value, from.Value);
    }

    private void Fields(string section, YamlText certificate, YamlText line, YamlText amount, YamlText from)
    {
        Field(section, certificate, field => field.Type == FieldType.Reference && field.References == from.Value, $"It must be \"type: reference, to: {from.Value}\".");
        Field(section, line, field => field.Type == FieldType.Whole, "It must be \"type: whole\": the number of the line.");
        Field(section, amount, field => field.Type is FieldType.Whole or FieldType.Exact, "It must be a whole number or a decimal.");
    }

    private void Field(string section, YamlText word, Func<Field, bool> fits, string mend)
    {
        if (known.Field(section, word.Value) is not { } field)
            Findings.AddUnknown(word.At, "unknown-field", $"\"{section}\" has no field \"{word.Value}\".", word.Value, known.FieldsOf(section));
        else if (!fits(field))
            Findings.Add(word.At, "wrong-field", $"\"{word.Value}\" is a field of type \"{FieldWords.Of(field.Type)}\", which does not serve here.", mend);
    }

    private void CheckLines(IReadOnlyDictionary<string, Definition> others, YamlText from)
    {
        if (others.TryGetValue(from.Value, out var other) && other is { Kind: DefinitionKind.Certificate, Traits.Certificate.Lines: null })
            Findings.Add(from.At, "nothing-to-use", $"\"{from.Value}\" has nothing that can be used up.", "Give it \"lines\" and \"amount\".");
    }
}
