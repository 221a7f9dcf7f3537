using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Obligations.Letters;

/// <summary>What is to be written to whom.</summary>
public sealed record ToWrite(Body Body, LetterTemplate Template, int Year, string Language, DateOnly? ReplyBy, IReadOnlyDictionary<string, Written> Letters);

/// <summary>Makes, sends and follows letters. Every step stands in the log of the letter with who took it.</summary>
public sealed class Outreach(Database database, People people, Outbox outbox, Queue queue, Texts texts, Site site, TimeProvider time)
{
    public const string PrintJob = "print-letters";

    /// <summary>All letters at once, or none. They are printed afterwards.</summary>
    public Task<Guid> Make(Person by, ToWrite asked, CancellationToken cancel) => database.Write(async connection =>
    {
        var now = time.GetUtcNow();
        var mailing = Guid.CreateVersion7(now);
        await connection.ExecuteAsync("""
            insert into obligations.mailing (id, body, template, called, year, reply_by, language, made_by, made_at) values (@mailing, @body, @template, @called::jsonb, @Year, @ReplyBy, @Language, @by, @now)
            """, new { mailing, body = asked.Body.Code, template = asked.Template.Code, called = JsonSerializer.Serialize(asked.Template.Name), asked.Year, asked.ReplyBy, asked.Language, by = by.Id, now });
        foreach (var (party, written) in asked.Letters.OrderBy(letter => letter.Key, StringComparer.Ordinal))
        {
            var id = Guid.CreateVersion7(now);
            await connection.ExecuteAsync("""
                insert into obligations.letter (id, mailing, body, party, language, subject, paragraphs, made_at, reply_by) values (@id, @mailing, @body, @party, @Language, @Subject, @paragraphs::jsonb, @now, @ReplyBy)
                """, new { id, mailing, body = asked.Body.Code, party, asked.Language, written.Subject, paragraphs = LetterSheet.Write(written.Paragraphs), now, asked.ReplyBy });
            await Note(connection, id, "made", by, null);
        }
        await queue.Add(connection, PrintJob, new PrintLetters.Asked(mailing), key: mailing.ToString());
        return mailing;
    }, cancel);

    /// <summary>Sends those of a mailing that were not sent yet, or one of them: the party sees it from then on, and its people are told by mail that it is there.</summary>
    /// <returns>How many were sent.</returns>
    public Task<int> Send(Person by, Body body, Guid mailing, Guid? letter, CancellationToken cancel) => database.Write(async connection =>
    {
        var now = time.GetUtcNow();
        var sent = (await connection.QueryAsync<(Guid Id, string Party, DateOnly? ReplyBy)>("""
            update obligations.letter set sent_at = @now, sent_by = @by where mailing = @mailing and body = @Code and sent_at is null and (@letter::uuid is null or id = @letter)
            returning id, party, reply_by
            """, new { now, by = by.Id, mailing, body.Code, letter })).ToList();
        var readers = sent.Count == 0 ? [] : await people.Holding(connection, body.Code, person => person.Holdings.Any(holding => holding.Body == body.Code && holding.Party is not null && holding.Rights.Contains(Right.Read)));
        foreach (var (id, party, replyBy) in sent)
        {
            var told = readers.Where(person => person.May(Right.Submit, body.Code, party) || person.May(Right.Vouch, body.Code, party)).Where(person => person.Holdings.Any(holding => holding.Body == body.Code && holding.Party == party)).ToList();
            foreach (var person in told)
                await Tell(connection, person, body, party, id, replyBy);
            await connection.ExecuteAsync("update obligations.letter set told = @Count where id = @id", new { told.Count, id });
            await Note(connection, id, "sent", by, null);
        }
        return sent.Count;
    }, cancel);

    /// <summary>A reply, of the party itself or entered by the secretariat as it came by post or mail. False where there is one already.</summary>
    public Task<bool> Reply(Person by, Guid letter, string text, string came, CancellationToken cancel) => database.Write(async connection =>
        await connection.ExecuteAsync("update obligations.letter set reply = @text, replied_at = @now, replied_by = @by, reply_came = @came where id = @letter and reply is null and sent_at is not null and closed_at is null",
            new { text, now = time.GetUtcNow(), by = by.Id, came, letter }) == 1
        && await Note(connection, letter, "replied", by, null), cancel);

    /// <summary>When somebody wants to come back to it, and what for.</summary>
    public Task<bool> FollowUp(Person by, string body, Guid letter, DateOnly on, string? note, CancellationToken cancel) => database.Write(async connection =>
        await connection.ExecuteAsync("update obligations.letter set follow_up_on = @on, follow_up = @note where id = @letter and body = @body and closed_at is null", new { on, note, letter, body }) == 1
        && await Note(connection, letter, "follow-up", by, note), cancel);

    public Task<bool> Close(Person by, string body, Guid letter, string? note, CancellationToken cancel) => database.Write(async connection =>
        await connection.ExecuteAsync("update obligations.letter set closed_at = @now, follow_up_on = null where id = @letter and body = @body and closed_at is null and sent_at is not null", new { now = time.GetUtcNow(), letter, body }) == 1
        && await Note(connection, letter, "closed", by, note), cancel);

    // The mail says that a letter is there and where; what it says stays behind the sign-in.
    private Task<Guid> Tell(NpgsqlConnection connection, Person person, Body body, string party, Guid letter, DateOnly? replyBy)
    {
        var words = texts.WordsIn(person.Language, person.Zone);
        // texts: obligations.letter.mail.subject, obligations.letter.mail.body
        return outbox.Send(connection, person, "obligations.letter.mail", ("name", person.Name), ("body", body.Name.In(words.Language.Code).Text), ("party", body.Party(party)?.Name.In(words.Language.Code).Text ?? party),
            ("day", replyBy is { } day ? words.Date(day) : "–"), ("link", site.Link($"/bodies/{body.Code}/letters/{letter}")));
    }

    private async Task<bool> Note(NpgsqlConnection connection, Guid letter, string step, Person by, string? note)
    {
        var now = time.GetUtcNow();
        return await connection.ExecuteAsync("insert into obligations.letter_step (id, letter, step, by, at, note) values (@id, @letter, @step, @by, @now, @note)",
            new { id = Guid.CreateVersion7(now), letter, step, by = by.Id, now, note }) == 1;
    }
}
