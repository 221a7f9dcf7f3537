using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Entente.Records.Interchange;

/// <summary>Writes one sheet of a workbook, row after row.</summary>
internal sealed class SheetWriter : IDisposable
{
    private readonly XmlWriter _xml;
    private long _row;

    /// <param name="columns">Width and style of each column; the style holds for the cells that nobody wrote yet.</param>
    public SheetWriter(ZipArchive zip, int number, bool rightToLeft, int frozen, IReadOnlyList<(double Width, SheetStyle Style, bool Hidden)> columns)
    {
        _xml = WorkbookParts.Xml(zip, $"xl/worksheets/sheet{number}.xml");
        _xml.WriteStartElement("worksheet", WorkbookParts.Main);
        var pane = frozen > 0 ? $"<pane ySplit=\"{frozen}\" topLeftCell=\"A{frozen + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/>" : "";
        Raw($"<sheetViews><sheetView {(rightToLeft ? "rightToLeft=\"1\" " : "")}workbookViewId=\"0\">{pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (var column = 0; column < columns.Count; column++)
            Raw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"{columns[column].Width}\" customWidth=\"1\" style=\"{(int)columns[column].Style}\"{(columns[column].Hidden ? " hidden=\"1\"" : "")}/>"));
        Raw("</cols>");
        _xml.WriteStartElement("sheetData");
    }

    public void Row(IReadOnlyList<SheetCell> cells, bool hidden = false)
    {
        _xml.WriteStartElement("row");
        _xml.WriteAttributeString("r", (++_row).ToString(CultureInfo.InvariantCulture));
        if (hidden)
            _xml.WriteAttributeString("hidden", "1");
        for (var column = 0; column < cells.Count; column++)
            Cell(cells[column], column);
        _xml.WriteEndElement();
    }

    /// <summary>Ends the rows; what follows them comes in the order that the format wants.</summary>
    public void End(bool guarded, IReadOnlyList<string> choices, IReadOnlyList<(string Cell, string Target)> links, string? mark, bool notes)
    {
        _xml.WriteEndElement();
        if (guarded)
            Raw("<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatCells=\"0\" formatColumns=\"0\" formatRows=\"0\" insertRows=\"0\" sort=\"0\" autoFilter=\"0\"/>");
        if (choices.Count > 0)
            Raw($"<dataValidations count=\"{choices.Count}\">{string.Concat(choices)}</dataValidations>");
        if (links.Count > 0)
            Raw($"<hyperlinks>{string.Concat(links.Select(link => $"<hyperlink ref=\"{link.Cell}\" location=\"{WorkbookParts.Escape(link.Target)}\"/>"))}</hyperlinks>");
        if (mark is not null)
            Raw($"<headerFooter><oddHeader>&amp;C{WorkbookParts.Escape(mark.Replace("&", "&&", StringComparison.Ordinal))}</oddHeader></headerFooter>");
        if (notes)
            Raw($"<legacyDrawing xmlns:r=\"{WorkbookParts.Relations}\" r:id=\"rId1\"/>");
        _xml.WriteEndElement();
    }

    public void Dispose() => _xml.Dispose();

    private void Raw(string xml) => _xml.WriteRaw(xml);

    private void Cell(in SheetCell cell, int column)
    {
        if (cell.Text is null && cell.Style == SheetStyle.Plain)
            return;
        _xml.WriteStartElement("c");
        _xml.WriteAttributeString("r", SheetCell.Name(column, _row));
        if (cell.Style != SheetStyle.Plain)
            _xml.WriteAttributeString("s", ((int)cell.Style).ToString(CultureInfo.InvariantCulture));
        if (cell is { IsNumber: true, Text: { } number })
            _xml.WriteElementString("v", number);
        else if (cell.Text is { Length: > 0 } text)
        {
            _xml.WriteAttributeString("t", "inlineStr");
            _xml.WriteStartElement("is");
            _xml.WriteStartElement("t");
            _xml.WriteAttributeString("xml", "space", null, "preserve");
            _xml.WriteString(Escaped(text));
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
    }

    // The format has its own escapes for signs, so what looks like one must be escaped: _x0041_ would come back as A.
    private static string Escaped(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? text.Replace("_x", "_x005F_x", StringComparison.Ordinal) : text;
}
