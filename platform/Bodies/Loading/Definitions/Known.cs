using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The sections and fields of a definition by their codes, so that a large one is gone through once.</summary>
internal sealed class Known(IReadOnlyList<Section> sections)
{
    private readonly Dictionary<string, Section> _sections = sections.ToDictionary(section => section.Code, StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Field>> _fields = sections.ToDictionary(
        section => section.Code, section => section.Fields.ToDictionary(field => field.Code, StringComparer.Ordinal), StringComparer.Ordinal);

    public IEnumerable<string> Sections => _sections.Keys;

    public IEnumerable<string> Tables => sections.Where(section => section.IsTable).Select(section => section.Code);

    public Section? Section(string code) => _sections.GetValueOrDefault(code);

    public Field? Field(string section, string code) => _fields.GetValueOrDefault(section)?.GetValueOrDefault(code);

    public IEnumerable<string> FieldsOf(string section) => _fields.GetValueOrDefault(section)?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The places "section" and "section.field".</summary>
    public IEnumerable<string> Places => sections.SelectMany(section => section.Fields.Select(asked => $"{section.Code}.{asked.Code}").Prepend(section.Code));

    /// <summary>"section.field" of what is asked once.</summary>
    public IEnumerable<string> OncePlaces => sections.Where(section => !section.IsTable).SelectMany(section => section.Fields.Select(asked => $"{section.Code}.{asked.Code}"));

    public bool Has(string place) => place.Split('.') switch
    {
        [var section] => Section(section) is not null,
        [var section, var field] => Field(section, field) is not null,
        _ => false,
    };

    /// <summary>A field of the sections that have one set of answers: "name" where only one has it, or "vessel.name".</summary>
    public IReadOnlyList<Field> Once(string place) => place.Split('.') switch
    {
        [var field] => [.. sections.Where(section => !section.IsTable).Select(section => Field(section.Code, field)).OfType<Field>()],
        [var section, var field] when Section(section) is { IsTable: false } && Field(section, field) is { } found => [found],
        _ => [],
    };

    public IEnumerable<string> OnceNames => sections.Where(section => !section.IsTable).SelectMany(section => section.Fields).Select(asked => asked.Code);
}
