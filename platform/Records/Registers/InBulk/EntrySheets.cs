using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;

namespace Entente.Records.Registers.InBulk;

/// <summary>
/// A register as a workbook: one sheet for each section, with a row for each entry, or for each row of each entry. On every sheet
/// but the first the first column says which entry a row belongs to. Pure.
/// </summary>
internal sealed class EntrySheets
{
    public const string Which = "which-entry";
    public const int MostEntries = 20_000;

    private readonly Field _telling;
    private readonly Section _tellingIn;

    public EntrySheets(Definition definition)
    {
        Of = definition;
        Heading = RegisterLists.Heading(definition);
        var trait = definition.Traits.Register!;
        (_tellingIn, _telling) = trait.Key.Concat(trait.Title).Select(definition.FieldAt).OfType<(Section Section, Field Field)>().First(at => at.Section == Heading);
        Sheets = definition with { Sections = [Sheet(Heading, own: true), .. definition.Sections.Where(section => section != Heading).Select(section => Sheet(section, own: false))], Checks = [] };
    }

    /// <summary>The register itself.</summary>
    public Definition Of { get; }

    /// <summary>The section whose fields name an entry.</summary>
    public Section Heading { get; }

    /// <summary>The definition whose tables the sheets are.</summary>
    public Definition Sheets { get; }

    /// <summary>What stands in the first column of the other sheets.</summary>
    public string Telling(Statement said, CellText cells, Language language) => cells.Write(_telling, said[_tellingIn.Code, _telling.Code], language);

    /// <summary>The same, as it was typed on the first sheet.</summary>
    public string Telling(Row heading, CellText cells, Language language) => cells.Write(_telling, heading.Answers[Heading.Fields.ToList().IndexOf(_telling)], language);

    /// <summary>The rows of a sheet, for these entries in their order.</summary>
    public IEnumerable<Row> Rows(Section sheet, IEnumerable<(Guid Entry, Statement Said)> entries, CellText cells, Language language)
    {
        var section = Of.Section(sheet.Code)!;
        foreach (var (entry, said) in entries)
            if (section == Heading)
                yield return new Row(entry, [.. said.Fields(section.Code).Answers]);
            else
            {
                var telling = Answer.Of(Feel.Value.Of(Telling(said, cells, language)));
                foreach (var row in section.IsTable ? said.Rows(section.Code) : [said.Fields(section.Code)])
                    yield return new Row(section.IsTable ? row.Id : entry, [telling, .. row.Answers]);
            }
    }

    private Section Sheet(Section section, bool own) => section with
    {
        Rows = new RowRules(0, SentRows, [], null),
        Fields = own ? section.Fields : [_telling with { Code = Which, Required = "true", Computed = null, Visible = null, Type = FieldType.Text, Pattern = null, Longest = null, List = null, Hint = null, Help = null }, .. section.Fields],
    };

    private const int SentRows = Sent.SentFile.MostRows;
}
