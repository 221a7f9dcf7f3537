using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Disclosing;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Views;

/// <summary>
/// Which fields of a version its reader is shown. What is not among them is absent from every page: an empty place would
/// already tell that something may stand there.
/// </summary>
public sealed class Sight
{
    private readonly HashSet<(string Section, int Field)>? _shown;

    private Sight(HashSet<(string Section, int Field)>? shown) => _shown = shown;

    /// <summary>Who reads what is worked on: they see all of it.</summary>
    public static Sight Whole { get; } = new(null);

    public bool IsWhole => _shown is null;

    public bool Sees(Section section, int field) => _shown is null || _shown.Contains((section.Code, field));

    /// <summary>The places of the fields that are shown; none: the section itself is absent.</summary>
    public IReadOnlyList<int> Of(Section section) => [.. Enumerable.Range(0, section.Fields.Count).Where(field => Sees(section, field))];

    /// <param name="audiences">The sets of readers that the reader belongs to, in their words.</param>
    /// <param name="current">Whether it is the version that the statement's own sharing is about, and the reader is among those.</param>
    /// <param name="parts">The parts of the version that the reader can read, with their readers: what an earlier sharing left in view.</param>
    public static Sight From(Body body, Definition definition, string? party, Choice choice, IReadOnlySet<string> audiences, bool current, IReadOnlySet<(string Section, string Readers)> parts)
    {
        var readers = PartReaders.Of(body, definition, party, choice);
        bool As(SegmentShape shape)
        {
            var words = string.Join(' ', readers.Words(shape.ShownTo));
            if (audiences.Contains(words))
                return true;
            if (shape.ShownTo is not null)
                return false;
            var apart = SegmentShape.Of(definition).Where(other => ReferenceEquals(other.Section, shape.Section) && other.ShownTo is not null).Select(other => string.Join(' ', readers.Words(other.ShownTo))).ToHashSet(StringComparer.Ordinal);
            return current || parts.Any(part => part.Section == shape.Section.Code && !apart.Contains(part.Readers));
        }
        return new Sight([.. SegmentShape.Of(definition).Where(As).SelectMany(shape => shape.Fields.Select(field => (shape.Section.Code, field)))]);
    }

    /// <summary>For what is not declared yet: what the reader of the connection would be shown, were it submitted as chosen.</summary>
    public static async Task<Sight> Before(NpgsqlConnection connection, Body body, Definition definition, string? party, Choice choice, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Sets, connection) { Parameters = { new() { Value = body.Code } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return From(body, definition, party, choice, await Words(rows, cancel), current: false, new HashSet<(string, string)>());
    }

    // What a grant opens for a while.
    private Sight With(IEnumerable<Section> granted) => new([.. _shown!, .. granted.SelectMany(section => Enumerable.Range(0, section.Fields.Count).Select(field => (section.Code, field)))]);

    /// <summary>For the reader of the connection.</summary>
    public static async Task<Sight> Of(NpgsqlConnection connection, Body body, Definition definition, Guid statement, int version, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("""
                    select s.own_aud = any (records.reading()), s.version = $2 and s.aud = any (records.reading()), s.party, records.choice_of(s.id, $2), records.granted_parts(s.id) from records.statement s where s.id = $1
                    """) { Parameters = { new() { Value = statement }, new() { Value = version } } },
                new(Sets) { Parameters = { new() { Value = body.Code } } },
                new("""
                    select distinct g.section, a.members from records.segment g join records.audience a on a.id = g.aud
                    where g.statement = $1 and g.since <= $2 and (g.until is null or g.until > $2)
                    """) { Parameters = { new() { Value = statement }, new() { Value = version } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel))
            return new Sight([]);
        var (own, current, party, choice) = (rows.GetBoolean(0), rows.GetBoolean(1), rows.IsDBNull(2) ? null : rows.GetString(2), Choice.Read(rows.GetString(3)));
        var granted = rows.IsDBNull(4) ? [] : rows.GetFieldValue<string[]>(4);
        if (own || granted.Contains("*"))
            return Whole;
        await rows.NextResultAsync(cancel);
        var audiences = await Words(rows, cancel);
        await rows.NextResultAsync(cancel);
        var parts = new HashSet<(string, string)>();
        while (await rows.ReadAsync(cancel))
            parts.Add((rows.GetString(0), string.Join(' ', rows.GetFieldValue<string[]>(1))));
        return From(body, definition, party, choice, audiences, current, parts).With(definition.Sections.Where(section => granted.Contains(section.Code)));
    }

    private const string Sets = "select a.members from records.audience a where a.body = $1";

    private static async Task<HashSet<string>> Words(NpgsqlDataReader rows, CancellationToken cancel)
    {
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
            audiences.Add(string.Join(' ', rows.GetFieldValue<string[]>(0)));
        return audiences;
    }
}
