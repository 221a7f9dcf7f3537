using Entente.Bodies.Definitions;

namespace Entente.Records.Content;

/// <summary>
/// All that one statement says, section by section, under one version of its definition. Tables too large for memory never
/// become one: they are read as a stream of <see cref="Row"/>s (<see cref="Records.Content.RowSource"/>).
/// </summary>
public sealed class Statement(Definition definition)
{
    private readonly Dictionary<string, List<Row>> _rows = definition.Sections.ToDictionary(
        section => section.Code, section => section.IsTable ? new List<Row>() : [Row.Of(section, Guid.Empty)], StringComparer.Ordinal);

    public Definition Definition { get; } = definition;

    /// <summary>The one row of a section of fields.</summary>
    public Row Fields(string section) => _rows[section][0];

    /// <summary>The rows of a table, in their order.</summary>
    public List<Row> Rows(string section) => _rows[section];

    public Answer this[string section, string field]
    {
        get => Fields(section)[Definition.Section(section)!, field];
        set => Fields(section)[Definition.Section(section)!, field] = value;
    }
}

/// <summary>One row: an id that stays the same over versions and drafts, and the answers in the order of the section's fields.</summary>
public sealed class Row(Guid id, Answer[] answers)
{
    public Guid Id { get; set; } = id;

    public Answer[] Answers { get; } = answers;

    public static Row Of(Section section, Guid id) => new(id, new Answer[section.Fields.Count]);

    public Answer this[Section section, string field]
    {
        get => Answers[Place(section, field)];
        set => Answers[Place(section, field)] = value;
    }

    private static int Place(Section section, string field)
    {
        for (var place = 0; place < section.Fields.Count; place++)
            if (section.Fields[place].Code == field)
                return place;
        throw new ArgumentException($"The section {section.Code} has no field {field}.", nameof(field));
    }
}

/// <summary>
/// The rows of a table as a stream: the caller's buffer is filled with the next row's answers, so that nothing is made per row.
/// Opening it again begins anew; what it reads does not change meanwhile.
/// </summary>
public abstract class RowSource
{
    /// <summary>Null where it is not known before the end.</summary>
    public virtual long? Count => null;

    /// <summary>Whether rows may come with the ids they had before; known when the first row is there.</summary>
    public virtual bool KnowsIds => true;

    public abstract IAsyncEnumerable<Row> Read(CancellationToken cancel = default);
}
