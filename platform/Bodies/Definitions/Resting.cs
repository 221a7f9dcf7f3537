namespace Entente.Bodies.Definitions;

/// <summary>On which fields and sections (field -1) of a definition a formula rests: they must be settled before it.</summary>
public sealed class Resting(Definition definition)
{
    private readonly Dictionary<string, int> _sections = definition.Sections.Select((section, at) => (section.Code, at)).ToDictionary(pair => pair.Code, pair => pair.at, StringComparer.Ordinal);
    private readonly Dictionary<string, int>[] _fields = [.. definition.Sections.Select(section => section.Fields.Select((field, at) => (field.Code, at)).ToDictionary(pair => pair.Code, pair => pair.at, StringComparer.Ordinal))];

    public int SectionAt(string code) => _sections.GetValueOrDefault(code, -1);

    public int FieldAt(int section, string code) => _fields[section].GetValueOrDefault(code, -1);

    /// <summary>"section", or "section.field".</summary>
    public string Name(int section, int field) => definition.Sections[section] is var named && field < 0 ? named.Code : $"{named.Code}.{named.Fields[field].Code}";

    /// <summary>A section that is named: whether it is asked, and those of its fields whose names are said anywhere in the formula.</summary>
    /// <param name="ofWhole">Whether the formula says if its section is asked; then it does not look at its fields by their codes alone.</param>
    public IEnumerable<(int Section, int Field)> Of(int section, bool ofWhole, FormulaWords words)
    {
        foreach (var name in words.Free)
        {
            if (!ofWhole && About(section, name) is >= 0 and var own)
                yield return (section, own);
            var row = !ofWhole && name == Scopes.Row;
            if (!row && !_sections.ContainsKey(name))
                continue;
            var named = row ? section : _sections[name];
            yield return (named, -1);
            foreach (var field in (row ? words.SaidOfRow : words.Said).Select(word => About(named, word)).Where(field => field >= 0))
                yield return (named, field);
        }
    }

    // The field that a name is, or is about: weight, weight_answer, vessel_entry.
    private int About(int section, string name)
    {
        var field = FieldAt(section, name);
        var end = name.LastIndexOf('_');
        return field >= 0 || end < 0 || name[end..] is not (FieldTypes.AnswerName or FieldTypes.EntryName) ? field : FieldAt(section, name[..end]);
    }
}
