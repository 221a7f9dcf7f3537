using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>Files with the rows of large tables, in each form that is taken and in those that nobody should send.</summary>
public sealed class LoadFormsTests(ApiApp app) : IClassFixture<ApiApp>
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Lines = "application/jsonl";
    private static readonly DateOnly Monday = new(2001, 1, 1);
    private static int _week;

    [Fact]
    public async Task A_table_is_the_same_whichever_form_it_comes_in()
    {
        (string Type, Func<string, byte[]> File)[] forms =
        [
            ("text/csv", day => Text($"vessel,gear,species,landed,weight,fish,transhipped\nMaru,PS,BFT,{day},12.5,3,false\nÉtoile,LL,SWO,,0.25,,false\n")),
            (Lines, day => Text($$"""
                {"vessel":"Maru","gear":"PS","species":"BFT","landed":"{{day}}","weight":12.50,"fish":3,"transhipped":false}
                {"vessel":"Étoile","gear":"LL","species":"SWO","weight":"0.25","transhipped":false}

                """)),
            ("application/json", day => Text($$"""[{"vessel":"Maru","gear":"PS","species":"BFT","landed":"{{day}}","weight":12.5,"fish":3,"transhipped":false},{"vessel":"Étoile","gear":"LL","species":"SWO","weight":0.25,"transhipped":false}]""")),
            (Workbook, day => Sheet($"""
                <row r="1"><c r="A1" t="inlineStr"><is><t>Vessel</t></is></c><c r="B1" t="inlineStr"><is><t>gear</t></is></c><c r="C1" t="inlineStr"><is><t>species</t></is></c><c r="D1" t="inlineStr"><is><t>landed</t></is></c><c r="E1" t="inlineStr"><is><t>Weight (kg)</t></is></c><c r="F1" t="inlineStr"><is><t>fish</t></is></c><c r="G1" t="inlineStr"><is><t>transhipped</t></is></c></row>
                <row r="2"><c r="A2" t="inlineStr"><is><t>Maru</t></is></c><c r="B2" t="inlineStr"><is><t>PS</t></is></c><c r="C2" t="inlineStr"><is><t>BFT</t></is></c><c r="D2" t="inlineStr"><is><t>{day}</t></is></c><c r="E2"><v>12.5</v></c><c r="F2"><v>3</v></c><c r="G2" t="inlineStr"><is><t>no</t></is></c></row>
                <row r="5"><c r="A5" t="inlineStr"><is><t>Étoile</t></is></c><c r="B5" t="inlineStr"><is><t>LL</t></is></c><c r="C5" t="inlineStr"><is><t>SWO</t></is></c><c r="E5"><v>0.25</v></c><c r="G5" t="inlineStr"><is><t>no</t></is></c></row>
                """)),
        ];
        using var program = await Program();
        foreach (var (type, file) in forms)
        {
            var day = Monday.AddDays((7 * _week) + 1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            var (id, state) = await Load(program, type, file(day));
            state["state"]!.ToString().ShouldBe("done", type + await Faults(program, id));
            (await app.Ask<string>("select string_agg(concat_ws('|', vessel, gear, species, landed, trim_scale(weight), fish, transhipped), ' ' order by place) from tuna.large_catches where statement = @id", new { id }))
                .ShouldBe($"Maru|PS|BFT|{day}|12.5|3|f Étoile|LL|SWO|0.25|f", type);
        }
    }

    [Theory]
    [InlineData("text/csv", "vessel,gear,species,weight,transhipped\nMaru,PS,BFT,1e400,false\n", "cell.number", 1L)]
    [InlineData(Lines, """{"vessel":"Maru","gear":"PS","species":"BFT","weight":1e400,"transhipped":false}""", "digits", 1L)]
    [InlineData(Lines, """{"vessel":"M\ud800","gear":"PS","species":"BFT","weight":1,"transhipped":false}""", "type", 1L)]
    [InlineData(Lines, """{"vessel":"Maru","gear":"PS","species":"BFT","weight":1,"transhipped":false,"vessel":"Other"}""", "json.duplicate", 1L)]
    [InlineData(Lines, "{\"vessel\":\"Maru\"\n", "json.malformed", null)]
    [InlineData(Workbook, "no workbook at all", "workbook.not-workbook", null)]
    public async Task What_is_wrong_is_said_at_its_row(string type, string file, string rule, long? row)
    {
        using var program = await Program();
        var (id, state) = await Load(program, type, Text(file));
        state["state"]!.ToString().ShouldBe("refused");
        var faults = await Faults(program, id);
        faults.ShouldContain($"{rule} {row}");
        (await app.Ask<long>("select count(*) from tuna.large_catches where statement = @id", new { id })).ShouldBe(0);
    }

    [Theory]
    [InlineData("text/csv", "csv.row-too-long")]
    [InlineData(Lines, "json.too-long")]
    public async Task A_hundred_megabytes_of_one_line_are_refused_for_that(string type, string rule)
    {
        using var program = await Program();
        var file = new byte[100_000_000];
        Array.Fill(file, (byte)'x');
        Text(type == Lines ? "{\"vessel\":\"" : "vessel,gear\n").CopyTo(file, 0);
        var (id, state) = await Load(program, type, file);
        state["state"]!.ToString().ShouldBe("refused");
        (await Faults(program, id)).ShouldContain(rule);
    }

    [Fact]
    public async Task A_workbook_that_unpacks_to_far_more_than_it_is_is_refused_for_that()
    {
        using var program = await Program();
        var (id, state) = await Load(program, Workbook, Sheet("", zip =>
        {
            using var texts = zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open();
            texts.Write(Text("<sst><si><t>"));
            var much = new byte[1_000_000];
            Array.Fill(much, (byte)'A');
            for (var megabyte = 0; megabyte < 300; megabyte++)
                texts.Write(much);
            texts.Write(Text("</t></si></sst>"));
        }));
        state["state"]!.ToString().ShouldBe("refused");
        (await Faults(program, id)).ShouldContain("workbook.too-large");
    }

    [Fact]
    public async Task A_million_empty_rows_of_a_sheet_are_passed_over()
    {
        var rows = new StringBuilder("""<row r="1"><c r="A1" t="inlineStr"><is><t>vessel</t></is></c><c r="B1" t="inlineStr"><is><t>gear</t></is></c><c r="C1" t="inlineStr"><is><t>species</t></is></c><c r="D1" t="inlineStr"><is><t>weight</t></is></c><c r="E1" t="inlineStr"><is><t>transhipped</t></is></c></row>""");
        for (var number = 2; number <= 1_000_000; number++)
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"<row r=\"{number}\"><c r=\"A{number}\" s=\"1\"/></row>");
        rows.Append("""<row r="1000001"><c r="A1000001" t="inlineStr"><is><t>Maru</t></is></c><c r="B1000001" t="inlineStr"><is><t>PS</t></is></c><c r="C1000001" t="inlineStr"><is><t>BFT</t></is></c><c r="D1000001"><v>1.5</v></c><c r="E1000001" t="inlineStr"><is><t>no</t></is></c></row>""");
        using var program = await Program();
        var (id, state) = await Load(program, Workbook, Sheet(rows.ToString()));
        (state["state"]!.ToString(), (long)state["rows"]!).ShouldBe(("done", 1), await Faults(program, id));
    }

    [Fact]
    public async Task Another_form_is_refused_before_it_is_received()
    {
        using var program = await Program();
        using var content = new ByteArrayContent([1]) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        using var answer = await program.PutAsync(await Opened(program) + "/catches", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private Task<HttpClient> Program() => app.Program($"Forms {Guid.NewGuid():n}", "JPN", Right.Read, Right.Enter, Right.Submit);

    private async Task<(Guid Statement, JsonNode State)> Load(HttpClient program, string type, byte[] file)
    {
        var address = await Opened(program);
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await program.PutAsync(address + "/catches", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        while (await app.RunJobs() > 0)
        {
            // One may make another.
        }
        return (Guid.Parse(address.Split('/')[^1]), JsonNode.Parse(await program.GetStringAsync(answer.Headers.Location))!);
    }

    private static async Task<string> Opened(HttpClient program)
    {
        var monday = Monday.AddDays(7 * _week++);
        using var content = new StringContent($$"""{"step":"open","period":{"start":"{{monday:yyyy-MM-dd}}","end":"{{monday.AddDays(7):yyyy-MM-dd}}"} }""", Encoding.UTF8, "application/json");
        using var opened = await program.PostAsync("/api/tuna/large", content);
        opened.StatusCode.ShouldBe(HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        return opened.Headers.Location!.ToString();
    }

    private static async Task<string> Faults(HttpClient program, Guid statement) => string.Join('\n',
        JsonNode.Parse(await program.GetStringAsync($"/api/tuna/large/{statement}/faults"))!["faults"]!.AsArray().Select(fault => $"{fault!["rule"]} {fault["rowNumber"]}"));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    // The least that is a workbook, with a sheet of nobody's name.
    internal static byte[] Sheet(string rows, Action<ZipArchive>? more = null)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string path, string text)
            {
                using var part = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
                part.Write(Text(text));
            }
            Part("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Part("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            Part("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""");
            more?.Invoke(zip);
        }
        return file.ToArray();
    }
}
