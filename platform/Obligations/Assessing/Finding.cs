using Entente.Bodies;
using Entente.Records;
using Npgsql;

namespace Entente.Obligations.Assessing;

/// <summary>What may be found about how a party met what it owed.</summary>
public static class Verdicts
{
    public const string Compliant = "compliant";
    public const string NotCompliant = "not-compliant";

    public static IReadOnlyList<string> All { get; } = [Compliant, "late", NotCompliant, "priority", "assistance", "not-assessed"];

    /// <summary>What the status alone suggests, for people to judge.</summary>
    public static string Suggested(StatusCounts counts) => counts.Missing > 0 ? NotCompliant : counts.Late > 0 ? "late" : counts.OnTime > 0 ? Compliant : "not-assessed";
}

/// <summary>A meeting that assesses a year.</summary>
public sealed record Meeting(Guid Id, string Body, string Name, int Year, DateOnly MeetsOn, DateOnly DraftOn, DateOnly ReplyUntil, DateOnly ShownOn, DateOnly FinalUntil, string ShownTo, DateTimeOffset KnownAt)
{
    internal const string Columns = "m.id, m.body, m.name, m.year, m.meets_on, m.draft_on, m.reply_until, m.shown_on, m.final_until, m.shown_to, m.known_at";

    /// <summary>The days of a meeting, counted back and forth from it.</summary>
    public static Meeting On(DateOnly day, string body, string name, int year, Assessment rules, DateTimeOffset knownAt) => new(Guid.CreateVersion7(knownAt), body, name, year, day,
        day.AddDays(-rules.DraftsBefore), day.AddDays(-rules.RepliesBefore), day.AddDays(-rules.ShownBefore), day.AddDays(rules.FinalAfter), rules.ShownTo, knownAt);

    /// <summary>Whether a party may answer on this day.</summary>
    public bool TakesReplies(DateOnly today) => DraftOn <= today && today <= ReplyUntil;

    internal static Meeting Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), Day(row, 4), Day(row, 5), Day(row, 6), Day(row, 7), Day(row, 8), row.GetString(9), row.GetFieldValue<DateTimeOffset>(10));

    private static DateOnly Day(NpgsqlDataReader row, int at) => row.GetFieldValue<DateOnly>(at);
}

/// <summary>What is found about one party and one duty, from the draft to what is final.</summary>
public sealed record Finding(Guid Id, Guid Meeting, string Party, DutyKey Duty, Guid Obligation, Called? Called, string Draft, string? Provisional, string? Final, string? Note, string? Reply, DateTimeOffset? RepliedAt, string? Plan, string? FollowUp)
{
    internal const string Columns = "f.id, f.meeting, f.party, f.definition, f.requirement, f.obligation, f.called::text, f.draft, f.provisional, f.final, f.note, f.reply, f.replied_at, f.plan, f.follow_up";

    /// <summary>The last that was found.</summary>
    public string Verdict => Final ?? Provisional ?? Draft;

    internal static Finding Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), new DutyKey(row.GetString(3), KeptRows.Maybe<Guid>(row, 4)), row.GetGuid(5), KeptRows.Json<Called>(row, 6),
        row.GetString(7), Text(row, 8), Text(row, 9), Text(row, 10), Text(row, 11), KeptRows.Maybe<DateTimeOffset>(row, 12), Text(row, 13), Text(row, 14));

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
