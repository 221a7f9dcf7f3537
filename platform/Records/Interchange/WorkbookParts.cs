using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Entente.Records.Interchange;

/// <summary>The parts of an .xlsx package that are the same for every workbook, and the way parts are written.</summary>
internal static class WorkbookParts
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    // The same content gives the same bytes.
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public const string Styles =
        $"""
        <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="General"/></numFmts>
        <fonts count="5"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="16"/><name val="Calibri"/></font><font><b/><sz val="12"/><color rgb="FFB00020"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF0B57D0"/><name val="Calibri"/></font></fonts>
        <fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE1E8F0"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFC9D8EA"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFAD2CF"/></patternFill></fill></fills>
        <borders count="2"><border/><border><left style="thin"><color rgb="FFBBBBBB"/></left><right style="thin"><color rgb="FFBBBBBB"/></right><top style="thin"><color rgb="FFBBBBBB"/></top><bottom style="thin"><color rgb="FFBBBBBB"/></bottom></border></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="13">
        <xf xfId="0"/>
        <xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyAlignment="1" xfId="0"><alignment vertical="top" wrapText="1"/></xf>
        <xf fontId="1" fillId="3" borderId="1" applyFont="1" applyFill="1" applyAlignment="1" xfId="0"><alignment vertical="top" wrapText="1"/></xf>
        <xf fontId="2" applyFont="1" xfId="0"/>
        <xf applyAlignment="1" xfId="0"><alignment vertical="top" wrapText="1"/></xf>
        <xf fontId="3" applyFont="1" xfId="0"/>
        <xf fontId="4" applyFont="1" xfId="0"/>
        <xf numFmtId="49" borderId="1" applyNumberFormat="1" applyProtection="1" xfId="0"><protection locked="0"/></xf>
        <xf numFmtId="0" borderId="1" applyProtection="1" xfId="0"><protection locked="0"/></xf>
        <xf numFmtId="164" borderId="1" applyNumberFormat="1" applyProtection="1" xfId="0"><protection locked="0"/></xf>
        <xf numFmtId="49" fillId="4" borderId="1" applyNumberFormat="1" applyFill="1" applyProtection="1" xfId="0"><protection locked="0"/></xf>
        <xf numFmtId="0" fillId="4" borderId="1" applyFill="1" applyProtection="1" xfId="0"><protection locked="0"/></xf>
        <xf numFmtId="164" fillId="4" borderId="1" applyNumberFormat="1" applyFill="1" applyProtection="1" xfId="0"><protection locked="0"/></xf>
        </cellXfs></styleSheet>
        """;

    public static XmlWriter Xml(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Always;
        return XmlWriter.Create(entry.Open(), new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true, CheckCharacters = true });
    }

    public static void Text(ZipArchive zip, string name, string content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Always;
        using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        writer.Write(content);
    }

    /// <summary>Types, relations and the list of sheets.</summary>
    public static void Frame(ZipArchive zip, IReadOnlyList<(string Name, bool Hidden, bool Comments)> sheets)
    {
        Text(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"{Relations}/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>");
        var types = new StringBuilder($"<Types xmlns=\"{Package}content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Kind}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Kind}styles+xml\"/><Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>");
        var (list, relations) = (new StringBuilder(), new StringBuilder());
        for (var i = 1; i <= sheets.Count; i++)
        {
            types.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Kind}worksheet+xml\"/>");
            list.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{Escape(sheets[i - 1].Name)}\" sheetId=\"{i}\"{(sheets[i - 1].Hidden ? " state=\"hidden\"" : "")} r:id=\"rId{i}\"/>");
            relations.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
            if (!sheets[i - 1].Comments)
                continue;
            types.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/comments{i}.xml\" ContentType=\"{Kind}comments+xml\"/>");
            Text(zip, $"xl/worksheets/_rels/sheet{i}.xml.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/vmlDrawing\" Target=\"../drawings/vmlDrawing{i}.vml\"/><Relationship Id=\"rId2\" Type=\"{Relations}/comments\" Target=\"../comments{i}.xml\"/></Relationships>");
        }
        Text(zip, "[Content_Types].xml", types + "</Types>");
        Text(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr date1904=\"0\"/><sheets>{list}</sheets></workbook>");
        Text(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}relationships\">{relations}<Relationship Id=\"rId{sheets.Count + 1}\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        Text(zip, "xl/styles.xml", Styles);
    }

    public static void Properties(ZipArchive zip, WorkbookStamp stamp)
    {
        var lines = stamp.Lines().Select((line, at) => $"<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{at + 2}\" name=\"entente.{line.Name}\"><vt:lpwstr>{Escape(line.Value)}</vt:lpwstr></property>");
        Text(zip, "docProps/custom.xml", $"<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">{string.Concat(lines)}</Properties>");
    }

    /// <summary>The notes at the cells of one sheet.</summary>
    public static void Comments(ZipArchive zip, int sheet, IReadOnlyList<(int Column, long Row, string Text)> notes)
    {
        Text(zip, $"xl/comments{sheet}.xml", $"<comments xmlns=\"{Main}\"><authors><author>Entente</author></authors><commentList>{string.Concat(notes.Select(note => $"<comment ref=\"{SheetCell.Name(note.Column, note.Row)}\" authorId=\"0\"><text><r><t xml:space=\"preserve\">{Escape(note.Text)}</t></r></text></comment>"))}</commentList></comments>");
        var shapes = notes.Select((note, at) => $"<v:shape id=\"_x0000_s{1025 + at}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:60pt;visibility:hidden\" fillcolor=\"#ffffe1\"><v:fill color2=\"#ffffe1\"/><v:textbox/><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{note.Row - 1}</x:Row><x:Column>{note.Column}</x:Column></x:ClientData></v:shape>");
        Text(zip, $"xl/drawings/vmlDrawing{sheet}.vml", $"<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"/>{string.Concat(shapes)}</xml>");
    }

    public static string Escape(string text) => System.Security.SecurityElement.Escape(text)!;
}
