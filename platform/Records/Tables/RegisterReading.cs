using System.Globalization;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Tables;

/// <summary>A row of an entry, with the days on which it holds.</summary>
/// <param name="From">Null: since ever.</param>
/// <param name="Until">The first day on which it no longer holds; null: it goes on.</param>
public sealed record Entry(Guid Statement, string? Party, DateOnly? From, DateOnly? Until, Row Row)
{
    /// <summary>Where the page after this entry begins; only in a page.</summary>
    public After? After { get; init; }
}

/// <summary>An entry's place in the list by title.</summary>
public sealed record After(IReadOnlyList<string> Title, Guid Statement);

/// <summary>Which entries a list is about; what is null does not narrow it.</summary>
/// <param name="Codes">Fields of the listed section, each with the code that it must have.</param>
public sealed record Narrowing(string? Party, IReadOnlyCollection<Guid>? Only, IReadOnlyList<(string Field, string Code)> Codes);

/// <summary>A row of an entry with both of its periods: when it holds, the last day excluded, and when it was taken for true.</summary>
/// <param name="Since">The version that said it.</param>
public sealed record KnownRow(Row Row, DateOnly From, DateOnly Until, int Since, DateTimeOffset KnownFrom, DateTimeOffset KnownUntil);

/// <summary>
/// The entries of a register as they held on a day, and as that was known at an instant: the one place that asks so. Days are
/// compared as plain columns, because under row security the database would not use an index of ranges.
/// </summary>
public static class RegisterReading
{
    // The ordinal of the first column of the fields.
    private const int First = 5;

    /// <summary>A page of the list by title, under the reader's row security.</summary>
    /// <param name="known">As it was known then; null: as it is known now.</param>
    public static Task<List<Entry>> Page(NpgsqlConnection connection, PublishedDefinition published, Section section, DateOnly day, DateTimeOffset? known, After? after, int limit, CancellationToken cancel = default) =>
        Page(connection, published, section, day, known, null, after, limit, cancel);

    /// <summary>The same, of the entries that are asked for.</summary>
    public static async Task<List<Entry>> Page(NpgsqlConnection connection, PublishedDefinition published, Section section, DateOnly day, DateTimeOffset? known, Narrowing? narrowed, After? after, int limit, CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        var title = TableRules.Sorts(table, published.Definition.Traits.Register?.Title ?? [], "t.");
        var order = string.Concat(title.Select(sort => $"{sort.Sql}, ")) + "t.statement";
        await using var command = new NpgsqlCommand("", connection);
        var where = Conditions(command, published, day, known) + Narrowed(command, table, narrowed);
        if (after is not null)
            where += $" and ({order}) > ({string.Concat(title.Zip(after.Title, (sort, value) => $"{Add(command, value)}::text::{sort.Type}, "))}{Add(command, after.Statement)})";
        command.CommandText = $"{Select(table, title.Select(sort => $"{sort.Sql}::text"))} where {where} order by {order} limit {Add(command, limit)}";
        return await Read(command, table, title.Count, cancel);
    }

    /// <summary>How many entries there are, counted no further than <paramref name="most"/>.</summary>
    public static async Task<int> Count(NpgsqlConnection connection, PublishedDefinition published, Section section, DateOnly day, DateTimeOffset? known, Narrowing? narrowed, int most, CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        await using var command = new NpgsqlCommand("", connection);
        var where = Conditions(command, published, day, known) + Narrowed(command, table, narrowed);
        command.CommandText = $"select count(*)::int from (select from {table.Quoted} t join records.statement s on s.id = t.statement where {where} limit {Add(command, most)}) counted";
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>All rows in force on the day, as a stream; each is in the same buffer, gone with the next.</summary>
    /// <param name="party">Only what this party declared; null: everybody's.</param>
    /// <param name="only">Only these entries; null: all.</param>
    public static async IAsyncEnumerable<Entry> Stream(NpgsqlConnection connection, PublishedDefinition published, Section section, DateOnly day, DateTimeOffset? known, string? party, IReadOnlyCollection<Guid>? only = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        await using var command = new NpgsqlCommand("", connection) { CommandTimeout = 0 };
        var where = Conditions(command, published, day, known) + (party is null ? "" : $" and s.party = {Add(command, party)}") + (only is null ? "" : $" and t.statement = any ({Add(command, only.ToArray())})");
        command.CommandText = $"{Select(table)} where {where} order by t.statement, t.place";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, First, command.Connection!);
        var row = Row.Of(section, default);
        while (await reader.ReadAsync(cancel))
            yield return Take(reader, cells, row);
    }

    /// <summary>All rows that hold on some day from one to before another, as a stream; each is in the same buffer, gone with the next.</summary>
    /// <param name="wanted">The fields that are looked at; null: all of them.</param>
    internal static async IAsyncEnumerable<Entry> Over(NpgsqlConnection connection, PublishedDefinition published, Section section, DateOnly from, DateOnly until, string? party, IReadOnlySet<string>? wanted = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        await using var command = new NpgsqlCommand("", connection) { CommandTimeout = 0 };
        var where = $"t.until is null and t.valid_from < {Add(command, until)} and t.valid_until > {Add(command, from)} and s.body = {Add(command, published.Body)} and s.definition = {Add(command, published.Definition.Code)} and s.state = any ({Add(command, published.Standing.ToArray())})"
            + (party is null ? "" : $" and s.party = {Add(command, party)}");
        command.CommandText = $"{Select(table, wanted: wanted)} where {where} order by t.statement, t.place";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, First, command.Connection!);
        var row = Row.Of(section, default);
        while (await reader.ReadAsync(cancel))
            yield return Take(reader, cells, row);
    }

    /// <summary>One entry, row by row in the order of its days, as it is known at an instant: its history on both axes.</summary>
    public static async Task<List<Entry>> Of(NpgsqlConnection connection, PublishedDefinition published, Section section, Guid statement, DateTimeOffset? known, CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        await using var command = new NpgsqlCommand("", connection);
        command.CommandText = $"{Select(table)} where t.statement = {Add(command, statement)} and {Known(command, known)} order by t.valid_from, t.place";
        return await Read(command, table, 0, cancel);
    }

    /// <summary>All that was ever known of an entry in one section, the order of its rows kept.</summary>
    public static async Task<List<KnownRow>> Ever(NpgsqlConnection connection, PublishedDefinition published, Section section, Guid statement, CancellationToken cancel = default)
    {
        var table = SectionTable.Of(published, section);
        await using var command = new NpgsqlCommand("", connection);
        command.CommandText = $"{Select(table, ["t.since", "t.known_from", "t.known_until"])} where t.statement = {Add(command, statement)} and t.known_from < t.known_until order by t.place, t.row_id";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, First, command.Connection!);
        var (rows, last) = (new List<KnownRow>(), First + table.Columns.Count);
        while (await reader.ReadAsync(cancel))
            rows.Add(new KnownRow(Take(reader, cells, Row.Of(section, default)).Row, reader.GetFieldValue<DateOnly>(2), reader.GetFieldValue<DateOnly>(3), reader.GetInt32(last), Instant(reader, last + 1), Instant(reader, last + 2)));
        return rows;
    }

    /// <summary>What the database refused, as a fault: another entry has the same key on one of these days. Null: it refused something else.</summary>
    public static Fault? Refused(PublishedDefinition published, PostgresException problem)
    {
        if (problem.SqlState != PostgresErrorCodes.ExclusionViolation || problem.SchemaName != published.Body || problem.ConstraintName?.EndsWith("_key", StringComparison.Ordinal) != true)
            return null;
        var section = published.Definition.Sections.FirstOrDefault(section => SectionTable.Of(published, section).Name is var name && (problem.TableName == name || problem.TableName == $"{name}_apart"));
        return section is null ? null : new Fault("key-taken", CheckLevel.Error, section.Code, null, null, published.Definition.Traits.Register?.Key[0].Split('.')[^1], [.. published.Definition.Traits.Register?.Key ?? []]);
    }

    // A field that is shown to others than its row stands in the row's companion of the same days.
    private static string Select(SectionTable table, IEnumerable<string>? more = null, IReadOnlySet<string>? wanted = null)
    {
        var values = table.Columns.Select(column => wanted?.Contains(table.Section.Fields[column.Field].Code) == false ? $", null::{column.Type}" : table.HasApart ? $", coalesce(t.{column.Quoted}, a.{column.Quoted})" : $", t.{column.Quoted}");
        var companions = !table.HasApart ? "" : $"""
             left join lateral (select {string.Join(", ", table.Columns.Select(column => $"any_value(x.{column.Quoted}) as {column.Quoted}"))} from {table.QuotedApart} x
                where x.statement = t.statement and x.row_id = t.row_id and x.since = t.since and x.valid_from = t.valid_from and x.known_from = t.known_from) a on true
            """;
        return $"select t.statement, t.row_id, t.valid_from, t.valid_until, s.party{string.Concat(values.Concat((more ?? []).Select(sql => $", {sql}")))} from {table.Quoted} t join records.statement s on s.id = t.statement{companions}";
    }

    private static string Conditions(NpgsqlCommand command, PublishedDefinition published, DateOnly day, DateTimeOffset? known)
    {
        var on = Add(command, day);
        return $"{Known(command, known)} and t.valid_from <= {on} and t.valid_until > {on} and s.state = any ({Add(command, published.Standing.ToArray())})";
    }

    private static string Known(NpgsqlCommand command, DateTimeOffset? known)
    {
        if (known is not { } instant)
            return "t.until is null";
        var at = Add(command, instant.UtcDateTime);
        return $"t.known_from <= {at} and t.known_until > {at}";
    }

    private static string Narrowed(NpgsqlCommand command, SectionTable table, Narrowing? narrowed)
    {
        if (narrowed is null)
            return "";
        var where = narrowed.Party is { } party ? $" and s.party = {Add(command, party)}" : "";
        if (narrowed.Only is { } only)
            where += $" and t.statement = any ({Add(command, only.ToArray())})";
        foreach (var (field, code) in narrowed.Codes)
            if (table.Columns.FirstOrDefault(column => column.Part == FieldColumns.Value && table.Section.Fields[column.Field].Code == field) is { Name: not null } column)
                where += $" and t.{column.Quoted} = {Add(command, code)}";
        return where;
    }

    private static DateTimeOffset Instant(NpgsqlDataReader reader, int ordinal) =>
        reader.GetDateTime(ordinal) is var at && at == DateTime.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(at, TimeSpan.Zero);

    private static string Add(NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
    }

    private static async Task<List<Entry>> Read(NpgsqlCommand command, SectionTable table, int title, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cells = new CellReader(table, First, command.Connection!);
        var entries = new List<Entry>();
        while (await reader.ReadAsync(cancel))
        {
            var entry = Take(reader, cells, Row.Of(table.Section, default));
            var sorts = Enumerable.Range(First + table.Columns.Count, title).Select(reader.GetString);
            entries.Add(title == 0 ? entry : entry with { After = new After([.. sorts], entry.Statement) });
        }
        return entries;
    }

    private static Entry Take(NpgsqlDataReader reader, CellReader cells, Row row)
    {
        row.Id = reader.GetGuid(1);
        cells.Read(reader, row, reader.GetGuid(0));
        return new Entry(reader.GetGuid(0), reader.IsDBNull(4) ? null : reader.GetString(4), Day(reader, 2), Day(reader, 3), row);
    }

    private static DateOnly? Day(NpgsqlDataReader reader, int ordinal) =>
        reader.GetFieldValue<DateOnly>(ordinal) is var day && (day == DateOnly.MinValue || day == DateOnly.MaxValue) ? null : day;
}
