using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Tables;

/// <summary>One cell of a typed table: the value that stands for a part of an answer, or null.</summary>
internal static class Cells
{
    public static NpgsqlDbType TypeOf(in TableColumn column) => column.Type switch
    {
        "text" => NpgsqlDbType.Text,
        "bigint" => NpgsqlDbType.Bigint,
        "numeric" => NpgsqlDbType.Numeric,
        "date" => NpgsqlDbType.Date,
        "timestamptz" => NpgsqlDbType.TimestampTz,
        "daterange" => NpgsqlDbType.DateRange,
        "boolean" => NpgsqlDbType.Boolean,
        "uuid" => NpgsqlDbType.Uuid,
        "text[]" => NpgsqlDbType.Array | NpgsqlDbType.Text,
        "bytea" => NpgsqlDbType.Bytea,
        _ => throw new InvalidOperationException($"No column is of the type {column.Type}."),
    };

    public static NpgsqlParameter Parameter(in TableColumn column, in Answer answer)
    {
        if (IsNull(column, answer))
            return new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = TypeOf(column) };
        return column.Type switch
        {
            "text" => new NpgsqlParameter<string> { TypedValue = Text(column, answer), NpgsqlDbType = NpgsqlDbType.Text },
            "bigint" => new NpgsqlParameter<long> { TypedValue = Whole(answer.Value.AsNumber), NpgsqlDbType = NpgsqlDbType.Bigint },
            "numeric" => new NpgsqlParameter<decimal> { TypedValue = Number(column, answer), NpgsqlDbType = NpgsqlDbType.Numeric },
            "date" => new NpgsqlParameter<DateOnly> { TypedValue = Day(answer.Value), NpgsqlDbType = NpgsqlDbType.Date },
            "timestamptz" => new NpgsqlParameter<DateTime> { TypedValue = Instant(answer.Value.AsDateAndTime), NpgsqlDbType = NpgsqlDbType.TimestampTz },
            "daterange" => new NpgsqlParameter<NpgsqlRange<DateOnly>> { TypedValue = Range(answer.Value.AsRange), NpgsqlDbType = NpgsqlDbType.DateRange },
            "boolean" => new NpgsqlParameter<bool> { TypedValue = answer.Value.AsBoolean, NpgsqlDbType = NpgsqlDbType.Boolean },
            "uuid" => new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(answer.Value.AsText), NpgsqlDbType = NpgsqlDbType.Uuid },
            _ => new NpgsqlParameter<string[]> { TypedValue = Codes(answer.Value.AsList), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        };
    }

    // A value needs no word beside it; what is said instead of one leaves the value's column blank.
    internal static bool IsNull(in TableColumn column, in Answer answer) => column.Part switch
    {
        FieldColumns.Answer => answer.Kind is AnswerKind.Blank or AnswerKind.Value,
        FieldColumns.Reason => answer.Reason is null,
        FieldColumns.Sealed => answer.IsBlank,
        _ => !answer.HasValue,
    };

    internal static string Text(in TableColumn column, in Answer answer) => column.Part switch
    {
        FieldColumns.Answer => AnswerWords.Of(answer.Kind),
        FieldColumns.Reason => answer.Reason!,
        FieldColumns.Currency => Member(answer.Value, "currency").AsText,
        _ => answer.Value.AsText,
    };

    internal static decimal Number(in TableColumn column, in Answer answer)
    {
        var value = column.Part switch
        {
            FieldColumns.Latitude => Member(answer.Value, "latitude"),
            FieldColumns.Longitude => Member(answer.Value, "longitude"),
            _ => answer.Value.Kind == Kind.Context ? Member(answer.Value, "amount") : answer.Value,
        };
        return value.AsNumber.TryToDecimal(out var number) ? number : throw new OverflowException($"{value} has more digits than the database keeps.");
    }

    private static Value Member(in Value context, string name) =>
        context.AsContext.TryGet(name, out var value) ? value : throw new InvalidOperationException($"{context} has no {name}.");

    internal static long Whole(in Number number) =>
        number.TryToDecimal(out var whole) && whole == decimal.Truncate(whole) ? (long)whole : throw new OverflowException($"{number} is no whole number that the database keeps.");

    internal static DateOnly Day(in Value value) =>
        value.AsDate.TryToDateOnly(out var day) ? day : throw new OverflowException($"{value} lies beyond the days that the database keeps.");

    // Without a zone it is in UTC; the database keeps millionths of a second.
    internal static DateTime Instant(in DateAndTime value)
    {
        if (!(value.Time.Zone is null || value.TryIn(Zone.Utc, out _)))
            throw new OverflowException($"{value} lies beyond the days that the database keeps.");
        var utc = value;
        if (value.Time.Zone is not null)
            value.TryIn(Zone.Utc, out utc);
        return utc.Date.TryToDateOnly(out var day)
            ? new DateTime(day, TimeOnly.MinValue, DateTimeKind.Utc).AddTicks(utc.Time.Nanoseconds / 1000 * 10)
            : throw new OverflowException($"{value} lies beyond the days that the database keeps.");
    }

    private static NpgsqlRange<DateOnly> Range(FeelRange range) =>
        new(range.Start.IsNull ? default : Day(range.Start), range.ClosedStart, range.Start.IsNull, range.End.IsNull ? default : Day(range.End), range.ClosedEnd, range.End.IsNull);

    internal static string[] Codes(FeelList list)
    {
        var codes = new string[list.Count];
        for (var place = 0; place < codes.Length; place++)
            codes[place] = list[place].AsText;
        return codes;
    }
}

/// <summary>What is said instead of a value, in the words that files and tables use.</summary>
internal static class AnswerWords
{
    public static string Of(AnswerKind kind) => kind switch
    {
        AnswerKind.Nil => "nil",
        AnswerKind.NotApplicable => "not-applicable",
        AnswerKind.Withheld => "withheld",
        _ => throw new InvalidOperationException("Only what is said instead of a value has a word."),
    };

    public static AnswerKind Read(string word) => word switch
    {
        "nil" => AnswerKind.Nil,
        "not-applicable" => AnswerKind.NotApplicable,
        "withheld" => AnswerKind.Withheld,
        _ => throw new InvalidOperationException($"\"{word}\" is nothing that can be said instead of a value."),
    };
}
