using System.IO.Compression;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;
using Entente.Tests.House.Localisation;
using Entente.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.House.Records;

public sealed class WorkbookTests
{
    private static readonly CellText Cells = new(Definitions.Body(), new DateOnly(2026, 3, 1));
    private static readonly Definition Everything = Definitions.Everything();

    [Fact]
    public void What_goes_out_as_a_workbook_comes_in_the_same() =>
        Prop.ForAll(Gen.CollectToArray(Everything.Sections.Select(section => SomeAnswers.Rows(section).NonEmptyListOf())).ToArbitrary(), Arb.From(Gen.Choose(0, 4)), (tables, choice) =>
        {
            var language = Language.All[choice];
            var rows = Everything.Sections.Zip(tables).ToDictionary(pair => pair.First, pair => pair.First.IsTable ? pair.Second.Where(row => row.Answers.Any(answer => !answer.IsBlank)).ToList() : [.. pair.Second.Take(1)]);
            using var file = WorkbookFile.Open(Made(language, section => rows[section]), fault => throw new InvalidOperationException(fault.Rule))!;
            file.Stamp.ShouldBe(Stamp(language));
            foreach (var section in Everything.Sections)
            {
                var faults = new List<Fault>();
                var read = TransportTests.Drain(file.Read(section, Cells, Language.English, faults.Add));
                faults.ShouldBeEmpty();
                read.Select(row => row.Answers).ShouldBe(rows[section].Select(row => row.Answers));
                if (section.IsTable)
                    read.Select(row => row.Id).ShouldBe(rows[section].Select(row => row.Id));
            }
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public async Task Faults_come_back_in_the_workbook_with_what_was_typed()
    {
        var catches = Everything.Section("catches")!;
        using var file = WorkbookFile.Open(Made(Language.French, section => [Row.Of(section, Guid.Empty)]), _ => { })!;
        var wrong = new MemoryStream();
        await new Workbook(Stamp(Language.French), Everything, Cells, Speaking.In("fr")).WithFaults(wrong, file,
            [new Fault("cell.whole", CheckLevel.Error, "report", null, null, "vessels", "1.5"), new Fault("required", CheckLevel.Error, "catches", null, 1, "vessel")]);
        using var zip = new ZipArchive(wrong);
        Part(zip, "xl/comments2.xml").ShouldContain("C8");
        Part(zip, "xl/worksheets/sheet2.xml").ShouldContain("r=\"C8\" s=\"11\"");
        Part(zip, "xl/worksheets/sheet7.xml").ShouldContain("hyperlink ref=\"B2\"");
        catches.IsTable.ShouldBeTrue();
    }

    [Theory]
    [InlineData("PK", "workbook.not-workbook"), InlineData("", "workbook.not-workbook"), InlineData("%PDF-1.4", "workbook.not-workbook"), InlineData("PK\u0003\u0004broken", "workbook.broken")]
    public void Another_kind_of_file_is_named(string content, string rule) => Opening(Encoding.Latin1.GetBytes(content)).ShouldBe([rule]);

    [Fact]
    public void Passwords_macros_and_other_formats_are_refused()
    {
        Opening([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).ShouldBe(["workbook.protected"]);
        Opening(Zip(("xl/workbook.xml", "<a/>"), ("xl/vbaProject.bin", "x"))).ShouldBe(["workbook.macros"]);
        Opening(Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>"))).ShouldBe(["workbook.not-workbook"]);
        Opening(Zip(("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), ("xl/_rels/workbook.xml.rels", "<a/>"))).ShouldBe(["workbook.broken"]);
    }

    [Fact]
    public void A_workbook_of_very_many_parts_is_refused() =>
        Opening(Zip([("xl/workbook.xml", "<a/>"), .. Enumerable.Range(0, 10_000).Select(number => ($"xl/{number}.xml", ""))])).ShouldBe(["workbook.too-large"]);

    [Fact]
    public void Shared_texts_without_end_are_refused_in_bounded_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Opening(Zip(("xl/workbook.xml", "<a/>"), ("xl/_rels/workbook.xml.rels", "<a/>"), ("xl/sharedStrings.xml", "<sst>" + string.Concat(Enumerable.Repeat("<si><t>" + new string('x', 1_000_000) + "</t></si>", 100)) + "</sst>"))).ShouldBe(["workbook.too-large"]);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_500_000_000);
    }

    [Theory]
    [InlineData("<c r=\"D3\"><f>1+1</f><v>2</v></c>", "2", "workbook.formula"), InlineData("<c r=\"D3\"><f>1+1</f></c>", "", "workbook.formula-empty"), InlineData("<c r=\"D3\" t=\"e\"><v>#REF!</v></c>", "", "cell.spreadsheet-error")]
    [InlineData("<c r=\"D3\"><v>1.1000000000000001</v></c>", "1.1", null), InlineData("<c r=\"D3\" t=\"inlineStr\"><is><t>1,5</t></is></c>", "1.5", null), InlineData("<c r=\"D3\"><v>1E+400</v></c>", "", "cell.number")]
    public void What_spreadsheets_put_into_cells_is_understood_or_refused(string cell, string value, string? rule)
    {
        var (rows, faults) = OneCell(cell, "");
        faults.ShouldBe(rule is null ? [] : [rule]);
        string.Join('|', rows.Select(row => row.Answers[2].HasValue ? row.Answers[2].Value.Text() : "")).ShouldBe(value);
    }

    [Fact]
    public void Merged_cells_are_refused() =>
        OneCell("<c r=\"D3\"><v>2</v></c>", "<mergeCells><mergeCell ref=\"D3:D5\"/></mergeCells>").Faults.ShouldBe(["workbook.merged"]);

    [Fact]
    public void A_million_empty_rows_are_passed_over() =>
        OneCell("<c r=\"D3\"><v>2</v></c>", "", string.Concat(Enumerable.Range(4, 1_000_000).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"/></row>"))).Rows.Count.ShouldBe(1);

    private static (List<Row> Rows, List<string> Faults) OneCell(string cell, string after, string more = "")
    {
        var sheet = $"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>#catches</t></is></c>{string.Concat(Everything.Section("catches")!.Fields.Select((field, at) => $"<c r=\"{(char)('B' + at)}1\" t=\"inlineStr\"><is><t>{field.Code}</t></is></c>"))}</row><row r=\"3\">{cell}</row>{more}</sheetData>{after}</worksheet>";
        var bytes = Zip(("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"x\" r:id=\"a\"/></sheets></workbook>"), ("xl/_rels/workbook.xml.rels", "<a><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></a>"), ("xl/worksheets/sheet1.xml", sheet));
        using var file = WorkbookFile.Open(new MemoryStream(bytes), fault => throw new InvalidOperationException(fault.Rule))!;
        var faults = new List<Fault>();
        return (TransportTests.Drain(file.Read(Everything.Section("catches")!, Cells, Language.English, faults.Add)), [.. faults.Select(fault => fault.Rule)]);
    }

    private static MemoryStream Made(Language language, Func<Section, IReadOnlyList<Row>> rows)
    {
        var made = new MemoryStream();
        new Workbook(Stamp(language), Everything, Cells, Speaking.In(language.Code), true).Write(made, section => new RowsInMemory(rows(section))).GetAwaiter().GetResult();
        made.Position = 0;
        return made;
    }

    private static WorkbookStamp Stamp(Language language) => new("tuna", "everything", 3, "d1g35t", language.Code, new Guid(1, 2, 3, new byte[8]), "2026-W07", "JPN");

    private static List<string> Opening(byte[] content)
    {
        var faults = new List<Fault>();
        using var file = WorkbookFile.Open(new MemoryStream(content), faults.Add);
        file.ShouldBeNull();
        return [.. faults.Select(fault => fault.Rule)];
    }

    private static byte[] Zip(params (string Name, string Content)[] parts)
    {
        var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
                writer.Write(content);
            }
        return made.ToArray();
    }

    private static string Part(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
