using System.Text;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;
using Entente.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.House.Records;

public sealed class TransportTests
{
    private static readonly CellText Cells = new(Definitions.Body(), new DateOnly(2026, 3, 1));
    private static readonly Definition Everything = Definitions.Everything();
    private static readonly Section Large = Definitions.Large().Section("catches")!;

    [Fact]
    public void What_goes_out_as_csv_comes_in_the_same()
    {
        foreach (var section in Everything.Sections)
            Prop.ForAll(SomeAnswers.Rows(section).NonEmptyListOf().ToArbitrary(), Arb.From(Gen.Choose(0, 19)), (rows, choice) =>
            {
                var language = Language.All[choice % 5];
                var style = new CsvStyle(choice % 2 == 0 ? ';' : ',', choice % 3 == 0, choice % 4 < 2, RowIds: true);
                var kept = rows.Where(row => row.Answers.Any(answer => !answer.IsBlank)).ToList();
                var file = new MemoryStream();
                CsvWriter.Write(file, section, new RowsInMemory(kept), Cells, language, style).GetAwaiter().GetResult();
                var (read, faults) = ReadCsv(file.ToArray(), section, Language.English);
                faults.ShouldBeEmpty();
                Same(read, kept);
            }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void What_goes_out_as_json_comes_in_the_same() =>
        Prop.ForAll(Gen.CollectToArray(Everything.Sections.Select(section => SomeAnswers.Rows(section).ListOf())).ToArbitrary(), tables =>
        {
            var statement = new Statement(Everything);
            foreach (var (section, rows) in Everything.Sections.Zip(tables))
                if (section.IsTable)
                    statement.Rows(section.Code).AddRange(rows);
                else if (rows.FirstOrDefault() is { } row)
                    row.Answers.CopyTo(statement.Fields(section.Code).Answers, 0);
            var file = new MemoryStream();
            StatementJson.Write(file, statement).GetAwaiter().GetResult();
            file.Position = 0;
            var (read, faults) = StatementJson.Read(file, Everything).GetAwaiter().GetResult();
            faults.ShouldBeEmpty();
            foreach (var section in Everything.Sections)
                if (section.IsTable)
                    Same(read.Rows(section.Code), statement.Rows(section.Code));
                else
                    read.Fields(section.Code).Answers.ShouldBe(statement.Fields(section.Code).Answers);
        }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("\uFEFFvessel;Gear;WEIGHT (kg)\r\nA;PS;1,5\r\n"), InlineData("sep=;\nVessel *;GEAR;weight\nA;PS;1.50"), InlineData("weight\tGear (fr)\tvessel\n1.5\tps\tA\n\n")]
    public void Marks_separators_and_headings_of_all_habits_are_taken(string text)
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var (rows, faults) = ReadCsv([.. encoding.GetPreamble(), .. encoding.GetBytes(text.TrimStart('\uFEFF'))], Large, Language.English);
            faults.Where(fault => fault.Rule != "csv.column-missing").ShouldBeEmpty();
            string.Join('|', rows.ShouldHaveSingleItem().Answers.Where(answer => answer.HasValue).Select(answer => answer.Value.Text())).ShouldBe("A|PS|1.5");
        }
    }

    [Theory]
    [InlineData("vessel,gear\n\"A,PS\nB,LL", "csv.quote"), InlineData("", "csv.empty"), InlineData("foo,bar\n1,2", "csv.no-header"), InlineData("vesel,gear\nA,PS", "csv.column-misspelt"), InlineData("gear,gear\nPS,PS", "csv.column-twice")]
    [InlineData("gear,foo\nPS,1", "csv.column-unknown"), InlineData("gear\nPS,more", "csv.extra-cells"), InlineData("gear,row_id\nPS,x", "csv.row-id"), InlineData("PK\u0003\u0004", "csv.not-csv"), InlineData("gear,weight\nPS,1e400", "cell.number")]
    public void What_is_wrong_with_a_file_is_said(string text, string rule) =>
        ReadCsv(Encoding.UTF8.GetBytes(text), Large, Language.English).Faults.Select(fault => fault.Rule).ShouldContain(rule);

    [Fact]
    public void A_legacy_encoding_is_refused_and_not_misread() =>
        ReadCsv(Encoding.Latin1.GetBytes("vessel,gear\nÉtoile,PS\n"), Large, Language.English).Faults.Select(fault => fault.Rule).ShouldContain("csv.encoding");

    [Fact]
    public void The_numbers_of_a_file_may_settle_its_decimal_sign()
    {
        ReadCsv("weight,price\n\"1,234\",0.5\n"u8.ToArray(), Large, Language.English).Rows[0].Answers[5].Value.Text().ShouldBe("1234");
        ReadCsv("weight\n\"1,234\"\n"u8.ToArray(), Large, Language.English).Faults.Select(fault => fault.Rule).ShouldContain("cell.number-ambiguous");
    }

    [Fact]
    public void One_line_without_end_is_refused_in_bounded_memory()
    {
        foreach (var head in new[] { "", "vessel,gear\n", "vessel,gear\n\"" })
        {
            var faults = new List<Fault>();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var rows = new CsvRows(() => new EndlessStream(Encoding.UTF8.GetBytes(head), 100_000_000), Large, Cells, Language.English, faults.Add);
            Drain(rows).ShouldBeEmpty();
            faults.Select(fault => fault.Rule).ShouldContain("csv.row-too-long");
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(60_000_000);
        }
    }

    [Theory]
    [InlineData("{", "json.malformed", "1"), InlineData("[]", "json.expected", "$"), InlineData("{\"sections\": 1}", "json.expected", "$.sections"), InlineData("{\"definition\": \"x\"}", "json.other-definition", "x")]
    [InlineData("{\"sections\": {\"repot\": {}}}", "json.unknown", "$.sections.repot"), InlineData("{\"sections\": {\"report\": {\"ofice\": 1}}}", "json.unknown", "$.sections.report.ofice"), InlineData("{\"sections\": {\"report\": {\"limit\": 1, \"limit\": 2}}}", "json.duplicate", "$.sections.report.limit")]
    [InlineData("{\"sections\": {\"report\": {\"limit\": 1e400}}}", "json.number", "$.sections.report.limit"), InlineData("{\"sections\": {\"report\": {\"limit\": \"1\"}}}", "json.expected", "$.sections.report.limit"), InlineData("{\"sections\": {\"catches\": [{}, {\"gear\": 1}]}}", "json.expected", "$.sections.catches[1].gear")]
    [InlineData("{\"sections\": {\"report\": {\"officer\": \"\\ud800\"}}}", "cell.characters", "U+D800"), InlineData("{\"sections\": {}, \"sections\": {}}", "json.duplicate", "$.sections"), InlineData("{} {}", "json.malformed", "1")]
    public async Task What_is_wrong_with_json_is_said_with_its_path(string text, string rule, string fact)
    {
        var (_, faults) = await StatementJson.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), Everything);
        faults.Where(fault => fault.Rule == rule).SelectMany(fault => fault.Facts.Take(1)).ShouldContain(fact);
    }

    [Fact]
    public async Task Json_nested_without_end_or_of_one_endless_text_is_refused()
    {
        (await Rules(Encoding.UTF8.GetBytes("{\"sections\": {\"report\": {\"officer\": " + new string('[', 100_000)), 0)).ShouldContain("json.too-deep");
        (await Rules(Encoding.UTF8.GetBytes("{\"sections\": {\"report\": {\"officer\": \""), 100_000_000)).ShouldContain("json.too-long");
        static async Task<IEnumerable<string>> Rules(byte[] head, long more) =>
            (await StatementJson.Read(new EndlessStream(head, more), Everything)).Faults.Select(fault => fault.Rule);
    }

    internal static void Same(IReadOnlyList<Row> read, IReadOnlyList<Row> written)
    {
        read.Count.ShouldBe(written.Count);
        foreach (var (one, other) in read.Zip(written))
        {
            one.Id.ShouldBe(other.Id);
            one.Answers.ShouldBe(other.Answers);
        }
    }

    internal static List<Row> Drain(RowSource rows)
    {
        var all = new List<Row>();
        foreach (var row in rows.Read().ToBlockingEnumerable())
            all.Add(new Row(row.Id, [.. row.Answers]));
        return all;
    }

    private static (List<Row> Rows, List<Fault> Faults) ReadCsv(byte[] file, Section section, Language language)
    {
        var faults = new List<Fault>();
        return (Drain(new CsvRows(() => new MemoryStream(file), section, Cells, language, faults.Add)), faults);
    }
}

/// <summary>A beginning, and then the letter x for as long as asked.</summary>
internal sealed class EndlessStream(byte[] head, long more) : Stream
{
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => head.Length + more;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var many = (int)Math.Min(count, Length - _at);
        for (var i = 0; i < many; i++, _at++)
            buffer[offset + i] = _at < head.Length ? head[_at] : (byte)'x';
        return many;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
