using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Entente.Records.Files;

/// <summary>What a file is, by its own bytes: beginning, end and structure, not by what its sender calls it.</summary>
public static class FileType
{
    public const string Unknown = "application/octet-stream";
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    private const int Looked = 64 * 1024;

    private static readonly Dictionary<string, string[]> Extensions = new(StringComparer.Ordinal)
    {
        ["application/pdf"] = ["pdf"], ["image/png"] = ["png"], ["image/jpeg"] = ["jpg", "jpeg"], ["image/gif"] = ["gif"], ["image/tiff"] = ["tif", "tiff"], ["image/webp"] = ["webp"],
        ["application/zip"] = ["zip"], [Word] = ["docx"], [Excel] = ["xlsx"], [Slides] = ["pptx"],
        ["application/vnd.oasis.opendocument.text"] = ["odt"], ["application/vnd.oasis.opendocument.spreadsheet"] = ["ods"], ["application/vnd.oasis.opendocument.presentation"] = ["odp"],
        ["application/msword"] = ["doc"], ["application/vnd.ms-excel"] = ["xls"], ["application/vnd.ms-powerpoint"] = ["ppt"], ["application/vnd.ms-outlook"] = ["msg"],
        ["text/csv"] = ["csv", "tsv"], ["text/plain"] = ["txt", "log", "md"], ["application/json"] = ["json", "geojson"], ["application/xml"] = ["xml", "gml", "kml"], ["message/rfc822"] = ["eml"],
    };

    /// <summary>The types that are known: what a field takes that names none.</summary>
    public static IReadOnlyCollection<string> Known => Extensions.Keys;

    /// <summary>How the names of files that are taken end.</summary>
    public static IEnumerable<string> Endings => Extensions.Values.SelectMany(endings => endings);

    /// <summary>The type, <see cref="Unknown"/> where the bytes are none of those known or do not fit the name.</summary>
    public static string Of(Stream file, string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        var type = Look(file, extension);
        return Extensions.TryGetValue(type, out var fitting) && fitting.Contains(extension, StringComparer.Ordinal) ? type : Unknown;
    }

    /// <summary>Whether a field that accepts these (none: all that are known) takes this type; "image/*" stands for all images.</summary>
    public static bool Accepted(string type, IReadOnlyList<string> accept) =>
        type != Unknown && (accept.Count == 0 || accept.Any(one => one == type || (one.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(one[..^1], StringComparison.Ordinal))));

    private static string Look(Stream file, string extension)
    {
        var (head, tail) = (Part(file, 0), Part(file, Math.Max(0, file.Length - Looked)));
        if (Starts(head, "%PDF-"u8))
            return tail.AsSpan().LastIndexOf("%%EOF"u8) >= 0 && tail.AsSpan().LastIndexOf("startxref"u8) >= 0 ? "application/pdf" : Unknown;
        if (Starts(head, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return head.AsSpan(12).StartsWith("IHDR"u8) && tail.AsSpan().LastIndexOf("IEND"u8) >= 0 ? "image/png" : Unknown;
        if (Starts(head, [0xFF, 0xD8, 0xFF]))
            return tail.AsSpan().LastIndexOf<byte>([0xFF, 0xD9]) >= 0 ? "image/jpeg" : Unknown;
        if (Starts(head, "GIF87a"u8) || Starts(head, "GIF89a"u8))
            return tail.AsSpan().TrimEnd((byte)0) is [.., 0x3B] ? "image/gif" : Unknown;
        if (Starts(head, "RIFF"u8))
            return head.Length > 12 && head.AsSpan(8).StartsWith("WEBP"u8) && BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) + 8 <= file.Length ? "image/webp" : Unknown;
        if (Starts(head, [0x49, 0x49, 42, 0]) || Starts(head, [0x4D, 0x4D, 0, 42]))
            return head.Length > 8 && (head[0] == 0x49 ? BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) : BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4))) is >= 8 and var at && at < file.Length ? "image/tiff" : Unknown;
        if (Starts(head, "PK"u8))
            return Packed(file, tail);
        if (Starts(head, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return head.Length >= 512 && head[28] == 0xFE && head[29] == 0xFF && head[30] is 9 or 12 ? OldOffice(extension) : Unknown;
        return IsText(head) && IsText(tail) ? Text(head, extension) : Unknown;
    }

    private static string OldOffice(string extension) => extension switch
    {
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "ppt" => "application/vnd.ms-powerpoint",
        "msg" => "application/vnd.ms-outlook",
        _ => Unknown,
    };

    // The index at the end says how many entries there are: one that claims millions is not opened.
    private static string Packed(Stream file, byte[] tail)
    {
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < 22 || BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10)) is 0 or 0xFFFF)
            return Unknown;
        try
        {
            file.Position = 0;
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return Unknown;
            if (archive.Entries.Any(entry => entry.FullName == "[Content_Types].xml"))
                return archive.Entries switch
                {
                    var entries when entries.Any(entry => entry.FullName == "word/document.xml") => Word,
                    var entries when entries.Any(entry => entry.FullName == "xl/workbook.xml") => Excel,
                    var entries when entries.Any(entry => entry.FullName == "ppt/presentation.xml") => Slides,
                    _ => "application/zip",
                };
            return archive.Entries[0] is { FullName: "mimetype", Length: < 100 } declared ? OpenDocument(declared) : "application/zip";
        }
        catch (InvalidDataException)
        {
            return Unknown;
        }
    }

    private static string OpenDocument(ZipArchiveEntry declared)
    {
        using var reader = new StreamReader(declared.Open(), Encoding.ASCII);
        var type = reader.ReadToEnd();
        return Extensions.ContainsKey(type) ? type : "application/zip";
    }

    private static string Text(byte[] head, string extension)
    {
        var first = Encoding.UTF8.GetString(head.AsSpan(0, Math.Min(head.Length, 512))).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return extension switch
        {
            "json" or "geojson" => first is ['{' or '[', ..] ? "application/json" : Unknown,
            "xml" or "gml" or "kml" => first.StartsWith('<') ? "application/xml" : Unknown,
            "eml" => first.Contains(':', StringComparison.Ordinal) ? "message/rfc822" : Unknown,
            "csv" or "tsv" => "text/csv",
            // A page that calls itself a text would be shown as one by some programs.
            "txt" or "log" or "md" when !first.StartsWith("<!", StringComparison.Ordinal) && !first.StartsWith("<html", StringComparison.OrdinalIgnoreCase) => "text/plain",
            _ => Unknown,
        };
    }

    private static bool IsText(byte[] part) => !part.Any(letter => letter < 32 && letter is not (9 or 10 or 12 or 13 or 27));

    private static bool Starts(byte[] head, ReadOnlySpan<byte> mark) => head.AsSpan().StartsWith(mark);

    private static byte[] Part(Stream file, long from)
    {
        file.Position = from;
        var part = new byte[Math.Min(Looked, file.Length - from)];
        file.ReadExactly(part);
        return part;
    }
}
