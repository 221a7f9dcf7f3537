using System.Security.Cryptography;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>
/// The one form in bytes of what was declared, and the commitments over it: docs/canonical.md says them exactly, and
/// tests/canonical holds vectors that any other implementation can be tried with.
/// </summary>
public static class Canonical
{
    public const int BlockSize = 1_000;
    public const int SaltLength = 32;

    private static ReadOnlySpan<byte> SegmentMark => "entente segment 1\n"u8;

    private static ReadOnlySpan<byte> StatementMark => "entente statement 1\n"u8;

    public static byte[] Answer(Field field, in Answer answer)
    {
        var text = new CanonicalText();
        AnswerJson.Write(text, field, answer);
        return text.Written.ToArray();
    }

    public static byte[] Row(SegmentShape shape, Row row)
    {
        var text = new CanonicalText();
        WriteRow(text, shape, row);
        return text.Written.ToArray();
    }

    /// <summary>The bytes of one section of fields, or of one block of a table's rows, for one audience.</summary>
    public static byte[] Segment(CanonicalText text, SegmentPlace place, SegmentShape shape, IReadOnlyList<Row> rows, int from, int until)
    {
        Write(text, place, shape, rows, from, until);
        return text.Written.ToArray();
    }

    /// <summary>The same, left in the buffer: a block of a large table is half a megabyte.</summary>
    internal static void Write(CanonicalText text, SegmentPlace place, SegmentShape shape, IReadOnlyList<Row> rows, int from, int until)
    {
        text.Clear();
        text.BeginObject();
        text.Name("audience");
        text.BeginList();
        foreach (var word in place.Audience)
            text.Text(word);
        text.EndList();
        text.Count("block", place.Block);
        text.Text("definition", place.Digest);
        if (shape.Section.IsTable)
            WriteRows(text, shape, rows, from, until);
        else
        {
            text.Name("fields");
            WriteCells(text, shape, rows[0]);
        }
        text.Text("section", shape.Section.Code);
        text.Name("statement");
        text.Id(place.Statement);
        text.EndObject();
    }

    /// <summary>What stands for a segment where its content may not be seen. The salt keeps anybody from guessing the content.</summary>
    public static byte[] Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bytes)
    {
        if (salt.Length != SaltLength)
            throw new ArgumentException($"A salt has {SaltLength} bytes.", nameof(salt));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SegmentMark);
        hash.AppendData(salt);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// What stands for a version as a whole: over the commitments of its segments in ascending order, so that the order tells
    /// nothing about segments that a reader may not see.
    /// </summary>
    public static byte[] Commit(StatementHead head, IEnumerable<byte[]> segments)
    {
        var text = new CanonicalText();
        text.BeginObject();
        text.Text("body", head.Body);
        text.Text("code", head.Code);
        text.Text("definition", head.Digest);
        if (head.Party is { } party)
            text.Text("party", party);
        text.Name("segments");
        text.BeginList();
        foreach (var segment in segments.Select(Convert.ToHexStringLower).Order(StringComparer.Ordinal))
            text.Text(segment);
        text.EndList();
        text.Name("statement");
        text.Id(head.Statement);
        text.Count("version", head.Version);
        text.EndObject();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(StatementMark);
        hash.AppendData(text.Written);
        return hash.GetHashAndReset();
    }

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static void WriteRows(CanonicalText text, SegmentShape shape, IReadOnlyList<Row> rows, int from, int until)
    {
        text.Name("rows");
        text.BeginList();
        for (var place = from; place < until; place++)
            if (shape.Whole || Says(shape, rows[place]))
                WriteRow(text, shape, rows[place]);
        text.EndList();
    }

    private static void WriteRow(CanonicalText text, SegmentShape shape, Row row)
    {
        text.BeginObject();
        text.Name("cells");
        WriteCells(text, shape, row);
        text.Name("id");
        text.Id(row.Id);
        text.EndObject();
    }

    private static void WriteCells(CanonicalText text, SegmentShape shape, Row row)
    {
        text.BeginObject();
        foreach (var field in shape.Fields)
        {
            if (row.Answers[field].IsBlank)
                continue;
            text.Name(shape.Section.Fields[field].Code);
            AnswerJson.Write(text, shape.Section.Fields[field], row.Answers[field]);
        }
        text.EndObject();
    }

    /// <summary>Whether the row has anything for this part's readers.</summary>
    internal static bool Says(SegmentShape shape, Row row)
    {
        foreach (var field in shape.Fields)
            if (!row.Answers[field].IsBlank)
                return true;
        return false;
    }
}

/// <summary>Where a segment belongs and who reads it; part of its bytes, so that it cannot be moved or shown to more readers.</summary>
/// <param name="Digest">Of the definition's version.</param>
/// <param name="Audience">Sorted words: see <see cref="Audiences"/>.</param>
public sealed record SegmentPlace(Guid Statement, string Digest, int Block, IReadOnlyList<string> Audience);

/// <summary>What a statement's commitment says besides its segments.</summary>
public sealed record StatementHead(Guid Statement, string Body, string Code, string Digest, string? Party, int Version);
