using System.Xml;
using System.Xml.Linq;

namespace Entente.Feel.Dmn.Reading;

/// <summary>Reads XML that others wrote: no document types, nothing fetched, a bounded size, with lines and columns.</summary>
internal static class Xml
{
    public static XElement Read(ReadOnlyMemory<byte> content, long characters)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = characters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, settings);
        return XElement.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
    }

    public static Location At(XElement element) =>
        element is IXmlLineInfo line && line.HasLineInfo() ? new Location(line.LineNumber, line.LinePosition) : default;
}
