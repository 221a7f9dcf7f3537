using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Whether what the sentence of a check mentions is there and can be said.</summary>
internal sealed class MentionsPart(Reading reading, Known known)
{
    public void Check(LocalText says, string? table, Place at)
    {
        foreach (var name in Mentions.In(says))
        {
            var parts = name.Split('.');
            var field = parts.Length switch { 1 => known.Field(table ?? "", name), 2 when known.Section(parts[0]) is { IsTable: false } => known.Field(parts[0], parts[1]), _ => null };
            if (field is null)
                reading.Findings.AddUnknown(at, "unknown-mention", $"\"says\" mentions {{{name}}}, which is no field {(table is null ? "of a section of fields" : $"of the rows of \"{table}\"")}.", name, [.. table is null ? [] : known.FieldsOf(table), .. known.OncePlaces]);
            else if (field.Type is FieldType.Place or FieldType.Period or FieldType.Codes or FieldType.File or FieldType.Reference or FieldType.LongText || field is { Type: FieldType.Money, Currency: null })
                reading.Findings.Add(at, "wrong-field", $"\"says\" mentions {{{name}}}, a field of type \"{FieldWords.Of(field.Type)}\", which cannot stand in a sentence.", "Mention a text, a number, a date, a code, a party or yes-no; a computed field can hold what is to be said: vessel_entry.name.");
        }
    }
}
