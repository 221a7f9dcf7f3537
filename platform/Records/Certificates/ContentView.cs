using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;

namespace Entente.Records.Certificates;

/// <summary>A section as it stands on a document: facts with their names, or a table.</summary>
public sealed record SectionView(string Code, string Name, IReadOnlyList<(string Label, string Text)> Facts, IReadOnlyList<(string Label, bool IsNumber)> Columns, IReadOnlyList<RowView> Rows)
{
    /// <summary>Whether its rows are what is used up.</summary>
    public bool HasRest { get; init; }
}

/// <param name="Rest">What is left of it, for a line that is used up.</param>
public sealed record RowView(string Number, IReadOnlyList<string> Texts, string? Rest);

/// <summary>Lays the content of a certificate out for reading. What says nothing is left out.</summary>
public static class ContentView
{
    /// <param name="shows">Which fields are shown at all.</param>
    public static IReadOnlyList<SectionView> Of(Statement content, Body body, DateOnly day, Words t, CertificateStanding standing, Func<Section, Field, bool> shows)
    {
        var cells = new CellText(body, day);
        var views = new List<SectionView>();
        foreach (var section in content.Definition.Sections)
        {
            var fields = section.Fields.Index().Where(field => shows(section, field.Item)).ToList();
            var name = section.Name.In(t.Language.Code).Text;
            if (!section.IsTable && fields.Where(field => !content.Fields(section.Code).Answers[field.Index].IsBlank).ToList() is { Count: > 0 } said)
                views.Add(new SectionView(section.Code, name, [.. said.Select(field => (Label(field.Item, t), cells.Show(field.Item, content.Fields(section.Code).Answers[field.Index], t.Language)))], [], []));
            else if (section.IsTable && fields.Count > 0 && content.Rows(section.Code).Count > 0)
                views.Add(Table(content, section, name, fields, cells, t, standing));
        }
        return views;
    }

    private static SectionView Table(Statement content, Section section, string name, List<(int Index, Field Item)> fields, CellText cells, Words t, CertificateStanding standing)
    {
        var lines = content.Definition.Traits.Certificate?.Lines == section.Code ? standing.Lines.ToDictionary(line => line.Row) : [];
        var rows = content.Rows(section.Code).Select((row, at) => new RowView(
            t.Number(lines.TryGetValue(row.Id, out var line) ? line.Number : at + 1),
            [.. fields.Select(field => cells.Show(field.Item, row.Answers[field.Index], t.Language))],
            lines.TryGetValue(row.Id, out var left) ? t.Number(left.Rest) : null));
        return new SectionView(section.Code, name, [], [.. fields.Select(field => (Label(field.Item, t), field.Item.IsNumber))], [.. rows]) { HasRest = lines.Count > 0 };
    }

    private static string Label(Field field, Words t) => field.Name.In(t.Language.Code).Text + (field.Unit is { } unit ? $" ({unit})" : "");
}
