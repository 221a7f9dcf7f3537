using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Tables;

/// <summary>Turns the columns of a row back into answers, in the order of the section's fields.</summary>
internal sealed class CellReader
{
    private static readonly Shape Money = Shape.Of("amount", "currency");
    private static readonly Shape Position = Shape.Of("latitude", "longitude");
    private readonly Columns[] _fields;
    private readonly SectionTable _table;
    private readonly NpgsqlConnection _connection;

    /// <param name="first">The ordinal of the first column.</param>
    /// <param name="connection">Whose keys open what is kept encrypted.</param>
    public CellReader(SectionTable table, int first, NpgsqlConnection connection)
    {
        (_table, _connection) = (table, connection);
        _fields = [.. table.Section.Fields.Select(field => new Columns(field.Type))];
        for (var at = 0; at < table.Columns.Count; at++)
            _fields[table.Columns[at].Field].Take(table.Columns[at].Part, first + at);
    }

    /// <param name="statement">Whose row it is.</param>
    public void Read(NpgsqlDataReader from, Row to, Guid statement)
    {
        for (var field = 0; field < _fields.Length; field++)
            to.Answers[field] = _fields[field].Sealed >= 0 ? Opened(from, statement, to.Id, field) : Read(from, _fields[field]);
    }

    private Answer Opened(NpgsqlDataReader from, Guid statement, Guid row, int field)
    {
        var (asked, at) = (_table.Section.Fields[field], _fields[field].Sealed);
        return from.IsDBNull(at) ? default : Boxed.Open(_connection, Boxed.Cell(statement, _table.Name, row, asked.Code), asked, from.GetFieldValue<byte[]>(at));
    }

    private static Answer Read(NpgsqlDataReader from, Columns columns)
    {
        if (!from.IsDBNull(columns.Value))
            return Answer.Of(ValueOf(from, columns));
        if (columns.Answer < 0 || from.IsDBNull(columns.Answer))
            return default;
        return new Answer(AnswerWords.Read(from.GetString(columns.Answer)), default, from.IsDBNull(columns.Reason) ? null : from.GetString(columns.Reason));
    }

    private static Value ValueOf(NpgsqlDataReader from, Columns columns) => columns.Type switch
    {
        FieldType.Whole => Value.Of(from.GetInt64(columns.Value)),
        FieldType.Exact => Value.Of(from.GetDecimal(columns.Value)),
        FieldType.Money when columns.Second < 0 => Value.Of(from.GetDecimal(columns.Value)),
        FieldType.Money => Value.Of(new Context(Money, [Value.Of(from.GetDecimal(columns.Value)), Value.Of(from.GetString(columns.Second))])),
        FieldType.Place => Value.Of(new Context(Position, [Value.Of(from.GetDecimal(columns.Value)), Value.Of(from.GetDecimal(columns.Second))])),
        FieldType.Date => Value.Of((Date)from.GetFieldValue<DateOnly>(columns.Value)),
        FieldType.DateTime => Value.Of(Instant(from.GetDateTime(columns.Value))),
        FieldType.Period => Value.Of(Range(from.GetFieldValue<NpgsqlRange<DateOnly>>(columns.Value))),
        FieldType.YesNo => Value.Of(from.GetBoolean(columns.Value)),
        FieldType.Codes => Value.Of(Codes(from.GetFieldValue<string[]>(columns.Value))),
        FieldType.Reference or FieldType.File => Value.Of(from.GetGuid(columns.Value).ToString()),
        _ => Value.Of(from.GetString(columns.Value)),
    };

    private static DateAndTime Instant(DateTime utc) => new(DateOnly.FromDateTime(utc), new Time(utc.TimeOfDay.Ticks * 100, Zone.Utc));

    private static FeelRange Range(NpgsqlRange<DateOnly> range) => new(
        !range.LowerBoundInfinite, range.LowerBoundInfinite ? default : Value.Of((Date)range.LowerBound),
        range.UpperBoundInfinite ? default : Value.Of((Date)range.UpperBound), false);

    private static FeelList Codes(string[] codes)
    {
        var items = new Value[codes.Length];
        for (var place = 0; place < items.Length; place++)
            items[place] = Value.Of(codes[place]);
        return FeelList.Wrap(items, items.Length);
    }

    // Where the parts of one field's answer stand; negative where it has none.
    private sealed class Columns(FieldType type)
    {
        public FieldType Type { get; } = type;

        public int Value { get; private set; } = -1;

        public int Second { get; private set; } = -1;

        public int Sealed { get; private set; } = -1;

        public int Answer { get; private set; } = -1;

        public int Reason { get; private set; } = -1;

        public void Take(string part, int ordinal) => _ = part switch
        {
            FieldColumns.Answer => Answer = ordinal,
            FieldColumns.Reason => Reason = ordinal,
            FieldColumns.Sealed => Sealed = ordinal,
            FieldColumns.Currency or FieldColumns.Longitude => Second = ordinal,
            _ => Value = ordinal,
        };
    }
}
