using System.IO.Compression;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>One section's sheet: questions and answers one below the other, or a table under its heading.</summary>
internal sealed class SectionSheet(Definition definition, Body body, Section section, WorkbookLists lists, Words words, IEnumerable<Fault> faults, int mostNotes)
{
    private const int FirstColumn = 1;
    private const int AnswerColumn = 2;
    private const long LastRow = 1_048_576;

    private readonly ILookup<(long Row, string Field), Fault> _faults = faults.Where(fault => fault.Field is not null).ToLookup(fault => (section.IsTable ? fault.RowNumber ?? 0 : 1, fault.Field!));
    private readonly Language _language = words.Language;
    private readonly Dictionary<string, int> _places = Enumerable.Range(0, section.Fields.Count).ToDictionary(place => section.Fields[place].Code, StringComparer.Ordinal);

    public List<(int Column, long Row, string Text)> Notes { get; } = [];

    /// <summary>The cell of a fault, or the heading of what it is about.</summary>
    public static string Place(Section section, Fault fault)
    {
        var field = section.Fields.ToList().FindIndex(each => each.Code == fault.Field);
        return section.IsTable
            ? SheetCell.Name(field < 0 ? FirstColumn : FirstColumn + field, Workbook.HeadRows + (fault.RowNumber ?? 0))
            : field < 0 ? SheetCell.Name(0, 1) : SheetCell.Name(AnswerColumn, Workbook.HeadRows + 1 + field);
    }

    /// <summary>What was wrong with the file is said by its own words, all else as on the pages.</summary>
    public static string Say(Fault fault, Definition definition, Body body, Words words) =>
        InterchangeFaults.Knows(fault.Rule) ? InterchangeFaults.Say(fault, words)
        : Faults.Say(fault, words, definition, body);

    public async Task Write(ZipArchive zip, int number, IAsyncEnumerable<(Guid Id, SheetCell[] Cells)> rows, string? mark)
    {
        if (section.IsTable)
            await Table(zip, number, rows, mark);
        else
            await Questions(zip, number, rows, mark);
    }

    private async Task Table(ZipArchive zip, int number, IAsyncEnumerable<(Guid Id, SheetCell[] Cells)> rows, string? mark)
    {
        using var sheet = new SheetWriter(zip, number, _language.RightToLeft, Workbook.HeadRows,
            [(10, SheetStyle.Plain, true), .. section.Fields.Select(field => (Math.Clamp(Name(field).Length + 4d, 12, 40), Style(field), false))]);
        sheet.Row([SheetCell.Of(Workbook.Marker + section.Code, SheetStyle.Heading), .. section.Fields.Select(field => SheetCell.Of(field.Code, SheetStyle.Heading))], hidden: true);
        sheet.Row([SheetCell.Of(Columns.RowId, SheetStyle.Heading), .. section.Fields.Select(field => SheetCell.Of(Name(field), Heading(field)))]);
        var line = new SheetCell[section.Fields.Count + 1];
        var row = 0L;
        await foreach (var (id, cells) in rows)
        {
            row++;
            line[0] = SheetCell.Of(id == Guid.Empty ? null : id.ToString(), SheetStyle.Plain);
            for (var field = 0; field < cells.Length; field++)
                line[FirstColumn + field] = Marked(cells[field], field, row, FirstColumn + field, Workbook.HeadRows + row);
            sheet.Row(line);
        }
        sheet.End(true, Rules(field => (Range(FirstColumn + field, Workbook.HeadRows + 1, LastRow), SheetCell.Name(FirstColumn + field, Workbook.HeadRows + 1))), [], mark, Notes.Count > 0);
    }

    private async Task Questions(ZipArchive zip, int number, IAsyncEnumerable<(Guid Id, SheetCell[] Cells)> rows, string? mark)
    {
        using var sheet = new SheetWriter(zip, number, _language.RightToLeft, Workbook.HeadRows, [(10, SheetStyle.Plain, true), (50, SheetStyle.Plain, false), (40, SheetStyle.Plain, false), (70, SheetStyle.Plain, false)]);
        sheet.Row([SheetCell.Of(Workbook.Marker + section.Code, SheetStyle.Heading)], hidden: true);
        sheet.Row([default, SheetCell.Of(words["records.workbook.question"], SheetStyle.Heading), SheetCell.Of(words["records.workbook.answer"], SheetStyle.Heading), SheetCell.Of(words["records.workbook.help"], SheetStyle.Heading)]);
        var answers = Array.Empty<SheetCell>();
        await foreach (var (_, cells) in rows)
            answers = [.. cells];
        for (var field = 0; field < section.Fields.Count; field++)
        {
            var answer = field < answers.Length ? answers[field] : new SheetCell(null, false, Style(section.Fields[field]));
            var asked = section.Fields[field];
            sheet.Row([SheetCell.Of(asked.Code, SheetStyle.Plain), SheetCell.Of(Name(asked), Heading(asked)), Marked(answer, field, 1, AnswerColumn, Workbook.HeadRows + 1 + field), SheetCell.Of((asked.Hint ?? asked.Help)?.In(_language.Code).Text is { } told ? Mentions.Unfilled(told) : null, SheetStyle.Help)]);
        }
        sheet.End(true, Rules(field => (SheetCell.Name(AnswerColumn, Workbook.HeadRows + 1 + field), "$" + SheetCell.Name(AnswerColumn, Workbook.HeadRows + 1 + field))), [], mark, Notes.Count > 0);
    }

    private SheetCell Marked(SheetCell cell, int field, long row, int column, long line)
    {
        if (_faults.Count == 0 || !_faults.Contains((row, section.Fields[field].Code)))
            return cell;
        if (Notes.Count < mostNotes)
            Notes.Add((column, line, string.Join("\n", _faults[(row, section.Fields[field].Code)].Select(fault => Say(fault, definition, body, words)))));
        return cell with { Style = SheetCells.Style(section.Fields[field], wrong: true) };
    }

    private List<string> Rules(Func<int, (string Range, string First)> where)
    {
        var rules = new List<string>();
        for (var field = 0; field < section.Fields.Count; field++)
        {
            var parent = section.Fields[field].Within is { } within && _places.TryGetValue(within, out var place) ? where(place).First : null;
            if (section.Fields[field].Computed is null && lists.Rule(section.Fields[field], where(field).Range, parent, words["records.workbook.not-in-list"]) is { } rule)
                rules.Add(rule);
        }
        return rules;
    }

    private static string Range(int column, long from, long to) => $"{SheetCell.Name(column, from)}:{SheetCell.Name(column, to)}";

    private static SheetStyle Style(Field field) => field.Computed is null ? SheetCells.Style(field) : SheetStyle.Heading;

    private static SheetStyle Heading(Field field) => field.Required == "true" ? SheetStyle.Required : SheetStyle.Heading;

    private string Name(Field field) => field.Name.In(_language.Code).Text + (field.Unit is { Length: > 0 } unit ? $" ({unit})" : "") + (field.Required == "true" ? " *" : "");
}
