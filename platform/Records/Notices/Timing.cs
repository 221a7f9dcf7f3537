using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Tables;

namespace Entente.Records.Notices;

/// <summary>When a notice begins to be read, and when it ends. Pure.</summary>
public static class Timing
{
    public static bool Concerns(Definition definition) => definition.Traits.Notice?.PublishAt is not null;

    /// <summary>The instant from which its audience reads it; null: at once.</summary>
    public static DateTimeOffset? Opens(Definition definition, Statement? content, Body body, DateTimeOffset now) =>
        Begin(definition, definition.Traits.Notice?.PublishAt, content, body) is { } at && at > now ? at : null;

    /// <summary>The first instant at which no reply is taken any more; null: none are taken at all.</summary>
    public static DateTimeOffset? RepliesEnd(Definition definition, Statement? content, Body body) => End(definition, definition.Traits.Notice?.ReplyBy, content, body);

    /// <summary>The first instant at which it is over; null: it does not end.</summary>
    public static DateTimeOffset? Ends(Definition definition, Statement? content, Body body) => End(definition, definition.Traits.Notice?.EndsAt, content, body);

    // A day begins at its midnight, and lasts until the next.
    private static DateTimeOffset? Begin(Definition definition, string? place, Statement? content, Body body) => Moment(definition, place, content, body, 0);

    private static DateTimeOffset? End(Definition definition, string? place, Statement? content, Body body) => Moment(definition, place, content, body, 1);

    private static DateTimeOffset? Moment(Definition definition, string? place, Statement? content, Body body, int daysOn)
    {
        if (place is null || content is null || definition.FieldAt(place) is not var (section, field) || content[section.Code, field.Code] is not { HasValue: true } answer)
            return null;
        return answer.Value.Kind switch
        {
            Kind.Date when answer.Value.AsDate.TryToDateOnly(out var day) => Midnight(day.AddDays(daysOn), body),
            Kind.DateAndTime => new DateTimeOffset(Cells.Instant(answer.Value.AsDateAndTime), TimeSpan.Zero),
            _ => null,
        };
    }

    internal static DateTimeOffset Midnight(DateOnly day, Body body)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(body.Zone);
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
