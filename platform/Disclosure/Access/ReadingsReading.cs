using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Disclosure.Access;

/// <summary>A line of the log of readings as its owner sees it.</summary>
/// <param name="Purpose">Of the grant; null: the duty of the post.</param>
public sealed record ReadingShown(
    DateTimeOffset At, string? Party, string Definition, string Part, Guid? Statement, int? Version, string? Label, Guid[] Statements, int Records, string Way,
    Guid Person, Guid? Key, string? KeyName, string[] Posts, string[] Parties, Guid? Grant, string? Purpose, string? LastName);

/// <summary>How often a statement was read.</summary>
public sealed record StatementRead(Guid Statement, string Definition, string? Party, string? Label, int Times, int People, DateTimeOffset LastAt);

/// <summary>Between when and when readings of a node may be missing, or (with a number) are.</summary>
public sealed record Gap(string Node, DateTimeOffset FromAt, DateTimeOffset ToAt, long? Missing);

/// <summary>Which readings are asked for; what is null does not narrow them.</summary>
/// <param name="All">Whether those of every party may be shown, and not of these alone.</param>
public sealed record AskedReadings(string Body, bool All, IReadOnlyList<string> Own)
{
    public string? Party { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>The party from which it was read; empty: the body itself.</summary>
    public string? Side { get; init; }

    public string? Definition { get; init; }

    public string? Way { get; init; }

    public string? Who { get; init; }

    public Guid? Statement { get; init; }
}

/// <summary>Reads the log of readings under the policies of its owners.</summary>
public sealed class ReadingsReading(Database database)
{
    private const string Narrowed = """
        from disclosure.reading r
        where r.body = @Body and (@All or r.party = any (@Own)) and (@Party::text is null or r.party = @Party)
          and (@From::timestamptz is null or r.at >= @From) and (@Until::timestamptz is null or r.at < @Until)
          and (@Side::text is null or (case when @Side = '-' then '' else @Side end) = any (r.parties)) and (@Definition::text is null or r.definition = @Definition) and (@Way::text is null or r.way = @Way)
          and (@Statement::uuid is null or r.statement = @Statement or @Statement = any (r.statements))
          and (@Who::text is null or exists (select from disclosure.reader_names(@Body, @Who) n where n = r.person))
        """;

    private const string Page = $"""
        select r.at as "At", r.party as "Party", r.definition as "Definition", r.part as "Part", r.statement as "Statement", r.version as "Version", r.label as "Label",
               r.statements as "Statements", r.records as "Records", r.way as "Way", r.person as "Person", r.program_key as "Key", disclosure.name_of_key(r.program_key) as "KeyName",
               r.posts as "Posts", r.parties as "Parties", r.grant_id as "Grant", (select g.purpose from disclosure.access_grant g where g.id = r.grant_id) as "Purpose", disclosure.name_of_reader(r.person) as "LastName"
        {Narrowed} order by r.at desc, r.run, r.sequence offset @offset limit @size
        """;

    private const string Statements = $"""
        select r.statement as "Statement", min(r.definition) as "Definition", min(r.party) as "Party", max(r.label) as "Label", count(*)::int as "Times", count(distinct r.person)::int as "People", max(r.at) as "LastAt"
        {Narrowed} and r.statement is not null group by r.statement order by max(r.at) desc, r.statement offset @offset limit @size
        """;

    public Task<(IReadOnlyList<ReadingShown> Rows, int Total)> List(Person reader, AskedReadings asked, int offset, int size, CancellationToken cancel) =>
        database.Read(reader.Id, async connection => (
            (IReadOnlyList<ReadingShown>)await Shown(connection, new CommandDefinition(Page, With(asked, offset, size), cancellationToken: cancel)),
            await connection.QuerySingleAsync<int>(new CommandDefinition($"select count(*)::int {Narrowed}", With(asked, offset, size), cancellationToken: cancel))), cancel);

    public Task<(IReadOnlyList<StatementRead> Rows, int Total)> ByStatement(Person reader, AskedReadings asked, int offset, int size, CancellationToken cancel) =>
        database.Read(reader.Id, async connection => (
            (IReadOnlyList<StatementRead>)(await connection.QueryAsync<StatementRead>(new CommandDefinition(Statements, With(asked, offset, size), cancellationToken: cancel))).AsList(),
            await connection.QuerySingleAsync<int>(new CommandDefinition($"select count(distinct r.statement)::int {Narrowed}", With(asked, offset, size), cancellationToken: cancel))), cancel);

    public Task<IReadOnlyList<Gap>> Gaps(Person reader, string body, DateTimeOffset since, DateTimeOffset now, CancellationToken cancel) =>
        database.Read(reader.Id, async connection => (IReadOnlyList<Gap>)(await connection.QueryAsync<Gap>(new CommandDefinition(
            """select node as "Node", from_at as "FromAt", to_at as "ToAt", missing as "Missing" from disclosure.gaps(@body, @since, @now)""", new { body, since, now }, cancellationToken: cancel))).AsList(), cancel);

    private static async Task<List<ReadingShown>> Shown(NpgsqlConnection connection, CommandDefinition query)
    {
        await using var row = await connection.ExecuteReaderAsync(query);
        var shown = new List<ReadingShown>();
        while (await row.ReadAsync(query.CancellationToken))
            shown.Add(new ReadingShown(row.GetFieldValue<DateTimeOffset>(0), Text(1), row.GetString(2), row.GetString(3), Id(4), row.IsDBNull(5) ? null : row.GetInt32(5), Text(6), row.GetFieldValue<Guid[]>(7), row.GetInt32(8), row.GetString(9),
                row.GetGuid(10), Id(11), Text(12), row.GetFieldValue<string[]>(13), row.GetFieldValue<string[]>(14), Id(15), Text(16), Text(17)));
        return shown;

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        Guid? Id(int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
    }

    private static object With(AskedReadings asked, int offset, int size) => new
    {
        asked.Body, asked.All, Own = asked.Own.ToArray(), asked.Party, asked.From, asked.Until, asked.Side, asked.Definition, asked.Way, asked.Statement, asked.Who, offset, size,
    };
}
