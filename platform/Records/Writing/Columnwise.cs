using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Writing;

/// <summary>
/// The values of several rows, column by column: one array for each. The database then prepares and begins one command for a table,
/// however many rows there are, and is handed a tenth of the parameters.
/// </summary>
internal static class Columnwise
{
    /// <summary>Null where a column's values are arrays themselves, which do not go into another.</summary>
    public static NpgsqlParameter[]? Of(IReadOnlyList<WritePart> pieces, int from, int count)
    {
        var columns = new NpgsqlParameter[pieces[from].Parameters.Length];
        for (var column = 0; column < columns.Length; column++)
            if (Column(pieces, from, count, column) is { } values)
                columns[column] = values;
            else
                return null;
        return columns;
    }

    /// <summary>As SQL has them: <c>unnest($1::uuid[], $2::text[])</c>.</summary>
    public static string Sql(IReadOnlyList<NpgsqlParameter> columns) =>
        $"unnest({string.Join(", ", columns.Select((column, place) => string.Create(CultureInfo.InvariantCulture, $"${place + 1}::{column.DataTypeName}")))})";

    private static NpgsqlParameter? Column(IReadOnlyList<WritePart> pieces, int from, int count, int column) => pieces[from].Parameters[column].NpgsqlDbType switch
    {
        NpgsqlDbType.Uuid => Values<Guid>("uuid[]", pieces, from, count, column),
        NpgsqlDbType.Integer => Values<int>("integer[]", pieces, from, count, column),
        NpgsqlDbType.Bigint => Values<long>("bigint[]", pieces, from, count, column),
        NpgsqlDbType.Boolean => Values<bool>("boolean[]", pieces, from, count, column),
        NpgsqlDbType.Numeric => Values<decimal>("numeric[]", pieces, from, count, column),
        NpgsqlDbType.Date => Values<DateOnly>("date[]", pieces, from, count, column),
        NpgsqlDbType.TimestampTz => Values<DateTime>("timestamptz[]", pieces, from, count, column),
        NpgsqlDbType.DateRange => Values<NpgsqlRange<DateOnly>>("daterange[]", pieces, from, count, column),
        NpgsqlDbType.Text => Objects<string>("text[]", pieces, from, count, column),
        NpgsqlDbType.Jsonb => Objects<string>("jsonb[]", pieces, from, count, column),
        NpgsqlDbType.Bytea => Objects<byte[]>("bytea[]", pieces, from, count, column),
        _ => null,
    };

    private static NpgsqlParameter<T?[]> Values<T>(string type, IReadOnlyList<WritePart> pieces, int from, int count, int column)
        where T : struct
    {
        var values = new T?[count];
        for (var at = 0; at < count; at++)
            values[at] = pieces[from + at].Parameters[column] is NpgsqlParameter<T> typed ? typed.TypedValue : (T?)Said(pieces[from + at].Parameters[column]);
        return new NpgsqlParameter<T?[]> { TypedValue = values, DataTypeName = type };
    }

    private static NpgsqlParameter<T?[]> Objects<T>(string type, IReadOnlyList<WritePart> pieces, int from, int count, int column)
        where T : class
    {
        var values = new T?[count];
        for (var at = 0; at < count; at++)
            values[at] = pieces[from + at].Parameters[column] is NpgsqlParameter<T> typed ? typed.TypedValue : (T?)Said(pieces[from + at].Parameters[column]);
        return new NpgsqlParameter<T?[]> { TypedValue = values, DataTypeName = type };
    }

    private static object? Said(NpgsqlParameter parameter) => parameter.Value is DBNull ? null : parameter.Value;
}
