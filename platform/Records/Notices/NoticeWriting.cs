using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Notices;

/// <summary>Writes a reply, under readers of its own.</summary>
internal static class NoticeWriting
{
    private const string Keep = """
        insert into records.notice (statement, ends_at, reply_by) values ($1, $2, $3)
        on conflict (statement) do update set ends_at = excluded.ends_at, reply_by = excluded.reply_by
        """;

    private const string Reply = """
        insert into records.reply (id, notice, party, number, text, by, at, aud, listed)
        values ($1, $2, $3, (select coalesce(max(r.number), 0) + 1 from records.reply r where r.notice = $2 and r.party = $3), $4, $5, $6, $7, $8)
        """;

    public static async ValueTask Add(NpgsqlBatch batch, Situation situation, Command command, Effect effect, Audiences audiences, CancellationToken cancel)
    {
        var body = situation.Body;
        if (situation.Definition.Traits.Notice is not null && effect.Version is { } version)
            batch.BatchCommands.Add(new(Keep)
            {
                Parameters = { new() { Value = command.Statement }, At(Timing.Ends(situation.Definition, version.Content, body)), At(Timing.RepliesEnd(situation.Definition, version.Content, body)) },
            });
        if (effect.Replied is not { } reply)
            return;
        batch.BatchCommands.Add(new(Reply)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7(situation.Now) }, new() { Value = command.Statement }, new() { Value = reply.Party }, new() { Value = reply.Text },
                new() { Value = (object?)situation.Actor.Person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = situation.Now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = await audiences.Number(body.Code, Audiences.Words(body, reply.Party, reply.ShownTo), cancel) },
                new() { Value = await audiences.Number(body.Code, Audiences.Words(body, reply.Party, reply.ListedTo), cancel) },
            },
        });
    }

    private static NpgsqlParameter At(DateTimeOffset? at) => new() { Value = (object?)at?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
