using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Pages;

namespace Entente.Records.Views;

/// <summary>A draft as a version of it would be shown. Pure.</summary>
internal static class DraftView
{
    public static Declared Of(PublishedDefinition published, Desk desk, Sight sight, int mostRows) => new(published with { Definition = desk.Definition }, 0, sight,
        [.. desk.Sections.Where(section => sight.Of(section).Count > 0).Select(section => Part(desk, section, sight, mostRows))], new Dictionary<Guid, string>());

    /// <summary>Whoever is shown only what stands apart is shown the rows that say something there.</summary>
    public static List<Row> Rows(Desk desk, Section section, Sight sight)
    {
        var rows = desk.Content.Rows(section.Code);
        var whole = Writing.SegmentShape.Of(desk.Definition).First(shape => shape.Whole && ReferenceEquals(shape.Section, section));
        return whole.Fields.Count == 0 || whole.Fields.Any(field => sight.Sees(section, field)) ? rows
            : [.. rows.Where(row => row.Answers.Index().Any(answer => !answer.Item.IsBlank && sight.Sees(section, answer.Index)))];
    }

    private static DeclaredSection Part(Desk desk, Section section, Sight sight, int mostRows)
    {
        if (!section.IsTable)
            return new DeclaredSection(section, sight.Of(section), Seen(section, desk.Content.Fields(section.Code), sight), [], 0, 1, 1);
        var rows = Rows(desk, section, sight);
        return new DeclaredSection(section, sight.Of(section), null, [.. rows.Take(mostRows).Select((row, at) => (at + 1L, Seen(section, row, sight)))], rows.Count, 1, 1);
    }

    // What is not shown is not there: whether a section says anything is answered without it.
    private static Row Seen(Section section, Row row, Sight sight) =>
        sight.IsWhole ? row : new Row(row.Id, [.. row.Answers.Select((answer, field) => sight.Sees(section, field) ? answer : default)]);
}
