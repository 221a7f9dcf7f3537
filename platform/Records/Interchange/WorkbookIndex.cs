using System.IO.Compression;
using System.Xml;

namespace Entente.Records.Interchange;

/// <summary>What kind of file it is, which sheets it has and what is written in its properties.</summary>
internal static class WorkbookIndex
{
    private const int MostParts = 10_000;
    private const long LargestFrame = 20_000_000;

    /// <summary>Told by its first bytes: the rule and its fact; null where it may be a workbook.</summary>
    public static (string Rule, string Fact)? Foreign(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        file.Position = 0;
        var count = file.ReadAtLeast(head, 8, throwOnEndOfStream: false);
        file.Position = 0;
        return head[..count] switch
        {
            [0xD0, 0xCF, 0x11, 0xE0, ..] => ("workbook.protected", ""),
            [(byte)'P', (byte)'K', 3, 4, ..] => null,
            [] => ("workbook.not-workbook", "0"),
            var other => ("workbook.not-workbook", CsvEncodings.Of(other).Other ?? "?"),
        };
    }

    public static (string Rule, string Fact)? Foreign(ZipArchive zip)
    {
        if (zip.Entries.Count > MostParts)
            return ("workbook.too-large", "zip");
        if (zip.GetEntry("mimetype") is not null || zip.GetEntry("content.xml") is not null)
            return ("workbook.not-workbook", "ods");
        if (zip.GetEntry("EncryptedPackage") is not null)
            return ("workbook.protected", "");
        if (zip.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return ("workbook.macros", "");
        return zip.GetEntry("xl/workbook.bin") is not null ? ("workbook.not-workbook", "xlsb")
            : zip.GetEntry("xl/workbook.xml") is null ? ("workbook.not-workbook", zip.GetEntry("word/document.xml") is null ? "zip" : "docx")
            : null;
    }

    /// <summary>The sheets with their parts; whether days are counted from 1904.</summary>
    public static bool Sheets(ZipArchive zip, List<(string Name, string Path)> sheets, int most)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var relations = Xml(zip, "xl/_rels/workbook.xml.rels", LargestFrame))
            while (relations.Read())
                if (relations is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && relations.GetAttribute("Id") is { } id && relations.GetAttribute("Target") is { } target)
                    targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        var from1904 = false;
        using var workbook = Xml(zip, "xl/workbook.xml", LargestFrame);
        while (workbook.Read())
        {
            if (workbook is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                from1904 = workbook.GetAttribute("date1904") is "1" or "true";
            else if (workbook is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && targets.TryGetValue(workbook.GetAttribute("id", WorkbookParts.Relations) ?? "", out var path) && zip.GetEntry(path) is not null && sheets.Count < most)
                sheets.Add((workbook.GetAttribute("name") ?? "", path));
        }
        return from1904;
    }

    public static Dictionary<string, string> Properties(ZipArchive zip)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        if (zip.GetEntry("docProps/custom.xml") is null)
            return lines;
        using var xml = Xml(zip, "docProps/custom.xml", LargestFrame);
        var name = "";
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "property" })
                name = xml.GetAttribute("name") ?? "";
            else if (xml.NodeType == XmlNodeType.Text && name.StartsWith("entente.", StringComparison.Ordinal))
                lines.TryAdd(name["entente.".Length..], xml.Value);
        }
        return lines;
    }

    public static XmlReader Xml(ZipArchive zip, string path, long largest) =>
        XmlReader.Create(new BoundedStream((zip.GetEntry(path) ?? throw new InvalidDataException(path)).Open(), largest, path),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, IgnoreComments = true, IgnoreProcessingInstructions = true });
}

/// <summary>Ends with <see cref="TooLarge"/> once more comes out than any honest part holds.</summary>
internal sealed class BoundedStream(Stream inner, long most, string name) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        return _read > most ? throw new TooLarge(name) : read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
