using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Drafts;

/// <summary>What stands in a draft when it is opened, and where that came from.</summary>
public sealed record DraftBeginning(DraftOrigin Origin, int BaseVersion, Draft Draft, IReadOnlyList<SetAside> Aside)
{
    public static DraftBeginning Blank(Definition definition) => new(DraftOrigin.Blank, 0, Draft.Empty(definition), []);

    /// <summary>The submitted version, to be corrected.</summary>
    public static DraftBeginning Version(Statement content, int version) => new(DraftOrigin.Version, version, Filled(content, confirm: false, freshRows: false), []);

    /// <summary>
    /// The answers of the period before: each waits to be confirmed. The rows are others, for they belong to another statement.
    /// </summary>
    public static DraftBeginning LastPeriod(Statement content) => new(DraftOrigin.LastPeriod, 0, Filled(content, confirm: true, freshRows: true), []);

    /// <summary>What a workbook or a file said.</summary>
    public static DraftBeginning Import(Statement content, int baseVersion = 0) => new(DraftOrigin.Import, baseVersion, Filled(content, confirm: false, freshRows: false), []);

    private static Draft Filled(Statement content, bool confirm, bool freshRows)
    {
        var sections = new Dictionary<string, DraftSection>(StringComparer.Ordinal);
        foreach (var section in content.Definition.Sections)
        {
            var rows = section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)];
            sections[section.Code] = new DraftSection(section.Fields.Select(field => field.Code), rows.Select((row, index) =>
                new DraftRow(!section.IsTable ? Guid.Empty : freshRows || row.Id == Guid.Empty ? Guid.CreateVersion7() : row.Id, new Cell(Places.At(index)), Cell.Blank, Cells(section, row, confirm))));
        }
        return new Draft(0, sections);
    }

    // What is computed is nobody's to confirm; a file belongs to the statement that it was sent for.
    private static Cell[] Cells(Section section, Row row, bool confirm) =>
        [.. section.Fields.Select((field, place) => (!confirm || field.Type != FieldType.File) && DraftAnswers.Write(field, row.Answers[place]) is { } answer ? new Cell(answer, confirm && field.Computed is null) : Cell.Blank)];
}

/// <summary>Gives the answer under the new version from the row under the old one; the rules of the definition's carry-over.</summary>
/// <param name="carry">Where to and from where, with its formula.</param>
/// <param name="old">The old row's answers by field.</param>
public delegate Answer CarryFormula(Carry carry, Func<string, Answer> old);
