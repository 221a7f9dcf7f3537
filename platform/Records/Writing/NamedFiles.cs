using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>The files that the answers of a content name, each with the field that names it.</summary>
internal static class NamedFiles
{
    public static IEnumerable<(Section Section, Field Field, Guid File)> In(Statement content)
    {
        foreach (var section in content.Definition.Sections)
            for (var at = 0; at < section.Fields.Count; at++)
            {
                if (section.Fields[at].Type != FieldType.File)
                    continue;
                foreach (var row in section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)])
                    if (row.Answers[at] is { HasValue: true, Value: { Kind: Kind.Text } value } && Guid.TryParse(value.AsText, out var file))
                        yield return (section, section.Fields[at], file);
            }
    }
}
