using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Codes are names in formulas, so that each must mean one thing wherever it is read.</summary>
internal sealed class NamesPart(Reading reading)
{
    private static readonly HashSet<string> Words =
    [
        "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance", "not", "null", "of", "or", "return", "satisfies", "some", "then", "true",
    ];

    private static readonly Dictionary<string, string> Platform = new(StringComparer.Ordinal)
    {
        ["party"] = "the party that declares",
        ["period"] = "the period that is declared for",
        ["row"] = "the row that is looked at",
        ["old"] = "what was answered under the version before",
        ["id"] = "the number of an entry",
    };

    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);

    public void Check(IReadOnlyList<Section> sections, IReadOnlyList<Fact> facts)
    {
        foreach (var section in sections)
            Take(section.Code, section.Code, $"the section in line {LineOf(section.Code)}");
        foreach (var fact in facts)
            Take(fact.Code, $"facts.{fact.Code}", $"the fact in line {LineOf($"facts.{fact.Code}")}");
        foreach (var section in sections)
            Fields(section);
    }

    private void Take(string name, string place, string what)
    {
        if (!IsFree(name, place, new Dictionary<string, string>()))
            return;
        _taken[name] = what;
    }

    // Fields of different sections may be called alike: outside of their section they stand behind its code.
    private void Fields(Section section)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in section.Fields)
        {
            if (IsFree(field.Code, $"{section.Code}.{field.Code}", own))
                own[field.Code] = $"the field in line {LineOf($"{section.Code}.{field.Code}")}";
        }
        foreach (var field in section.Fields)
        {
            if (field.May.Count > 0)
                Made($"{field.Code}_answer", field, own);
            if (field.Type is FieldType.Reference or FieldType.Code or FieldType.Party)
                Made($"{field.Code}_entry", field, own);
        }

        void Made(string name, Field field, Dictionary<string, string> taken)
        {
            if (taken.TryGetValue(name, out var what))
                reading.Findings.Add(reading.Places[$"{section.Code}.{name}"], "name-taken", $"\"{name}\" means something about \"{field.Code}\" in formulas, and is {what} as well.", "Choose another code.");
        }
    }

    private bool IsFree(string name, string place, Dictionary<string, string> own)
    {
        var at = reading.Places[place];
        if (Words.Contains(name))
            reading.Findings.Add(at, "reserved-code", $"\"{name}\" is a word of the rule language.", "Choose another code.");
        else if (Platform.TryGetValue(name, out var meaning))
            reading.Findings.Add(at, "reserved-code", $"In formulas \"{name}\" is {meaning}.", "Choose another code.");
        else if (own.TryGetValue(name, out var what) || _taken.TryGetValue(name, out what))
            reading.Findings.Add(at, "name-taken", $"In formulas \"{name}\" is {what} already.", "Choose another code, so that a rule can mean only one of them.");
        else
            return true;
        // Formulas with this name would be about something else: told once, here.
        reading.IsUnsure = true;
        return false;
    }

    private int LineOf(string place) => reading.Places[place].Line;
}
