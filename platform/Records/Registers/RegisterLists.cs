using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Registers;

/// <summary>What somebody wants to see of a register.</summary>
/// <param name="Known">As it was known then; null: as it is known now.</param>
/// <param name="Text">A name or number that entries have, or ever had.</param>
public sealed record Sought(DateOnly Day, DateTimeOffset? Known, string? Party, string? Text, IReadOnlyList<(string Field, string Code)> Codes, After? After);

/// <summary>A name by which an entry was found.</summary>
public sealed record Named(string Field, string Said);

/// <summary>An entry that is called so, or was, and does not hold on the day: what it is called, and when it held.</summary>
/// <param name="Until">The first day on which it no longer holds.</param>
public sealed record Elsewhere(Guid Statement, string? Title, DateOnly? From, DateOnly? Until);

/// <summary>A part of the list.</summary>
/// <param name="Total">Counted no further than <see cref="RegisterLists.Counted"/>.</param>
/// <param name="Names">The names by which entries were found.</param>
/// <param name="TooMany">More are called so than were looked at.</param>
public sealed record RegisterPart(IReadOnlyList<Entry> Entries, bool More, int Total, ILookup<Guid, Named> Names, IReadOnlyList<Elsewhere> Elsewhere, bool TooMany)
{
    public static RegisterPart Nothing { get; } = new([], false, 0, Array.Empty<(Guid, Named)>().ToLookup(one => one.Item1, one => one.Item2), [], false);
}

/// <summary>The list of a register as it held on a day, and as that was known, for whoever reads.</summary>
public sealed class RegisterLists(Readings readings)
{
    /// <summary>Beyond, counting takes longer than anybody wants to wait for a number.</summary>
    public const int Counted = 10_000;

    /// <summary>Of how many entries names are looked at.</summary>
    public const int Looked = 1_000;

    private const int MostElsewhere = 25;

    /// <summary>The section whose fields name an entry.</summary>
    public static Section Heading(Definition definition) =>
        definition.Traits.Register is { Title: [var first, ..] } && definition.FieldAt(first) is var (section, _) ? section : definition.Sections.First(section => !section.IsTable);

    public Task<RegisterPart> Read(Person? reader, PublishedDefinition published, Sought sought, int size, CancellationToken cancel) =>
        readings.As(reader, part => Showing.List(part.Entries.Select(entry => entry.Statement).Concat(part.Elsewhere.Select(one => one.Statement))), async connection =>
        {
            var section = Heading(published.Definition);
            var names = sought.Text is { } text ? await Find(connection, published, text, cancel) : RegisterPart.Nothing.Names;
            var narrowed = new Narrowing(sought.Party, sought.Text is null ? null : [.. names.Select(found => found.Key)], sought.Codes);
            if (narrowed.Only is { Count: 0 })
                return RegisterPart.Nothing;
            var entries = await RegisterReading.Page(connection, published, section, sought.Day, sought.Known, narrowed, sought.After, size + 1, cancel);
            var total = sought.After is null && entries.Count <= size ? entries.Count : await RegisterReading.Count(connection, published, section, sought.Day, sought.Known, narrowed, Counted + 1, cancel);
            var elsewhere = sought.Text is null || sought.After is not null || entries.Count > size ? []
                : await Others(connection, published, section, [.. names.Select(found => found.Key).Except(entries.Select(entry => entry.Statement))], sought, cancel);
            return new RegisterPart([.. entries.Take(size)], entries.Count > size, total, names, elsewhere, names.Count >= Looked);
        }, cancel);

    private static async Task<ILookup<Guid, Named>> Find(NpgsqlConnection connection, PublishedDefinition published, string text, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select statement, field, said from records.entries_named($1, $2, $3, $4)", connection)
        {
            Parameters = { new() { Value = published.Body }, new() { Value = published.Definition.Code }, new() { Value = text }, new() { Value = Looked } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid Statement, Named Name)>();
        while (await rows.ReadAsync(cancel))
            found.Add((rows.GetGuid(0), new Named(rows.GetString(1), rows.GetString(2))));
        return found.Distinct().ToLookup(one => one.Statement, one => one.Name);
    }

    // As far as it is known at that moment: what had not been heard of then is not named either.
    private static async Task<IReadOnlyList<Elsewhere>> Others(NpgsqlConnection connection, PublishedDefinition published, Section section, Guid[] found, Sought sought, CancellationToken cancel)
    {
        if (found.Length == 0)
            return [];
        await using var command = new NpgsqlCommand($"""
            select t.statement, s.title, min(t.valid_from), max(t.valid_until)
            from {SectionTable.Of(published, section).Quoted} t join records.statement s on s.id = t.statement
            where t.statement = any ($1) and t.known_from <= $2 and t.known_until > $2 and ($3::text is null or s.party = $3)
            group by t.statement, s.title
            having not bool_or(t.valid_from <= $4 and t.valid_until > $4)
            order by s.title limit $5
            """, connection);
        command.Parameters.AddWithValue(found);
        command.Parameters.Add(new NpgsqlParameter { Value = sought.Known is { } known ? known.UtcDateTime : DateTime.SpecifyKind(DateTime.MaxValue.AddDays(-1), DateTimeKind.Utc), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)sought.Party ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.AddWithValue(sought.Day);
        command.Parameters.AddWithValue(MostElsewhere);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var others = new List<Elsewhere>();
        while (await rows.ReadAsync(cancel))
            others.Add(new Elsewhere(rows.GetGuid(0), rows.IsDBNull(1) ? null : rows.GetString(1), Day(rows, 2), Day(rows, 3)));
        return others;
    }

    private static DateOnly? Day(NpgsqlDataReader rows, int column) => rows.GetFieldValue<DateOnly>(column) is var day && (day == DateOnly.MinValue || day == DateOnly.MaxValue) ? null : day;
}
