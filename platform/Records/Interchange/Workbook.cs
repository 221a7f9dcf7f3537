using System.IO.Compression;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// A workbook to fill in off-line: a sheet of instructions, a sheet for each section, lists to choose from, and what it was made
/// for. The first line of each section's sheet is hidden and holds codes, so that it is read whatever becomes of the names.
/// </summary>
/// <param name="demonstration">Marks every sheet as one of a demonstration.</param>
public sealed class Workbook(WorkbookStamp stamp, Definition definition, CellText cells, Words words, bool demonstration = false)
{
    internal const string Marker = "#";
    internal const string StampSheet = "_entente";
    internal const int HeadRows = 2;

    // One section may hold more rows than a sheet has; the rest goes by CSV.
    public const int MostRows = 1_048_576 - HeadRows;

    private const int MostNotes = 2_000;
    private const int MostLinks = 65_000;

    private readonly Language _language = words.Language;

    /// <param name="rows">What the sheets hold at first: of a section of fields its one row.</param>
    public Task Write(Stream to, Func<Section, RowSource> rows, CancellationToken cancel = default) =>
        Write(to, section => Contents(section, rows(section), cancel), []);

    /// <summary>The same workbook with what was typed into it, the cells that are wrong coloured and with a note, and a sheet that lists all faults with links.</summary>
    public Task WithFaults(Stream to, WorkbookFile original, IReadOnlyList<Fault> faults) =>
        Write(to, section => original.Contents(section).ToAsyncEnumerable(), faults);

    private async Task Write(Stream to, Func<Section, IAsyncEnumerable<(Guid Id, SheetCell[] Cells)>> contents, IReadOnlyList<Fault> faults)
    {
        await Task.CompletedTask;
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var names = SheetNames();
        var lists = new WorkbookLists(cells, _language);
        var sheets = new List<(string Name, bool Hidden, bool Comments)> { (names[""], false, false) };
        Instructions(zip);
        var wrong = faults.ToLookup(fault => fault.Section ?? "", StringComparer.Ordinal);
        foreach (var section in definition.Sections)
        {
            var sheet = new SectionSheet(definition, cells.Body, section, lists, words, wrong[section.Code], MostNotes);
            await sheet.Write(zip, sheets.Count + 1, contents(section), demonstration ? words["records.workbook.demonstration"] : null);
            if (sheet.Notes.Count > 0)
                WorkbookParts.Comments(zip, sheets.Count + 1, sheet.Notes);
            sheets.Add((names[section.Code], false, sheet.Notes.Count > 0));
        }
        if (faults.Count > 0)
        {
            Faults(zip, sheets.Count + 1, faults, names);
            sheets.Add((Unused(words["records.workbook.faults"], names.Values), false, false));
        }
        lists.Write(zip, sheets.Count + 1);
        sheets.Add((WorkbookLists.Sheet, true, false));
        Stamp(zip, sheets.Count + 1);
        sheets.Add((StampSheet, true, false));
        WorkbookParts.Properties(zip, stamp);
        WorkbookParts.Frame(zip, sheets);
    }

    private async IAsyncEnumerable<(Guid, SheetCell[])> Contents(Section section, RowSource rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var line = new SheetCell[section.Fields.Count];
        await foreach (var row in rows.Read(cancel))
        {
            for (var field = 0; field < line.Length; field++)
                line[field] = SheetCells.Of(section.Fields[field], row.Answers[field], cells, _language);
            yield return (row.Id, line);
        }
    }

    private void Instructions(ZipArchive zip)
    {
        using var sheet = new SheetWriter(zip, 1, _language.RightToLeft, 0, [(110, SheetStyle.Plain, false)]);
        void Line(string text, SheetStyle style = SheetStyle.Help) => sheet.Row([SheetCell.Of(text, style)]);
        Line(definition.Name.In(_language.Code).Text, SheetStyle.Title);
        if (demonstration)
            Line(words["records.workbook.demonstration"], SheetStyle.Mark);
        Line(words["records.workbook.version", ("a", stamp.Version)]);
        if (definition.About is { } about)
            Line(about.In(_language.Code).Text);
        foreach (var part in new[] { stamp.Party is { } party ? cells.Body.Party(party)?.Name.In(_language.Code).Text ?? party : null, stamp.Period })
            if (part is not null)
                Line(part, SheetStyle.Plain);
        Line(words["records.workbook.how-fill"]);
        Line(words["records.workbook.how-required"]);
        Line(words["records.workbook.how-lists"]);
        AnswerKind[] instead = [AnswerKind.Nil, AnswerKind.NotApplicable, AnswerKind.Withheld];
        Line(words["records.workbook.how-instead", ("list", instead.Select(kind => CellWords.Word(kind, _language)))]);
        Line(words["records.workbook.how-send"]);
        sheet.End(true, [], [], demonstration ? words["records.workbook.demonstration"] : null, notes: false);
    }

    private void Faults(ZipArchive zip, int number, IReadOnlyList<Fault> faults, Dictionary<string, string> names)
    {
        using var sheet = new SheetWriter(zip, number, _language.RightToLeft, 1, [(14, SheetStyle.Plain, false), (40, SheetStyle.Plain, false), (100, SheetStyle.Plain, false)]);
        sheet.Row([SheetCell.Of("", SheetStyle.Heading), SheetCell.Of(words["records.workbook.place"], SheetStyle.Heading), SheetCell.Of(words["records.workbook.what"], SheetStyle.Heading)]);
        var links = new List<(string, string)>();
        var row = 1;
        foreach (var fault in faults)
        {
            row++;
            var place = fault.Section is { } code && definition.Section(code) is { } section ? SectionSheet.Place(section, fault) : null;
            if (place is not null && links.Count < MostLinks)
                links.Add((SheetCell.Name(1, row), $"'{names[fault.Section!].Replace("'", "''", StringComparison.Ordinal)}'!{place}"));
            // texts: records.workbook.level-*
            sheet.Row([SheetCell.Of(words[$"records.workbook.level-{Kebab.Of(fault.Level)}"], SheetStyle.Plain), SheetCell.Of(place is null ? "" : $"{names[fault.Section!]} {place}", SheetStyle.Link), SheetCell.Of(Say(fault), SheetStyle.Help)]);
        }
        sheet.End(false, [], links, null, notes: false);
    }

    private string Say(Fault fault) => SectionSheet.Say(fault, definition, cells.Body, words);

    private void Stamp(ZipArchive zip, int number)
    {
        using var sheet = new SheetWriter(zip, number, false, 0, [(20, SheetStyle.Plain, false), (80, SheetStyle.Plain, false)]);
        foreach (var (name, value) in stamp.Lines())
            sheet.Row([SheetCell.Of(name, SheetStyle.Plain), SheetCell.Of(value, SheetStyle.Text)]);
        sheet.End(true, [], [], null, notes: false);
    }

    // At most 31 characters without the signs of addresses, and no two alike.
    private Dictionary<string, string> SheetNames()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = Unused(words["records.workbook.instructions"], []) };
        foreach (var section in definition.Sections)
            names.Add(section.Code, Unused(section.Name.In(_language.Code).Text, names.Values));
        return names;
    }

    private static string Unused(string wanted, IEnumerable<string> taken)
    {
        var plain = string.Concat(wanted.Where(sign => !"[]:*?/\\'".Contains(sign, StringComparison.Ordinal) && !char.IsControl(sign) && !char.IsSurrogate(sign))).Trim();
        plain = plain.Length == 0 ? "?" : plain.Length > 28 ? plain[..28].TrimEnd() : plain;
        var name = plain;
        for (var number = 2; taken.Contains(name, StringComparer.OrdinalIgnoreCase) || name is StampSheet or WorkbookLists.Sheet; number++)
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{plain} {number}");
        return name;
    }
}
