using Entente.Shared.Localisation;

namespace Entente.Records.Registers;

/// <summary>The days of an entry in words. People say the last day and not the one after it, but it is the first day without that counts: both are said as they are.</summary>
public static class WhenHeld
{
    public static string Say(DateOnly? from, DateOnly? until, Words t) => (Open(from), Open(until)) switch
    {
        (null, null) => t["registers.days.always"],
        ({ } first, null) => t["registers.days.from", ("from", t.Date(first))],
        (null, { } end) => t["registers.days.until", ("until", t.Date(end))],
        ({ } first, { } end) => t["registers.days", ("from", t.Date(first)), ("until", t.Date(end))],
    };

    private static DateOnly? Open(DateOnly? day) => day == DateOnly.MinValue || day == DateOnly.MaxValue ? null : day;
}
