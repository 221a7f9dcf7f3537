using System.Globalization;
using Entente.Bodies;
using Entente.Shared.Localisation;

namespace Entente.Records.Registers;

/// <summary>A place on both axes of time: the day on which something holds, and the instant at which that is known.</summary>
/// <param name="Known">Null: as it is known now.</param>
public sealed record Moment(DateOnly Day, DateTimeOffset? Known)
{
    public static Moment Of(DateOnly day) => new(day, null);

    /// <summary>
    /// From an address: a day is typed as people type days; what was known on a day was known at its end. An instant is as
    /// <see cref="Text"/> wrote it. What cannot be read is as if it was not asked, and said by <paramref name="unread"/>.
    /// </summary>
    public static Moment Read(string? on, string? known, Body body, DateTimeOffset now, out IReadOnlyList<string> unread)
    {
        var wrong = new List<string>();
        var today = DayOf(now, body);
        var day = Typed(on, "on", wrong) ?? today;
        DateTimeOffset? at = null;
        if (known?.EndsWith('Z') == true && DateTimeOffset.TryParse(known, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            at = instant;
        else if (Typed(known, "known", wrong) is { } then && then < today)
            at = EndOf(then, body);
        unread = wrong;
        return new Moment(day, at > now ? null : at);
    }

    /// <summary>As an address has it.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateOnly DayOf(DateTimeOffset instant, Body body) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(body.Zone)).DateTime);

    private static DateTimeOffset EndOf(DateOnly day, Body body)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(body.Zone);
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).AddTicks(-10);
    }

    private static DateOnly? Typed(string? text, string name, List<string> wrong)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateReader.Read(text) is DateReading.Understood day)
            return day.Value;
        wrong.Add(name);
        return null;
    }
}
