using Npgsql;

namespace Entente.Obligations.Letters;

/// <summary>A letter to a party, and what came of it.</summary>
public sealed record Letter(Guid Id, Guid Mailing, string Body, string Party, string Language, string Subject, IReadOnlyList<Paragraph> Paragraphs, DateTimeOffset MadeAt, DateOnly? ReplyBy,
    DateTimeOffset? SentAt, string? Reply, DateTimeOffset? RepliedAt, string? ReplyCame, DateOnly? FollowUpOn, string? FollowUp, DateTimeOffset? ClosedAt, bool Printed)
{
    internal const string Columns = """
        l.id, l.mailing, l.body, l.party, l.language, l.subject, l.paragraphs::text, l.made_at, l.reply_by, l.sent_at, l.reply, l.replied_at, l.reply_came, l.follow_up_on, l.follow_up, l.closed_at,
        exists (select from obligations.letter_paper p where p.letter = l.id)
        """;

    public LetterState State(DateOnly today) => ClosedAt is not null ? LetterState.Closed : SentAt is null ? LetterState.Made : FollowUpOn <= today ? LetterState.FollowUp
        : Reply is not null ? LetterState.Replied : ReplyBy < today ? LetterState.Unanswered : LetterState.Sent;

    internal static Letter Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), LetterSheet.Read(row.GetString(6)),
        row.GetFieldValue<DateTimeOffset>(7), Value<DateOnly>(row, 8), Value<DateTimeOffset>(row, 9), row.IsDBNull(10) ? null : row.GetString(10), Value<DateTimeOffset>(row, 11), row.IsDBNull(12) ? null : row.GetString(12),
        Value<DateOnly>(row, 13), row.IsDBNull(14) ? null : row.GetString(14), Value<DateTimeOffset>(row, 15), row.GetBoolean(16));

    private static T? Value<T>(NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}

/// <summary>Where a letter stands, for whoever looks after it.</summary>
public enum LetterState
{
    Made,
    Sent,
    /// <summary>The day by which an answer was asked for is over.</summary>
    Unanswered,
    Replied,
    /// <summary>The day on which somebody wanted to come back to it has come.</summary>
    FollowUp,
    Closed,
}
