using System.Text.RegularExpressions;
using Dapper;
using Entente.Bodies;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Shared.Mail;

/// <summary>
/// Where rooms put mail. The message is part of the caller's transaction and goes out after it has committed;
/// subject and body are the texts <c>KEY.subject</c> and <c>KEY.body</c> in the recipient's language. A mail
/// says that something waits and where; what is confidential stays behind the sign-in. An address that is none fails
/// when it is sent, under the eyes of an administrator, and stops nothing of what the caller does for others.
/// </summary>
public sealed partial class Outbox(Queue queue, Texts texts, TimeProvider time)
{
    internal const string Kind = "send-mail";

    public Task<Guid> Send(NpgsqlConnection connection, Person to, string textKey, params (string Name, object? Value)[] values) =>
        Send(connection, to.Email, to.Name, texts.WordsIn(to.Language, to.Zone), textKey, values);

    public Task<Guid> Send(NpgsqlConnection connection, string to, string? language, string textKey, params (string Name, object? Value)[] values) =>
        Send(connection, to, name: null, texts.WordsIn(language), textKey, values);

    private async Task<Guid> Send(NpgsqlConnection connection, string address, string? name, Words words, string textKey, (string Name, object? Value)[] values)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var (subject, body) = (textKey + ".subject", textKey + ".body");
        await connection.ExecuteAsync("""
            insert into mail.message (id, to_address, to_name, language, text_key, subject, body, added_at)
            values (@id, @address, @name, @language, @textKey, @subject, @body, @now)
            """, new
        {
            id,
            address,
            name,
            language = words.Language.Code,
            textKey,
            subject = Recipient.OneLine(words[subject, values]),
            body = Unprintable().Replace(words[body, values].ReplaceLineEndings("\n"), ""),
            now,
        });
        await queue.Add(connection, Kind, new Waiting(id), key: id.ToString());
        return id;
    }

    /// <summary>Another round of tries for a message that failed; false when it is not one that failed.</summary>
    public async Task<bool> SendAgain(NpgsqlConnection connection, Guid id)
    {
        var failed = await connection.ExecuteAsync("update mail.message set failed_at = null where id = @id and failed_at is not null", new { id });
        if (failed == 1)
        {
            await QueueView.Supersede(connection, Kind, id.ToString());
            await queue.Add(connection, Kind, new Waiting(id), key: id.ToString());
        }
        return failed == 1;
    }

    internal sealed record Waiting(Guid Message);

    [GeneratedRegex(@"[\p{Cc}-[\n\t]]", RegexOptions.None, 5000)]
    private static partial Regex Unprintable();
}
