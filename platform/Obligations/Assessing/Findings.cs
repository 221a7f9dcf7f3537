using Dapper;
using Entente.Bodies;
using Entente.Records;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Obligations.Assessing;

/// <summary>
/// Meetings and what they find. Row security shows a party its own from the day of the drafts on, and the others what is found of everybody from a
/// later day; whoever serves the body sees all.
/// </summary>
public sealed class Findings(Database database, ReadersOf readers, TimeProvider time)
{
    private const string Why = "what a meeting found, which is no declaration";

    public Task<IReadOnlyList<Meeting>> Meetings(Person reader, string body, CancellationToken cancel) =>
        Ask(reader, $"select {Meeting.Columns} from obligations.meeting m where m.body = $1 order by m.meets_on desc, m.id limit 200", [body], Meeting.Read, cancel);

    public Task<IReadOnlyList<Finding>> Of(Person reader, Guid meeting, CancellationToken cancel) =>
        Ask(reader, $"select {Finding.Columns} from obligations.finding f where f.meeting = $1 order by f.party, f.definition, f.called ->> 'code', f.id", [meeting], Finding.Read, cancel);

    public async Task<Finding?> Find(Person reader, Guid meeting, Guid id, CancellationToken cancel) =>
        (await Ask(reader, $"select {Finding.Columns} from obligations.finding f where f.meeting = $1 and f.id = $2", [meeting, id], Finding.Read, cancel)).SingleOrDefault();

    /// <summary>What the meeting before found about the same.</summary>
    public async Task<Finding?> Before(Person reader, Meeting meeting, Finding finding, CancellationToken cancel) => (await Ask(reader, $"""
        select {Finding.Columns} from obligations.finding f join obligations.meeting m on m.id = f.meeting
        where f.body = $1 and f.party = $2 and f.definition = $3 and f.requirement is not distinct from $4 and m.meets_on < $5 order by m.meets_on desc limit 1
        """, [meeting.Body, finding.Party, finding.Duty.Definition, (object?)finding.Duty.Requirement ?? DBNull.Value, meeting.MeetsOn], Finding.Read, cancel)).SingleOrDefault();

    /// <summary>Opens the assessment of a year: a draft for each party and duty, as their status suggests.</summary>
    public Task Open(Person by, Meeting meeting, IReadOnlyList<StatusCell> cells, CancellationToken cancel) => database.Write(async connection =>
    {
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into obligations.meeting (id, body, name, year, meets_on, draft_on, reply_until, shown_on, final_until, shown_to, known_at, made_by, made_at)
            values (@Id, @Body, @Name, @Year, @MeetsOn, @DraftOn, @ReplyUntil, @ShownOn, @FinalUntil, @ShownTo, @KnownAt, @by, @KnownAt)
            """, new { meeting.Id, meeting.Body, meeting.Name, meeting.Year, meeting.MeetsOn, meeting.DraftOn, meeting.ReplyUntil, meeting.ShownOn, meeting.FinalUntil, meeting.ShownTo, meeting.KnownAt, by = by.Id }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into obligations.finding (id, meeting, body, party, definition, requirement, obligation, called, draft, changed_at)
            select n.id, @Id, @Body, o.party, o.definition, o.requirement, o.id, o.called, n.draft, @KnownAt
            from unnest(@ids, @samples, @drafts) as n (id, sample, draft) join obligations.obligation o on o.id = n.sample
            """, new
        {
            meeting.Id, meeting.Body, meeting.KnownAt, ids = cells.Select(_ => Guid.CreateVersion7(meeting.KnownAt)).ToArray(),
            samples = cells.Select(cell => cell.Sample).ToArray(), drafts = cells.Select(cell => Verdicts.Suggested(cell.Counts)).ToArray(),
        }, cancellationToken: cancel));
        return true;
    }, cancel);

    /// <summary>What the secretariat or the meeting finds: before the meeting the draft, from its day on what is provisional, and after it what is final.</summary>
    public Task<bool> Judge(string body, Guid id, string stage, string verdict, string? note, CancellationToken cancel) => database.Write(async connection =>
        await connection.ExecuteAsync(new CommandDefinition($"update obligations.finding set {Column(stage)} = @verdict, note = @note, changed_at = @now where id = @id and body = @body and final is null",
            new { verdict, note, id, body, now = time.GetUtcNow() }, cancellationToken: cancel)) == 1, cancel);

    /// <summary>What the party says: its answer, its plan, and what it did about what was found before. As long as answers are taken.</summary>
    public Task<bool> Reply(string body, string party, Guid id, string? reply, string? plan, string? followUp, DateOnly today, CancellationToken cancel) => database.Write(async connection =>
        await connection.ExecuteAsync(new CommandDefinition("""
            update obligations.finding f set reply = @reply, plan = @plan, follow_up = @followUp, replied_at = @now, changed_at = @now
            from obligations.meeting m where f.id = @id and f.body = @body and f.party = @party and m.id = f.meeting and @today between m.draft_on and m.reply_until
            """, new { reply, plan, followUp, id, body, party, today, now = time.GetUtcNow() }, cancellationToken: cancel)) == 1, cancel);

    private static string Column(string stage) => stage switch { "draft" => "draft", "provisional" => "provisional", "final" => "final", _ => throw new ArgumentOutOfRangeException(nameof(stage)) };

    private Task<IReadOnlyList<T>> Ask<T>(Person reader, string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancel) => readers.As(reader, Why, async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid } : new NpgsqlParameter { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<T>();
        while (await rows.ReadAsync(cancel))
            found.Add(read(rows));
        return (IReadOnlyList<T>)found;
    }, cancel);
}
