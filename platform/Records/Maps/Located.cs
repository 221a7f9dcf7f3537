using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Maps;

/// <summary>How what is declared under a definition lies on a map: by a field of type place, or by an entry that it refers to and that has one.</summary>
/// <param name="Section">Of the definition itself.</param>
/// <param name="Field">A place, or a reference.</param>
/// <param name="Entry">For a reference: the register of the entry, and where its place is.</param>
internal sealed record Located(Section Section, int Field, (PublishedDefinition Register, Section Section, int Field)? Entry)
{
    /// <summary>Its own places; where it has none, those of the entries that it names. Nothing that is kept encrypted is laid on a map.</summary>
    public static IReadOnlyList<Located> In(DefinitionCatalogue definitions, PublishedDefinition published)
    {
        List<Located> own = [.. Of(published.Definition.Sections, FieldType.Place).Select(one => new Located(one.Section, one.Field, null))];
        return own.Count > 0 ? own : [.. Of(published.Definition.Sections.Where(section => !section.IsTable), FieldType.Reference).Select(one => Through(definitions, published.Body, one)).OfType<Located>()];
    }

    private static Located? Through(DefinitionCatalogue definitions, string body, (Section Section, int Field) one) =>
        definitions.Find(body, one.Section.Fields[one.Field].References ?? "") is { Definition.Kind: DefinitionKind.Register } register
            && Of(register.Definition.Sections.Where(section => !section.IsTable), FieldType.Place).Cast<(Section Section, int Field)?>().FirstOrDefault() is var (section, field)
            ? new Located(one.Section, one.Field, (register, section, field)) : null;

    private static IEnumerable<(Section Section, int Field)> Of(IEnumerable<Section> sections, FieldType type) =>
        sections.SelectMany(section => section.Fields.Index().Where(field => field.Item.Type == type && !field.Item.Confidential).Select(field => (section, field.Index)));
}

/// <summary>A latitude and a longitude as they stand in an answer.</summary>
internal static class Spot
{
    public static (decimal Latitude, decimal Longitude)? Of(in Answer answer) => answer.HasValue ? Interchange.CellPlaces.Parts(answer.Value) : null;
}
