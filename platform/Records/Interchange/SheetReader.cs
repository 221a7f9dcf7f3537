using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace Entente.Records.Interchange;

/// <summary>A cell as the file has it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RawCell(string? Text, bool IsNumber, int Style, bool IsFormula);

/// <summary>One line of a sheet, the same object for each: its cells by column.</summary>
internal sealed class SheetLine
{
    private const int MostColumns = 16_384;
    private RawCell[] _cells = new RawCell[32];

    public long Number { get; set; }

    public int Width { get; private set; }

    public RawCell this[int column] => column < Width ? _cells[column] : default;

    public void Clear()
    {
        Array.Clear(_cells, 0, Width);
        Width = 0;
    }

    public void Put(int column, RawCell cell)
    {
        if (column is < 0 or >= MostColumns)
            throw new InvalidDataException();
        if (column >= _cells.Length)
            Array.Resize(ref _cells, Math.Max(_cells.Length * 2, column + 1));
        _cells[column] = cell;
        Width = Math.Max(Width, column + 1);
    }
}

/// <summary>Goes through a sheet line by line. Lines on which nothing stands are passed over, however many there are.</summary>
internal static class SheetReader
{
    private const int LongestText = 100_000;

    public static IEnumerable<SheetLine> Read(XmlReader xml, SharedTexts texts, Action<string>? merged)
    {
        var line = new SheetLine();
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "row")
            {
                line.Number = long.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : line.Number + 1;
                line.Clear();
                if (!xml.IsEmptyElement)
                    Cells(xml, line, texts);
                if (line.Width > 0)
                    yield return line;
            }
            else if (xml.LocalName == "mergeCell" && merged is not null)
                merged(xml.GetAttribute("ref") ?? "");
        }
    }

    private static void Cells(XmlReader xml, SheetLine line, SharedTexts texts)
    {
        var next = 0;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
                continue;
            var column = xml.GetAttribute("r") is { } name ? SheetCell.Column(name) : next;
            next = column + 1;
            var type = xml.GetAttribute("t");
            var style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (xml.IsEmptyElement)
                continue;
            var (text, formula) = Content(xml);
            if (type == "s" && text is not null)
                text = texts[int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)];
            else if (type is "inlineStr" or "str")
                text = SharedTexts.Unescaped(text);
            if (!string.IsNullOrEmpty(text) || formula)
                line.Put(column, new RawCell(text, type is null or "n" && text is not null, style, formula));
        }
    }

    // The value of a cell: of v, or of the t's of an is; phonetic readings do not count.
    private static (string? Text, bool Formula) Content(XmlReader xml)
    {
        var (text, formula, element) = (default(string), false, "");
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                formula |= xml.LocalName == "f";
                element = xml.LocalName;
                if (element == "rPh")
                    xml.Skip();
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA && element is "v" or "t")
                text = text is null ? Short(xml.Value) : Short(text + xml.Value);
            else if (xml.NodeType == XmlNodeType.EndElement)
                element = "";
        }
        return (text, formula);
    }

    private static string Short(string text) => text.Length > LongestText ? throw new TooLarge("cell") : text;
}

/// <summary>The texts that cells share; refused when they take more memory than a workbook of ours could.</summary>
internal sealed class SharedTexts
{
    private const long Largest = 64_000_000;
    private readonly List<string> _texts = [];

    public string this[int index] => index < _texts.Count ? _texts[index] : throw new InvalidDataException();

    public static SharedTexts Of(ZipArchive zip)
    {
        var texts = new SharedTexts();
        if (zip.GetEntry("xl/sharedStrings.xml") is null)
            return texts;
        using var xml = WorkbookIndex.Xml(zip, "xl/sharedStrings.xml", Largest);
        var (text, inside) = (new StringBuilder(), false);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                text.Clear();
                if (xml.IsEmptyElement)
                    texts._texts.Add("");
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
                xml.Skip();
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "si" })
                texts._texts.Add(Unescaped(text.ToString())!);
            else if (xml is { LocalName: "t" })
                inside = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (inside && xml.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
                text.Append(xml.Value);
        }
        return texts;
    }

    /// <summary>_x000D_ stands for the sign of that number.</summary>
    public static string? Unescaped(string? text)
    {
        if (text is null || !text.Contains("_x", StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '_' && at + 6 < text.Length && text[at + 1] == 'x' && text[at + 6] == '_' && int.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sign))
            {
                plain.Append((char)sign);
                at += 6;
            }
            else
                plain.Append(text[at]);
        }
        return plain.ToString();
    }
}

/// <summary>Which styles show a number as a day, and from which year days are counted.</summary>
internal sealed class SheetDates
{
    private readonly HashSet<int> _styles = [];

    public bool From1904 { get; private init; }

    public bool IsDate(int style) => _styles.Contains(style);

    public static SheetDates Of(ZipArchive zip, bool from1904)
    {
        var dates = new SheetDates { From1904 = from1904 };
        if (zip.GetEntry("xl/styles.xml") is null)
            return dates;
        using var xml = WorkbookIndex.Xml(zip, "xl/styles.xml", 20_000_000);
        var (formats, style, inside) = (new HashSet<int>(), 0, false);
        while (xml.Read())
        {
            if (xml is { LocalName: "cellXfs" })
                inside = xml.NodeType == XmlNodeType.Element;
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && Number(xml, "numFmtId") is { } id && IsDateFormat(xml.GetAttribute("formatCode") ?? ""))
                formats.Add(id);
            else if (inside && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                if (Number(xml, "numFmtId") is { } used && (used is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || formats.Contains(used)))
                    dates._styles.Add(style);
                style++;
            }
        }
        return dates;
    }

    private static int? Number(XmlReader xml, string name) => int.TryParse(xml.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsDateFormat(string code)
    {
        var (quoted, bracket) = (false, false);
        for (var at = 0; at < code.Length; at++)
        {
            quoted ^= code[at] == '"';
            bracket = !quoted && (code[at] == '[' || (bracket && code[at] != ']'));
            if (code[at] == '\\')
                at++;
            else if (!quoted && !bracket && char.ToLowerInvariant(code[at]) is 'y' or 'd' or 'h')
                return !code.Contains("General", StringComparison.OrdinalIgnoreCase);
        }
        return false;
    }
}
