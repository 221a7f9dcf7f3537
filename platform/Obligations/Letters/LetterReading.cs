using Entente.Bodies;
using Entente.Records;
using Npgsql;

namespace Entente.Obligations.Letters;

/// <summary>Letters that were made at once, with how far they are.</summary>
public sealed record Mailing(Guid Id, LocalText Name, int Year, DateOnly? ReplyBy, string Language, DateTimeOffset MadeAt, int Letters, int Printed, int Sent, int Replied, int Closed);

public sealed record LetterStep(string Step, DateTimeOffset At, Guid? By, string? Note);

/// <summary>Reads letters as a person: row security shows all of them to who serves the body, and a party those that were sent to it.</summary>
public sealed class LetterReading(ReadersOf readers)
{
    public Task<IReadOnlyList<Mailing>> Mailings(Person reader, string body, CancellationToken cancel) => Ask(reader, """
        select m.id, m.called::text, m.year, m.reply_by, m.language, m.made_at, count(l.id)::int, count(p.letter)::int, count(l.sent_at)::int, count(l.replied_at)::int, count(l.closed_at)::int
        from obligations.mailing m join obligations.letter l on l.mailing = m.id left join obligations.letter_paper p on p.letter = l.id
        where m.body = $1 group by m.id order by m.made_at desc, m.id limit 500
        """, [body], row => new Mailing(row.GetGuid(0), Named(row.GetString(1)), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3), row.GetString(4),
            row.GetFieldValue<DateTimeOffset>(5), row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.GetInt32(10)), cancel);

    public Task<IReadOnlyList<Letter>> Of(Person reader, string body, Guid mailing, CancellationToken cancel) =>
        Ask(reader, $"select {Letter.Columns} from obligations.letter l where l.body = $1 and l.mailing = $2 order by l.party", [body, mailing], Letter.Read, cancel);

    /// <summary>Everything that was sent to a party, the latest first.</summary>
    public Task<IReadOnlyList<Letter>> To(Person reader, string body, string party, CancellationToken cancel) =>
        Ask(reader, $"select {Letter.Columns} from obligations.letter l where l.body = $1 and l.party = $2 and l.sent_at is not null order by l.sent_at desc, l.id limit 500", [body, party], Letter.Read, cancel);

    public async Task<Letter?> Find(Person reader, string body, Guid id, CancellationToken cancel) =>
        (await Ask(reader, $"select {Letter.Columns} from obligations.letter l where l.body = $1 and l.id = $2", [body, id], Letter.Read, cancel)).SingleOrDefault();

    public async Task<byte[]?> Paper(Person reader, string body, Guid id, CancellationToken cancel) =>
        (await Ask(reader, "select p.pdf from obligations.letter_paper p join obligations.letter l on l.id = p.letter where l.body = $1 and l.id = $2", [body, id], row => row.GetFieldValue<byte[]>(0), cancel)).SingleOrDefault();

    public Task<IReadOnlyList<LetterStep>> Steps(Person reader, Guid id, CancellationToken cancel) => Ask(reader, """
        select s.step, s.at, s.by, s.note from obligations.letter_step s where s.letter = $1 order by s.at desc, s.id desc
        """, [id], row => new LetterStep(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), KeptRows.Maybe<Guid>(row, 2), row.IsDBNull(3) ? null : row.GetString(3)), cancel);

    /// <summary>What waits for an answer or a second look, over the bodies that somebody serves; for the party what was sent and not answered, whenever the secretariat means to come back to it.</summary>
    public Task<IReadOnlyList<Letter>> Waiting(Person reader, DateOnly today, CancellationToken cancel) => Ask(reader, $"""
        select {Letter.Columns} from obligations.letter l
        where l.sent_at is not null and l.closed_at is null and ((l.reply is null and l.reply_by is not null) or (l.follow_up_on <= $1 and l.body = any ($2)))
        order by coalesce(case when l.body = any ($2) then l.follow_up_on end, l.reply_by), l.id limit 200
        """, [today, reader.Holdings.Select(holding => holding.Body).Distinct().Where(body => reader.May(Right.Serve, body)).ToArray()], Letter.Read, cancel);

    private static LocalText Named(string json) => System.Text.Json.JsonSerializer.Deserialize<LocalText>(json)!;

    private Task<IReadOnlyList<T>> Ask<T>(Person reader, string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancel) => readers.As(reader, "letters about what is owed", async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<T>();
        while (await rows.ReadAsync(cancel))
            found.Add(read(rows));
        return (IReadOnlyList<T>)found;
    }, cancel);
}
