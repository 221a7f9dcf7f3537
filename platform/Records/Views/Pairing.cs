using Entente.Bodies.Definitions;

namespace Entente.Records.Views;

/// <summary>A question in two versions of a definition: its place in each, or -1 where it is not there.</summary>
/// <param name="Field">As the later version has it.</param>
public sealed record FieldPair(Field Field, int Before, int After);

/// <summary>A section in two versions of a definition; null where it is not there.</summary>
public sealed record SectionPair(Section? Before, Section? After, IReadOnlyList<FieldPair> Fields)
{
    /// <summary>As the later version has it.</summary>
    public Section Section => After ?? Before!;
}

/// <summary>What there is to compare between two versions, for one reader: pure. Sections and fields belong together by their codes.</summary>
public static class Pairing
{
    public static IReadOnlyList<SectionPair> Of(Definition before, Sight seenBefore, Definition after, Sight seenAfter)
    {
        // A table that became a section of fields, or the other way round, is another one.
        Section? In(Definition definition, Section section) => definition.Section(section.Code) is { } same && same.IsTable == section.IsTable ? same : null;
        var pairs = after.Sections.Select(section => Pair(In(before, section), seenBefore, section, seenAfter))
            .Concat(before.Sections.Where(section => In(after, section) is null).Select(section => Pair(section, seenBefore, null, seenAfter)));
        return [.. pairs.Where(pair => pair.Fields.Count > 0)];
    }

    // What the reader sees in one of the two only is not compared: it would look as if it had been added or removed.
    private static SectionPair Pair(Section? before, Sight seenBefore, Section? after, Sight seenAfter)
    {
        var fields = new List<FieldPair>();
        foreach (var field in (after?.Fields ?? []).Concat((before?.Fields ?? []).Where(field => after?.Field(field.Code) is null)))
        {
            var pair = new FieldPair(field, Place(before, field), Place(after, field));
            if ((pair.Before < 0 || seenBefore.Sees(before!, pair.Before)) && (pair.After < 0 || seenAfter.Sees(after!, pair.After)))
                fields.Add(pair);
        }
        return new SectionPair(before, after, fields);
    }

    private static int Place(Section? section, Field field)
    {
        for (var place = 0; place < section?.Fields.Count; place++)
            if (section.Fields[place].Code == field.Code)
                return place;
        return -1;
    }
}
