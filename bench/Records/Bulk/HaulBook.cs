using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Entente.Bench.Records.Bulk;

/// <summary>The same hauls as an Excel file: one sheet, texts where they stand, numbers as numbers.</summary>
internal static class HaulBook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static void Write(string file, int count, DateOnly week)
    {
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        Part(zip, "[Content_Types].xml", $"""<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
        Part(zip, "_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="hauls" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
        var rows = new StringBuilder($"""<worksheet xmlns="{Main}"><sheetData>""");
        Row(rows, 1, Hauls.Head.Split(','));
        for (var number = 1; number <= count; number++)
            Row(rows, number + 1, Array.ConvertAll(Hauls.Cells(number, week), cell => cell switch { "true" => "yes", "false" => "no", _ => cell }));
        Part(zip, "xl/worksheets/sheet1.xml", rows.Append("</sheetData></worksheet>").ToString());
    }

    private static void Row(StringBuilder rows, int number, string[] cells)
    {
        rows.Append(CultureInfo.InvariantCulture, $"""<row r="{number}">""");
        foreach (var (column, cell) in cells.Index().Where(one => one.Item.Length > 0))
            rows.Append(decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
                ? $"""<c r="{(char)('A' + column)}{number}"><v>{cell}</v></c>""" : $"""<c r="{(char)('A' + column)}{number}" t="inlineStr"><is><t>{SecurityElement.Escape(cell)}</t></is></c>""");
        rows.Append("</row>");
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8"?>""");
        part.Write(xml);
    }
}
