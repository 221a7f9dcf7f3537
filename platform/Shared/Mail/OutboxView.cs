using Dapper;
using Npgsql;

namespace Entente.Shared.Mail;

/// <summary>A message as an administrator sees it. Without <paramref name="Body"/> a mail server has taken it.</summary>
public sealed record MailRow(Guid Id, string ToAddress, string? ToName, string Language, string TextKey, string Subject, string? Body, DateTimeOffset AddedAt, int Tries, string? LastError, DateTimeOffset? SentAt, DateTimeOffset? FailedAt)
{
    public MailsShown Is => SentAt is not null ? MailsShown.Sent : FailedAt is not null ? MailsShown.Failed : MailsShown.Waiting;

    /// <summary>Delivered, but into a folder: somebody has to pass it on.</summary>
    public bool InFolder => SentAt is not null && Body is not null;
}

public enum MailsShown
{
    All,
    Waiting,
    Failed,
    Sent,
}

/// <summary>Looking at the outbox.</summary>
public static class OutboxView
{
    private const string Columns = """
        id, to_address as "ToAddress", to_name as "ToName", language, text_key as "TextKey", subject, body, added_at as "AddedAt",
        tries, last_error as "LastError", sent_at as "SentAt", failed_at as "FailedAt"
        """;

    /// <summary>The columns a list of mail can be sorted by, the usual one first.</summary>
    public static readonly string[] Sortable = ["added_at", "to_address", "subject"];

    public static Task<int> Failed(NpgsqlConnection connection) =>
        connection.QuerySingleAsync<int>("select count(*)::int from mail.message where failed_at is not null");

    public static async Task<(IReadOnlyList<MailRow> Rows, int Total)> List(NpgsqlConnection connection, MailsShown shown, string? search, string sort, bool descending, int offset, int count)
    {
        if (!Sortable.Contains(sort))
            throw new ArgumentOutOfRangeException(nameof(sort));
        var where = shown switch
        {
            MailsShown.Waiting => "sent_at is null and failed_at is null",
            MailsShown.Failed => "failed_at is not null",
            MailsShown.Sent => "sent_at is not null",
            _ => "true",
        } + " and (@search is null or position(lower(@search) in lower(to_address || ' ' || subject)) > 0)";
        var order = descending ? "desc" : "asc";
        var rows = await connection.QueryAsync<MailRow>($"select {Columns} from mail.message where {where} order by {sort} {order}, id {order} offset @offset limit @count", new { search, offset, count });
        return ([.. rows], await connection.QuerySingleAsync<int>($"select count(*)::int from mail.message where {where}", new { search }));
    }

    public static Task<MailRow?> Find(NpgsqlConnection connection, Guid id) =>
        connection.QuerySingleOrDefaultAsync<MailRow>($"select {Columns} from mail.message where id = @id", new { id });
}
