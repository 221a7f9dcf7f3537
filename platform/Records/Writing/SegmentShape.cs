using System.Runtime.CompilerServices;
using Entente.Bodies.Definitions;
using Entente.Records.Disclosing;

namespace Entente.Records.Writing;

/// <summary>
/// The part of a section that one set of readers is shown: which fields, in the order of their codes. Fields with readers of
/// their own are apart from the rest of their section.
/// </summary>
/// <param name="ShownTo">From what its readers follow (<see cref="PartReaders"/>): a word, a place for which the party chooses, or null for the statement's own sharing.</param>
/// <param name="Whole">Whether it holds every row of its table; the others hold the rows that have something for them.</param>
public sealed record SegmentShape(Section Section, string? ShownTo, IReadOnlyList<int> Fields, bool Whole)
{
    private static readonly ConditionalWeakTable<Definition, IReadOnlyList<SegmentShape>> Known = [];

    /// <summary>All parts of a statement, section by section.</summary>
    public static IReadOnlyList<SegmentShape> Of(Definition definition) =>
        Known.GetValue(definition, static definition => [.. definition.Sections.SelectMany(Parts)]);

    internal SegmentShape With(SegmentShape other) =>
        this with { Fields = [.. Fields.Concat(other.Fields).OrderBy(field => Section.Fields[field].Code, StringComparer.Ordinal)], Whole = Whole || other.Whole };

    private static IEnumerable<SegmentShape> Parts(Section section)
    {
        var parts = section.Fields.Index()
            .GroupBy(field => PartReaders.Of(section, field.Item), StringComparer.Ordinal)
            .ToDictionary(part => part.Key ?? "", part => (IReadOnlyList<int>)[.. part.OrderBy(field => field.Item.Code, StringComparer.Ordinal).Select(field => field.Index)], StringComparer.Ordinal);
        var rest = PartReaders.Of(section);
        yield return new SegmentShape(section, rest, parts.GetValueOrDefault(rest ?? "", []), Whole: true);
        foreach (var (shownTo, fields) in parts.Where(part => part.Key != (rest ?? "")).OrderBy(part => part.Key, StringComparer.Ordinal))
            yield return new SegmentShape(section, shownTo.Length == 0 ? null : shownTo, fields, Whole: false);
    }
}
