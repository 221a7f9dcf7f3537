using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records;

/// <summary>A statement of a return that stands.</summary>
/// <param name="At">When it began to stand: a correction of what stood already is no later.</param>
/// <param name="Nil">Whether it says that there is nothing: all of its tables are without a row.</param>
public sealed record DeclaredStatement(Guid Id, string Party, DateOnly Start, DateOnly End, int Version, DateTimeOffset At, bool Nil);

/// <summary>What a party answered about one requirement, in a statement that stands.</summary>
/// <param name="Reason">Why it does not apply.</param>
public sealed record DeclaredAnswer(DeclaredStatement In, Guid Requirement, string Code, string? Reason);

/// <summary>What was declared, as far as it meets what is owed. Read as the writer: it answers nobody.</summary>
public sealed class Declared(DefinitionCatalogue definitions)
{
    private const string Standing = """
        select s.id, s.party, lower(s.period), upper(s.period), s.version, coalesce(b.at, v.made_at), $nil
        from records.statement s
        join records.version v on v.statement = s.id and v.number = s.version
        left join lateral (select max(e.at) as at from records.event e
                           where e.statement = s.id and e.to_state = any ($3) and (e.from_state is null or e.from_state <> all ($3))) b on true
        where s.body = $1 and s.definition = $2 and s.state = any ($3) and s.version > 0 and s.party is not null
          and upper(s.period) > $4 and lower(s.period) < $5 and ($6::text[] is null or s.party = any ($6))
        order by s.party, s.period
        """;

    /// <summary>The statements of a return that stand, whose periods touch these days.</summary>
    public async Task<List<DeclaredStatement>> Of(NpgsqlConnection connection, PublishedDefinition published, DutyScope scope, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Standing.Replace("$nil", Nil(published), StringComparison.Ordinal), connection);
        command.Parameters.Add(new() { Value = published.Body });
        command.Parameters.Add(new() { Value = published.Definition.Code });
        command.Parameters.Add(new() { Value = published.Standing.ToArray() });
        command.Parameters.Add(new() { Value = scope.From });
        command.Parameters.Add(new() { Value = scope.Until });
        command.Parameters.Add(new() { Value = (object?)scope.Parties?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var found = new List<DeclaredStatement>();
        while (await row.ReadAsync(cancel))
            found.Add(new DeclaredStatement(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3), row.GetInt32(4), row.GetFieldValue<DateTimeOffset>(5), row.GetBoolean(6)));
        return found;
    }

    /// <summary>The first day of the earliest period for which anything stands; null: nothing does.</summary>
    public static async Task<DateOnly?> Earliest(NpgsqlConnection connection, PublishedDefinition published, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select min(lower(s.period)) from records.statement s where s.body = $1 and s.definition = $2 and s.state = any ($3) and s.period is not null", connection)
        {
            Parameters = { new() { Value = published.Body }, new() { Value = published.Definition.Code }, new() { Value = published.Standing.ToArray() } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) && !row.IsDBNull(0) ? row.GetFieldValue<DateOnly>(0) : null;
    }

    /// <summary>What parties answered about each requirement.</summary>
    public async Task<List<DeclaredAnswer>> Answers(NpgsqlConnection connection, string body, AnsweredIn answered, DutyScope scope, CancellationToken cancel)
    {
        var answers = new List<DeclaredAnswer>();
        if (definitions.Find(body, answered.Return) is not { } published)
            return answers;
        var statements = (await Of(connection, published, scope, cancel)).ToDictionary(statement => statement.Id);
        if (statements.Count == 0)
            return answers;
        var wanted = new HashSet<string>(StringComparer.Ordinal) { answered.Requirement, answered.Answer, answered.Reason };
        var spanned = new Spanned(scope.From, statements.Values.Max(statement => statement.End), scope.Parties is { Count: 1 } one ? one.First() : null);
        foreach (var section in answered.Sections.Select(published.Definition.Section).OfType<Section>())
        {
            var (requirement, answer, reason) = (At(section, answered.Requirement), At(section, answered.Answer), At(section, answered.Reason));
            if (requirement < 0 || answer < 0 || reason < 0)
                continue;
            await foreach (var row in StatementRows.Stream(connection, published, section, spanned, wanted, cancel))
                if (statements.TryGetValue(row.Statement, out var statement) && Text(row.Row.Answers[requirement]) is { } id && Guid.TryParse(id, out var named) && Text(row.Row.Answers[answer]) is { } code)
                    answers.Add(new DeclaredAnswer(statement, named, code, Text(row.Row.Answers[reason])));
        }
        return answers;
    }

    private static string? Text(in Content.Answer answer) => answer is { HasValue: true, Value.Kind: Kind.Text } ? answer.Value.AsText : null;

    private static int At(Section section, string field)
    {
        for (var at = 0; at < section.Fields.Count; at++)
            if (section.Fields[at].Code == field)
                return at;
        return -1;
    }

    // A report without a table says something in any case.
    private static string Nil(PublishedDefinition published)
    {
        var tables = published.Definition.Sections.Where(section => section.IsTable && section.Rows!.ForEach is null).Select(section => SectionTable.Of(published, section)).ToList();
        return tables.Count == 0 ? "false" : string.Join(" and ", tables.Select(table => $"not exists (select from {table.Quoted} t where t.statement = s.id and t.until is null)"));
    }
}
