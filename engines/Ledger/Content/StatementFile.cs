using System.Text;
using System.Text.Json;

namespace Entente.Ledger;

/// <summary>
/// What a holder has of a statement, as a file: the segments they may read, each as canonical JSON. It may be indented; it is
/// brought back into the one form before anything is computed.
/// </summary>
/// <example><code>{"format":"entente statement 1","segments":[{"audience":["public"],"block":0,…}]}</code></example>
public sealed record StatementFile(IReadOnlyList<DeclaredSegment> Segments)
{
    /// <summary>The most bytes that are read.</summary>
    public const int MostBytes = 256 * 1024 * 1024;

    private const string Format = "entente statement 1";

    /// <summary>A file with these segments, given in their canonical bytes.</summary>
    public static byte[] Write(IEnumerable<ReadOnlyMemory<byte>> segments)
    {
        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes($"{{\"format\":\"{Format}\",\"segments\":["));
        var first = true;
        foreach (var segment in segments)
        {
            if (!first)
                file.WriteByte((byte)',');
            file.Write(segment.Span);
            first = false;
        }
        file.Write("]}\n"u8);
        return file.ToArray();
    }

    /// <summary>Reads such a file, or a single segment.</summary>
    /// <exception cref="LedgerFormatException">It is neither.</exception>
    public static StatementFile Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MostBytes)
            throw new LedgerFormatException($"The statement has {json.Length} bytes, more than {MostBytes}.");
        using var document = CanonicalJson.Read(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new LedgerFormatException("A statement is a JSON object.");
        if (!root.TryGetProperty("segments", out var segments))
            return new StatementFile([DeclaredSegment.Of(root)]);
        if (Members.Text(root, "format") != Format || segments.ValueKind != JsonValueKind.Array)
            throw new LedgerFormatException($"The file does not say “{Format}” or has no list of segments.");
        return new StatementFile([.. segments.EnumerateArray().Select(DeclaredSegment.Of)]);
    }
}

/// <summary>One part of a statement: who may read it and where it belongs are in its bytes.</summary>
/// <param name="Statement">The statement's id.</param>
/// <param name="Definition">The digest of the definition it was declared under.</param>
/// <param name="Section">The code of the section.</param>
/// <param name="Block">Which thousand of the rows; 0 for a section of fields.</param>
/// <param name="Bytes">In the canonical form.</param>
public sealed record DeclaredSegment(Guid Statement, string Definition, string Section, int Block, ReadOnlyMemory<byte> Bytes)
{
    internal static DeclaredSegment Of(JsonElement segment) =>
        new(Members.Id(segment, "statement"), Members.Text(segment, "definition"), Members.Text(segment, "section"), Members.Count(segment, "block"), CanonicalJson.Of(segment));
}
