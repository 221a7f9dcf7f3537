using System.Text.Json;
using Dapper;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>What members say about a form that is tried out, and what becomes of it.</summary>
public sealed class Remarks(Database database, TimeProvider time)
{
    /// <summary>Of a test space, as far as the reader may see them: their own party's, or all for the body's people.</summary>
    public Task<IReadOnlyList<Remark>> Of(Person reader, string body, CancellationToken cancel) =>
        database.Read(reader.Id, connection => Read(connection, "r.body = @of", body, cancel), cancel);

    /// <summary>Of every test space that the proposal has had.</summary>
    public Task<IReadOnlyList<Remark>> Of(Person reader, Guid proposal, CancellationToken cancel) =>
        database.Read(reader.Id, connection => Read(connection, "r.body in (select body from editing.trial where proposal = @of)", proposal, cancel), cancel);

    /// <param name="party">For whom it speaks; null: the body.</param>
    public Task Say(Person by, string body, RemarkPlace place, string? party, string? cameBy, string text, CancellationToken cancel) =>
        database.Write(connection => connection.ExecuteAsync(new CommandDefinition("""
            insert into editing.remark (id, body, definition, section, field, about, party, by, at, came_by, text)
            values (@id, @body, @Definition, @Section, @Field, @about::jsonb, @party, @by, @now, @cameBy, @text)
            """,
            new { id = Guid.CreateVersion7(time.GetUtcNow()), body, place.Definition, place.Section, place.Field, about = JsonSerializer.Serialize(place.Names), party, by = by.Id, now = time.GetUtcNow(), cameBy, text }, cancellationToken: cancel)), cancel);

    public Task Answer(Person by, Guid remark, RemarkState state, string? text, CancellationToken cancel) =>
        database.Write(connection => connection.ExecuteAsync(new CommandDefinition(
            "insert into editing.remark_answer (remark, at, by, state, text) values (@remark, @now, @by, @state, @text)",
            new { remark, now = time.GetUtcNow(), by = by.Id, state = Word(state), text }, cancellationToken: cancel)), cancel);

    public static string Word(RemarkState state) => state == RemarkState.TakenUp ? "taken-up" : state.ToString().ToLowerInvariant();

    public static RemarkState? StateOf(string? word) => Enum.GetValues<RemarkState>().Cast<RemarkState?>().FirstOrDefault(state => Word(state!.Value) == word);

    private static async Task<IReadOnlyList<Remark>> Read(NpgsqlConnection connection, string where, object of, CancellationToken cancel)
    {
        var remarks = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select r.id, r.definition, r.section, r.field, r.about::text as About, r.party, p.name, r.at, r.came_by as CameBy, r.text
            from editing.remark r left join bodies.person p on p.id = r.by where {where} order by r.at, r.id
            """, new { of }, cancellationToken: cancel))).ToList();
        var answers = (await connection.QueryAsync<(Guid Remark, DateTime At, string? Name, string State, string? Text)>(new CommandDefinition(
            "select a.remark, a.at, p.name, a.state, a.text from editing.remark_answer a left join bodies.person p on p.id = a.by where a.remark = any (@ids) order by a.at", new { ids = remarks.Select(remark => remark.Id).ToArray() }, cancellationToken: cancel)))
            .ToLookup(answer => answer.Remark);
        return [.. remarks.Select(row => row.Remark with
        {
            Answers = [.. answers[row.Id].Select(answer => new RemarkAnswer(new DateTimeOffset(answer.At, TimeSpan.Zero), answer.Name, StateOf(answer.State)!.Value, answer.Text))],
        })];
    }

    private sealed record Row(Guid Id, string Definition, string? Section, string? Field, string About, string? Party, string? Name, DateTime At, string? CameBy, string Text)
    {
        public Remark Remark => new(Id, new RemarkPlace(Definition, Section, Field, JsonSerializer.Deserialize<List<LocalText>>(About)!), Party, Name, new DateTimeOffset(At, TimeSpan.Zero), CameBy, Text);
    }
}
