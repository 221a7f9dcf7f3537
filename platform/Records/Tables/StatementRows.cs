using System.Globalization;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Tables;

/// <summary>A row of a statement that stands, with whose it is and for which period; the last day excluded.</summary>
internal sealed record StandingRow(Guid Statement, string? Party, DateOnly Start, DateOnly End, Row Row);

/// <summary>Which statements of a return are meant, by the ends of their periods.</summary>
/// <param name="Since">They end after this day; null: since ever.</param>
/// <param name="Until">They end on this day or before.</param>
/// <param name="Party">Whose; null: everybody's.</param>
/// <param name="Except">Without the one that begins and ends so, of this party.</param>
internal sealed record Spanned(DateOnly? Since, DateOnly Until, string? Party, (DateOnly Start, DateOnly End, string? Party)? Except = null);

/// <summary>The rows of all statements of a return that stand, as they are now: the one place that asks so.</summary>
internal static class StatementRows
{
    // The ordinal of the first column of the fields.
    private const int First = 5;

    /// <summary>As a stream, by party and period; each row is in the same buffer, gone with the next.</summary>
    /// <param name="wanted">The fields that are looked at; null: all of them.</param>
    public static async IAsyncEnumerable<StandingRow> Stream(NpgsqlConnection connection, PublishedDefinition published, Section section, Spanned spanned, IReadOnlySet<string>? wanted = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        await using var command = new NpgsqlCommand("", connection) { CommandTimeout = 0 };
        var where = Conditions(command, published, spanned);
        command.CommandText = $"{Select(table, wanted)} where t.until is null and {where} order by s.party, lower(s.period), t.statement, t.place";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, First, connection);
        var row = Row.Of(section, default);
        while (await reader.ReadAsync(cancel))
        {
            row.Id = reader.GetGuid(1);
            cells.Read(reader, row, reader.GetGuid(0));
            yield return new StandingRow(reader.GetGuid(0), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetFieldValue<DateOnly>(4), row);
        }
    }

    /// <summary>The rows of these statements as they are now, whatever they are for and in whichever state; each row is in the same buffer, gone with the next.</summary>
    /// <param name="wanted">The fields that are looked at.</param>
    public static async IAsyncEnumerable<(Guid Statement, Row Row)> Now(NpgsqlConnection connection, PublishedDefinition published, Section section, IReadOnlyCollection<Guid> statements, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        await using var command = new NpgsqlCommand($"{Select(table, wanted)} where t.until is null and t.statement = any ($1) order by t.statement, t.place", connection) { Parameters = { new() { Value = statements.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, First, connection);
        var row = Row.Of(section, default);
        while (await reader.ReadAsync(cancel))
        {
            row.Id = reader.GetGuid(1);
            cells.Read(reader, row, reader.GetGuid(0));
            yield return (reader.GetGuid(0), row);
        }
    }

    // A field that is shown to others than its row stands in the row's companion.
    private static string Select(SectionTable table, IReadOnlySet<string>? wanted)
    {
        bool Read(TableColumn column) => wanted?.Contains(table.Section.Fields[column.Field].Code) != false;
        var values = table.Columns.Select(column => !Read(column) ? $", null::{column.Type}" : table.HasApart ? $", coalesce(t.{column.Quoted}, a.{column.Quoted})" : $", t.{column.Quoted}");
        var companions = !table.HasApart ? "" : $"""
             left join lateral (select {string.Join(", ", table.Columns.Select(column => $"any_value(x.{column.Quoted}) as {column.Quoted}"))} from {table.QuotedApart} x
                where x.statement = t.statement and x.row_id = t.row_id and x.until is null) a on true
            """;
        return $"select t.statement, t.row_id, s.party, lower(s.period), upper(s.period){string.Concat(values)} from records.statement s join {table.Quoted} t on t.statement = s.id{companions}";
    }

    private static string Conditions(NpgsqlCommand command, PublishedDefinition published, Spanned spanned)
    {
        var where = $"s.body = {Add(command, published.Body)} and s.definition = {Add(command, published.Definition.Code)} and s.state = any ({Add(command, published.Standing.ToArray())}) and upper(s.period) <= {Add(command, spanned.Until)}";
        if (spanned.Since is { } since)
            where += $" and upper(s.period) > {Add(command, since)}";
        if (spanned.Party is { } party)
            where += $" and s.party = {Add(command, party)}";
        if (spanned.Except is var (start, end, of))
            where += $" and not (lower(s.period) = {Add(command, start)} and upper(s.period) = {Add(command, end)} and s.party is not distinct from {Add(command, (object?)of ?? DBNull.Value, NpgsqlDbType.Text)})";
        return where;
    }

    private static string Add(NpgsqlCommand command, object value, NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter { Value = value };
        if (type is { } known)
            parameter.NpgsqlDbType = known;
        command.Parameters.Add(parameter);
        return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
    }
}
