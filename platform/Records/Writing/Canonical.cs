using System.Text;
using Entente.Bodies.Definitions;
using Entente.Ledger;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>
/// The one form in bytes of what was declared, and the commitments over it: docs/canonical.md says them exactly, and
/// tests/canonical holds vectors that any other implementation can be tried with.
/// </summary>
public static class Canonical
{
    public const int BlockSize = 1_000;
    public const int SaltLength = Commitments.SaltLength;

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
    public static byte[] Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bytes) => Commitments.OfSegment(salt, bytes).Bytes.ToArray();

    /// <summary>What stands for a version as a whole.</summary>
    public static byte[] Commit(StatementHead head, IEnumerable<byte[]> segments) =>
        Commitments.OfStatement(head, segments.Select(segment => Hash.Of(segment))).Bytes.ToArray();

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
