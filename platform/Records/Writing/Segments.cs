using System.Security.Cryptography;
using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Ledger;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>A part of a version as it is kept: what stands in it, its own salt and the commitment to both.</summary>
public sealed record Segment(string Section, int Block, IReadOnlyList<string> Audience, byte[] Salt, byte[] Commitment, byte[] Bytes)
{
    /// <summary>The number of its audience, where it was read from the database.</summary>
    public int? Aud { get; init; }
}

/// <summary>Cuts a statement into segments, and puts them together again.</summary>
public static class Segments
{
    /// <summary>Every segment of the statement. Those that <paramref name="before"/> has with the very same bytes are kept, salt and all.</summary>
    /// <param name="readers">Who "own", "public", an audience, or (null) the statement's own sharing are, as sorted words.</param>
    /// <param name="seed">Where the salts come from, for what is signed before it is written; null: from chance.</param>
    public static IReadOnlyList<Segment> Of(Statement content, Guid statement, string digest, Func<string?, IReadOnlyList<string>> readers, IReadOnlyList<Segment> before, byte[]? seed = null)
    {
        var text = new CanonicalText();
        var made = new List<Segment>();
        var known = before.Count == 0 ? null : before.ToDictionary(Key, StringComparer.Ordinal);
        foreach (var (shape, audience) in Shapes(content.Definition, readers))
        {
            var rows = shape.Section.IsTable ? content.Rows(shape.Section.Code) : [content.Fields(shape.Section.Code)];
            for (var from = 0; from < rows.Count; from += Canonical.BlockSize)
            {
                var until = Math.Min(from + Canonical.BlockSize, rows.Count);
                if (!Anything(shape, rows, from, until))
                    continue;
                var place = new SegmentPlace(statement, digest, from / Canonical.BlockSize, audience);
                made.Add(Keep(shape, place, Canonical.Segment(text, place, shape, rows, from, until), known, seed));
            }
        }
        return made;
    }

    /// <summary>Parts of a section that have the same readers for this statement are one: fields shown to "own" in a statement that is.</summary>
    internal static List<(SegmentShape Shape, IReadOnlyList<string> Audience)> Shapes(Definition definition, Func<string?, IReadOnlyList<string>> readers)
    {
        var parts = new List<(SegmentShape Shape, IReadOnlyList<string> Audience)>();
        foreach (var shape in SegmentShape.Of(definition))
        {
            var audience = readers(shape.ShownTo);
            var same = parts.FindIndex(part => ReferenceEquals(part.Shape.Section, shape.Section) && part.Audience.SequenceEqual(audience, StringComparer.Ordinal));
            if (same < 0)
                parts.Add((shape, audience));
            else
                parts[same] = (parts[same].Shape.With(shape), audience);
        }
        return parts;
    }

    /// <summary>Writes what a segment holds into a statement of the definition it was declared under.</summary>
    public static void Put(Statement content, ReadOnlySpan<byte> bytes)
    {
        // What was erased says nothing.
        if (bytes.IsEmpty)
            return;
        var section = SectionOf(content.Definition, bytes);
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            if (reader.ValueTextEquals("fields"u8))
                PutCells(ref reader, section, content.Fields(section.Code));
            else if (reader.ValueTextEquals("rows"u8))
                PutRows(ref reader, section, content.Rows(section.Code));
            else
                reader.Skip();
        }
    }

    private static Section SectionOf(Definition definition, ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.ValueTextEquals("section"u8) && reader.Read())
                return definition.Section(reader.GetString()!) ?? throw new InvalidDataException($"{definition.Code} has no section {reader.GetString()}.");
            reader.Skip();
        }
        throw new InvalidDataException("A segment names its section.");
    }

    private static void PutRows(ref Utf8JsonReader reader, Section section, List<Row> rows)
    {
        var places = new Dictionary<Guid, Row>();
        foreach (var row in rows)
            places[row.Id] = row;
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var row = Row.Of(section, Guid.Empty);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                if (reader.ValueTextEquals("cells"u8))
                    PutCells(ref reader, section, row);
                else if (reader.Read())
                    row.Id = reader.GetGuid();
            }
            if (places.TryGetValue(row.Id, out var there))
                Merge(row, there);
            else
                rows.Add(row);
        }
    }

    private static void Merge(Row part, Row whole)
    {
        for (var field = 0; field < part.Answers.Length; field++)
            if (!part.Answers[field].IsBlank)
                whole.Answers[field] = part.Answers[field];
    }

    private static void PutCells(ref Utf8JsonReader reader, Section section, Row row)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var code = reader.GetString()!;
            reader.Read();
            var field = section.Field(code) ?? throw new InvalidDataException($"{section.Code} has no field {code}.");
            if (!AnswerJson.TryRead(ref reader, field, out var answer))
                throw new InvalidDataException($"{section.Code}.{code} holds no answer to that field.");
            row[section, code] = answer;
        }
    }

    internal static bool Anything(SegmentShape shape, List<Row> rows, int from, int until)
    {
        if (shape.Section.IsTable && shape.Whole)
            return true;
        for (var place = from; place < until; place++)
            if (Canonical.Says(shape, rows[place]))
                return true;
        return false;
    }

    private static Segment Keep(SegmentShape shape, SegmentPlace place, byte[] bytes, Dictionary<string, Segment>? known, byte[]? seed)
    {
        if (known is not null && known.TryGetValue(Key(shape.Section.Code, place.Block, place.Audience), out var same) && same.Bytes.AsSpan().SequenceEqual(bytes))
            return same;
        // Other bytes have another salt: what was to be signed and was changed tells nothing about what is signed in the end.
        var salt = seed is null ? RandomNumberGenerator.GetBytes(Canonical.SaltLength) : HMACSHA256.HashData(seed, bytes);
        return new Segment(shape.Section.Code, place.Block, place.Audience, salt, Canonical.Commit(salt, bytes), bytes);
    }

    private static string Key(Segment segment) => Key(segment.Section, segment.Block, segment.Audience);

    private static string Key(string section, int block, IReadOnlyList<string> audience) => $"{section} {block} {string.Join(' ', audience)}";
}
