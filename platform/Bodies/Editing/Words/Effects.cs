using Entente.Bodies.Definitions;
using Entente.Bodies.Publishing;

namespace Entente.Bodies.Editing;

/// <summary>What the publication of a changed form would do to its tables and to drafts that are open.</summary>
/// <param name="Tables">New tables.</param>
/// <param name="Columns">New columns of tables there are, "table.column type".</param>
/// <param name="Drafts">How many drafts are open.</param>
/// <param name="Lost">Questions whose answers have no place in the new version: drafts put them aside.</param>
public sealed record FormEffects(Definition Form, int Version, IReadOnlyList<string> Tables, IReadOnlyList<string> Columns, int Drafts, IReadOnlyList<LocalText> Lost)
{
    /// <param name="published">The version in force; null: there is none yet.</param>
    internal static FormEffects Of(Definition form, PublishedDefinition? published, int drafts)
    {
        var known = published?.Columns ?? [];
        var version = (published?.Version ?? 0) + 1;
        var added = ColumnNames.Added(form, version, known, known.Select(column => column.Table).Distinct(StringComparer.Ordinal));
        var tables = added.Where(column => column.IsTable).Select(column => column.Table).ToList();
        return new FormEffects(form, version, tables,
            [.. added.Where(column => column.Column.Length > 0 && !tables.Contains(column.Table)).Select(column => $"{column.Table}.{column.Column} {column.SqlType}")],
            drafts, published is null ? [] : [.. Without(published.Definition, form)]);
    }

    // What kept its section, code and type is carried by itself; for the rest the definition says from where.
    private static IEnumerable<LocalText> Without(Definition old, Definition now) =>
        from section in old.Sections
        from field in section.Fields
        where field.Computed is null
        let same = now.Section(section.Code)?.Field(field.Code)
        where same is null || same.Type != field.Type
        where now.Carries.All(carry => carry.From != $"{section.Code}.{field.Code}" && carry.From != section.Code)
        select field.Name;
}
