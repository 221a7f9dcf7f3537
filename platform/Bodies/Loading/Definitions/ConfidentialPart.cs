using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>What is kept encrypted serves nothing that the database would have to compare, nor anything that stands elsewhere in plain words.</summary>
internal sealed class ConfidentialPart(Reading reading)
{
    public void Check(IReadOnlyList<Section> sections, Traits traits)
    {
        if (!sections.Any(section => section.IsConfidential))
            return;
        if (reading.Kind is DefinitionKind.Certificate or DefinitionKind.Notice)
        {
            foreach (var (section, field) in All(sections))
                Refuse(section, field, $"A {reading.Kind.ToString().ToLowerInvariant()} is made to be shown: nothing of it can be confidential.", "Remove \"confidential\"; \"shown-to: own\" keeps a field from others.");
            return;
        }
        foreach (var (section, field) in All(sections))
        {
            if (traits.Register is { ByRequest: true })
                Refuse(section, field, $"Entries of this register change by request, and \"{field.Code}\" is confidential.", "Remove \"by-request\", or \"confidential\".");
            if (section.Rows is { } rows && rows.Key.Contains(field.Code, StringComparer.Ordinal))
                Refuse(section, field, $"\"{field.Code}\" is in the key of its rows and confidential.", "Rows are told apart by what can be compared: take it out of \"key\", or remove \"confidential\".");
            if (section.Rows?.ForEach is not null && ReferenceEquals(section.Fields[0], field))
                Refuse(section, field, $"\"{field.Code}\" names the rows of \"for-each\" and is confidential.", "Remove \"confidential\" there.");
            foreach (var (key, places) in Named(traits))
                if (places.Any(place => place == field.Code && Once(sections, field.Code) == 1 || place == $"{section.Code}.{field.Code}"))
                    Refuse(section, field, $"\"{key}\" names \"{field.Code}\", which is confidential.", $"What stands in \"{key}\" is listed, sorted or searched: name another field, or remove \"confidential\".");
            if (traits.Draws.Any(draw => draw.Section == section.Code && (field.Code == draw.Certificate || field.Code == draw.Line || field.Code == draw.Amount)))
                Refuse(section, field, $"\"{field.Code}\" uses up lines of certificates and is confidential.", "Remove \"confidential\" there.");
            if (traits.Case?.Referrals is { } referrals && referrals.Shows.Contains(section.Code, StringComparer.Ordinal))
                Refuse(section, field, $"\"referrals\" shows \"{section.Code}\" to whoever is asked, with \"{field.Code}\", which is confidential.", "Put it into a section that is not shown, or remove \"confidential\".");
        }
    }

    private static IEnumerable<(Section Section, Field Field)> All(IReadOnlyList<Section> sections) =>
        sections.SelectMany(section => section.Fields.Where(field => field.Confidential).Select(field => (section, field)));

    private static IEnumerable<(string Key, IReadOnlyList<string> Places)> Named(Traits traits)
    {
        if (traits.Register is { } register)
            return [("title", register.Title), ("key", register.Key), ("alike", register.Alike)];
        return traits.Case is { } one ? [("title", one.Title)] : [];
    }

    private static int Once(IReadOnlyList<Section> sections, string code) => sections.Count(section => !section.IsTable && section.Field(code) is not null);

    private void Refuse(Section section, Field field, string what, string mend) =>
        reading.Findings.Add(reading.Places[$"{section.Code}.{field.Code}"], "confidential", what, mend);
}
