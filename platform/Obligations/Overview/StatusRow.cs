using Entente.Records;
using Npgsql;

namespace Entente.Obligations;

/// <summary>One thing that one party owed for one period, and what became of it.</summary>
public sealed record StatusRow(Guid Id, string Party, DutyKey Duty, Called? Called, string PeriodCode, DateOnly From, DateOnly Until, DateOnly? DueOn, Outcome Outcome, bool Nil, DateTimeOffset? MetAt, Guid? Statement)
{
    /// <summary>This one alone, to be added up.</summary>
    public StatusCounts Counts => new(Outcome == Outcome.OnTime ? 1 : 0, Outcome == Outcome.Late ? 1 : 0, Outcome == Outcome.Missing ? 1 : 0, Outcome == Outcome.ToCome ? 1 : 0, Outcome == Outcome.NotApplicable ? 1 : 0, Nil ? 1 : 0);

    internal static StatusRow Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        var due = At(row, 7);
        var met = At(row, 10);
        return new StatusRow(row.GetGuid(0), row.GetString(1), new DutyKey(row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3)), KeptRows.Json<Called>(row, 4), row.GetString(5),
            row.GetFieldValue<DateOnly>(12), row.GetFieldValue<DateOnly>(13), row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
            Become(row.GetString(8), due, met, now), row.GetBoolean(9), met, row.IsDBNull(11) ? null : row.GetGuid(11));
    }

    /// <summary>The same words as in the counts, so that a number and its rows agree.</summary>
    public static Outcome Become(string state, DateTimeOffset? due, DateTimeOffset? met, DateTimeOffset now) => state switch
    {
        "met" => due is null || met < due ? Outcome.OnTime : Outcome.Late,
        "excused" => Outcome.NotApplicable,
        _ => due <= now ? Outcome.Missing : Outcome.ToCome,
    };

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
