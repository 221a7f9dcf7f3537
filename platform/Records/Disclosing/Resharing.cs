using System.Security.Cryptography;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Disclosing;

/// <summary>
/// The same content for other readers. What its readers divide as before is carried over as it stands, in the database and without
/// reading it; only what they divide otherwise is put together anew. Versions before keep their readers.
/// </summary>
internal static class Resharing
{
    private static readonly byte[] Head = Encoding.UTF8.GetBytes("{\"audience\":[");

    public static void Add(NpgsqlBatch batch, WriteBatch writing, PublishedDefinition published, KnownStatement found, Effect effect, Readers before, Readers after)
    {
        var (definition, version) = (published.Definition, effect.Version!);
        var anew = definition.Sections.Index().Where(one => !SameParts(before.Slices[one.Index], after.Slices[one.Index])).Select(one => one.Item.Code).ToHashSet(StringComparer.Ordinal);
        // Of what stays divided as it was only the small sections are read, for the files that they name.
        var divided = new Statement(definition);
        foreach (var segment in found.Segments)
        {
            if (anew.Contains(segment.Section))
                Segments.Put(divided, segment.Bytes);
            if (!definition.Section(segment.Section)!.IsTable)
                Segments.Put(version.Content, segment.Bytes);
        }
        writing.Head();
        writing.VersionShared(version, found.Segments, [.. Carried(found, anew, Words(definition, before, after)), .. Segments.Of(divided, found.Known.Id, published.Digest, after.Words, [])]);
        writing.Shown(version);
        foreach (var (place, section) in definition.Sections.Index())
        {
            var table = SectionTable.Of(published, section);
            if (!anew.Contains(section.Code))
                Move(batch, table, found.Known.Id, version.Number, before.Slices[place], after.Slices[place]);
            else
            {
                TypedRows.End(batch, table, found.Known.Id, version.Number, rows: null);
                TypedRows.Add(batch, table, found.Known.Id, version.Number, RowChange.First(section.IsTable ? divided.Rows(section.Code) : [divided.Fields(section.Code)]), after.Slices[place]);
            }
        }
        writing.Happenings();
    }

    private static bool SameParts(IReadOnlyList<Slice> before, IReadOnlyList<Slice> after) =>
        before.Count == after.Count && before.Zip(after).All(pair => (pair.First.Fields ?? []).SequenceEqual(pair.Second.Fields ?? []));

    // Which readers the parts of each section had, and have.
    private static Dictionary<(string Section, string Before), IReadOnlyList<string>> Words(Definition definition, Readers before, Readers after)
    {
        var words = new Dictionary<(string, string), IReadOnlyList<string>>();
        foreach (var shape in SegmentShape.Of(definition))
            words[(shape.Section.Code, string.Join(' ', before.Words(shape.ShownTo)))] = after.Words(shape.ShownTo);
        return words;
    }

    private static IEnumerable<Segment> Carried(KnownStatement found, HashSet<string> anew, Dictionary<(string Section, string Before), IReadOnlyList<string>> words)
    {
        foreach (var segment in found.Segments.Where(segment => !anew.Contains(segment.Section)))
        {
            var now = words.GetValueOrDefault((segment.Section, string.Join(' ', segment.Audience)), segment.Audience);
            yield return now.SequenceEqual(segment.Audience, StringComparer.Ordinal) ? segment : For(segment, now);
        }
    }

    // The readers stand first in the bytes, and no word of them needs an escape.
    private static Segment For(Segment segment, IReadOnlyList<string> readers)
    {
        if (!segment.Bytes.AsSpan().StartsWith(Head))
            throw new InvalidDataException("A segment begins with its readers.");
        byte[] bytes = [.. Head, .. Encoding.UTF8.GetBytes(string.Join(',', readers.Select(word => $"\"{word}\""))), .. segment.Bytes.AsSpan(Array.IndexOf(segment.Bytes, (byte)']'))];
        var salt = RandomNumberGenerator.GetBytes(Canonical.SaltLength);
        return new Segment(segment.Section, segment.Block, readers, salt, Canonical.Commit(salt, bytes), bytes);
    }

    private static void Move(NpgsqlBatch batch, SectionTable table, Guid statement, int version, IReadOnlyList<Slice> before, IReadOnlyList<Slice> after)
    {
        foreach (var (was, now) in before.Zip(after).Where(pair => pair.First.Aud != pair.Second.Aud))
            foreach (var sql in was.Apart ? table.Sql.MoveApart : table.Sql.Move)
                batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
                {
                    Parameters =
                    {
                        new() { Value = statement }, new() { Value = version }, new() { Value = was.Aud }, new NpgsqlParameter<int> { TypedValue = now.Aud, NpgsqlDbType = NpgsqlDbType.Integer },
                    },
                });
    }
}
