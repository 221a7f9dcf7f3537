using System.Text.Json.Serialization;

namespace Entente.Bodies.Definitions;

/// <summary>A part of a statement: a set of fields, or, with <see cref="Rows"/>, a table of rows of them.</summary>
/// <param name="Visible">A formula; where it is not true the section is not asked and holds nothing.</param>
/// <param name="ShownTo">Another audience than the statement's, or null.</param>
public sealed record Section(string Code, LocalText Name, LocalText? Help, IReadOnlyList<Field> Fields, RowRules? Rows, string? Visible, string? ShownTo)
{
    public bool IsTable => Rows is not null;

    /// <summary>What a party may choose for it instead; null: nothing.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>How long it may stay closed to all but its own; null: it opens with the rest.</summary>
    public string? OpensWithin { get; init; }

    /// <summary>Whether a party says who reads it, apart from the statement.</summary>
    public bool IsChosen => Choices is not null || OpensWithin is not null;

    /// <summary>Whether something of it is kept encrypted.</summary>
    public bool IsConfidential => Fields.Any(asked => asked.Confidential);

    public Field? Field(string code) => Fields.FirstOrDefault(field => field.Code == code);
}

/// <summary>What a table of rows must keep to.</summary>
/// <param name="Key">The fields that no two rows have alike; empty where rows may repeat.</param>
/// <param name="ForEach">The list or register whose every item gets one row, named by the first field; null where rows are added freely.</param>
public sealed record RowRules(int Least, int Most, IReadOnlyList<string> Key, ForEach? ForEach)
{
    /// <summary>What two rows with the same key are; null: an error.</summary>
    public CheckLevel? KeyLevel { get; init; }
}

/// <summary>"One per species": the items of a list, or the entries of a register, as of the statement's day.</summary>
public sealed record ForEach(bool Register, string Of)
{
    /// <summary>A formula over an entry's sections, party and period: only those for which it holds; null: all.</summary>
    public string? When { get; init; }
}

/// <summary>One thing that is asked. Which settings a type has is said in docs/definitions.md.</summary>
public sealed record Field(string Code, FieldType Type, LocalText Name, LocalText? Help, LocalText? Hint)
{
    /// <summary>"true", "false" or a formula: whether an answer must be given.</summary>
    public string Required { get; init; } = "false";

    /// <summary>A formula; where it is not true the field is not asked and holds nothing.</summary>
    public string? Visible { get; init; }

    /// <summary>A formula for what stands there at first.</summary>
    public string? Default { get; init; }

    /// <summary>A formula for what nobody types.</summary>
    public string? Computed { get; init; }

    /// <summary>Another audience than the section's, or null.</summary>
    public string? ShownTo { get; init; }

    /// <summary>What a party may choose for it instead; null: nothing.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>How long it may stay closed to all but its own; null: it opens with the rest.</summary>
    public string? OpensWithin { get; init; }

    /// <summary>Whether a party says who reads it, apart from its section.</summary>
    public bool IsChosen => Choices is not null || OpensWithin is not null;

    /// <summary>Whether it may have other readers than the rest of its section.</summary>
    public bool HasOwnReaders => ShownTo is not null || IsChosen;

    /// <summary>What may be said instead of a value.</summary>
    public IReadOnlyList<AnswerKind> May { get; init; } = [];

    /// <summary>For texts: most characters. For several codes: most codes.</summary>
    public int? Longest { get; init; }

    /// <summary>For texts: an expression of FEEL's <c>matches</c>.</summary>
    public string? Pattern { get; init; }

    /// <summary>For numbers and money.</summary>
    public decimal? From { get; init; }

    /// <summary>For numbers and money.</summary>
    public decimal? To { get; init; }

    /// <summary>For decimals and money: most digits after the point.</summary>
    public int? Places { get; init; }

    /// <summary>For numbers: kg, t, GT. A word, the same in every language.</summary>
    public string? Unit { get; init; }

    /// <summary>For money: the one currency; null where it is given with the amount.</summary>
    public string? Currency { get; init; }

    /// <summary>For codes: the list of the body, or "countries", "currencies", "languages".</summary>
    public string? List { get; init; }

    /// <summary>For codes: a field before it whose code is the parent of those that may be chosen.</summary>
    public string? Within { get; init; }

    /// <summary>For places: where they must lie; null: anywhere on the earth.</summary>
    public Box? Box { get; init; }

    /// <summary>For references: the definition whose records are meant.</summary>
    public string? References { get; init; }

    /// <summary>Kept encrypted under a key of the party: nothing looks for it, filters or sorts by it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Confidential { get; init; }

    /// <summary>For files: what may be sent, as content types.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    public bool IsText => Type is FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Url;

    public bool IsNumber => Type is FieldType.Whole or FieldType.Exact or FieldType.Money;
}

/// <summary>A part of the earth between two latitudes and two longitudes, its edges included. With west greater than east it lies across the 180th meridian.</summary>
public sealed record Box(decimal South, decimal North, decimal West, decimal East)
{
    public bool Has(decimal latitude, decimal longitude) =>
        latitude >= South && latitude <= North && (West <= East ? longitude >= West && longitude <= East : longitude >= West || longitude <= East);
}

/// <summary>In YAML (Exact is "decimal" there): text, long-text, email, url, whole, decimal, money, date, date-time, period, yes-no, code, codes, party, reference, hs, place, file.</summary>
public enum FieldType { Text, LongText, Email, Url, Whole, Exact, Money, Date, DateTime, Period, YesNo, Code, Codes, Party, Reference, Hs, Place, File }

/// <summary>The kinds of answer. Blank means that the question was not answered.</summary>
public enum AnswerKind { Blank, Value, Nil, NotApplicable, Withheld }
