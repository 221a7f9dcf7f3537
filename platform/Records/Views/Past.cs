using Entente.Bodies;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Views;

/// <summary>A version as it was made.</summary>
/// <param name="Under">The version of its definition.</param>
/// <param name="At">For imported history the date it was first declared.</param>
public sealed record VersionMade(
    int Number, int Under, DateTimeOffset At, Guid? By, bool ByProgram, bool OnBehalf, string? ImportedFrom, Period? Valid, string? Reason,
    DateTimeOffset? ConfirmedAt, Guid? ConfirmedBy, string Commitment, long? Leaf)
{
    public bool Imported => ImportedFrom is not null;
}

/// <summary>Something that happened to a statement.</summary>
public sealed record Happened(DateTimeOffset At, string Step, string? From, string To, int? Version, Guid? By, bool ByProgram, bool OnBehalf, string? Reason);

/// <summary>What became of a statement, as the connection's reader may see it.</summary>
public static class Past
{
    private const string MadeColumns = """
        select v.number, v.definition_version, v.made_at, v.made_by, v.made_by_key is not null, v.on_behalf, v.imported_from, v.valid, v.reason,
               v.confirmed_at, v.confirmed_by, encode(v.commitment, 'hex'), l.position
        from records.version v left join records.leaf l on l.statement = v.statement and l.version = v.number
        where v.statement = $1
        """;

    /// <summary>The latest first.</summary>
    public static async Task<List<VersionMade>> Versions(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(MadeColumns + " order by v.number desc", connection) { Parameters = { new() { Value = statement } } };
        return await Made(command, cancel);
    }

    public static async Task<VersionMade?> Version(NpgsqlConnection connection, Guid statement, int number, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(MadeColumns + " and v.number = $2", connection) { Parameters = { new() { Value = statement }, new() { Value = number } } };
        return (await Made(command, cancel)).SingleOrDefault();
    }

    /// <summary>What happened, the latest first; nothing for whoever may not see how the party worked.</summary>
    public static async Task<List<Happened>> Events(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select at, step, from_state, to_state, version, by, by_key is not null, on_behalf, reason
            from records.event where statement = $1 order by turn desc
            """, connection) { Parameters = { new() { Value = statement } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var events = new List<Happened>();
        while (await rows.ReadAsync(cancel))
            events.Add(new Happened(rows.GetFieldValue<DateTimeOffset>(0), rows.GetString(1), Text(rows, 2), rows.GetString(3), Maybe<int>(rows, 4), Maybe<Guid>(rows, 5), rows.GetBoolean(6), rows.GetBoolean(7), Text(rows, 8)));
        return events;
    }

    private static async Task<List<VersionMade>> Made(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var made = new List<VersionMade>();
        while (await rows.ReadAsync(cancel))
            made.Add(new VersionMade(rows.GetInt32(0), rows.GetInt32(1), rows.GetFieldValue<DateTimeOffset>(2), Maybe<Guid>(rows, 3), rows.GetBoolean(4), rows.GetBoolean(5), Text(rows, 6),
                Span(rows, 7), Text(rows, 8), Maybe<DateTimeOffset>(rows, 9), Maybe<Guid>(rows, 10), rows.GetString(11), Maybe<long>(rows, 12)));
        return made;
    }

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    private static T? Maybe<T>(NpgsqlDataReader rows, int column) where T : struct => rows.IsDBNull(column) ? null : rows.GetFieldValue<T>(column);

    private static Period? Span(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) || rows.GetFieldValue<NpgsqlRange<DateOnly>>(column) is var range && range.IsEmpty ? null
        : new Period(range.LowerBoundInfinite ? null : range.LowerBound, range.UpperBoundInfinite ? null : range.UpperBound);
}
