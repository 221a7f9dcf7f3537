using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Whether what the sentence of a check, or a help, mentions is there and can be said.</summary>
internal sealed class MentionsPart(Reading reading, Known known)
{
    /// <summary>A help stands above the rows of a table, so that it mentions only what is asked once.</summary>
    public void CheckHelp(IReadOnlyList<Section> sections)
    {
        foreach (var section in sections)
        {
            if (section.Help is { } about)
                Check(about, null, reading.Places[section.Code], "help");
            foreach (var field in section.Fields.Where(field => field.Help is not null))
                Check(field.Help!, null, reading.Places[$"{section.Code}.{field.Code}"], "help");
        }
    }

    public void Check(LocalText says, string? table, Place at, string key = "says")
    {
        foreach (var name in Mentions.In(says))
        {
            var parts = name.Split('.');
            var field = parts.Length switch { 1 => known.Field(table ?? "", name), 2 when known.Section(parts[0]) is { IsTable: false } => known.Field(parts[0], parts[1]), _ => null };
            if (field is null)
                reading.Findings.AddUnknown(at, "unknown-mention", $"\"{key}\" mentions {{{name}}}, which is no field {(table is null ? "of a section of fields" : $"of the rows of \"{table}\"")}.", name, [.. table is null ? [] : known.FieldsOf(table), .. known.OncePlaces]);
            else if (field.Confidential)
                reading.Findings.Add(at, "confidential", $"\"{key}\" mentions {{{name}}}, which is confidential.", "Sentences are kept and sent on in plain words: say it without the answer.");
            else if (field.Type is FieldType.Place or FieldType.Period or FieldType.Codes or FieldType.File or FieldType.Reference or FieldType.LongText || field is { Type: FieldType.Money, Currency: null })
                reading.Findings.Add(at, "wrong-field", $"\"{key}\" mentions {{{name}}}, a field of type \"{FieldWords.Of(field.Type)}\", which cannot stand in a sentence.", "Mention a text, a number, a date, a code, a party or yes-no; a computed field can hold what is to be said: vessel_entry.name.");
        }
    }
}
