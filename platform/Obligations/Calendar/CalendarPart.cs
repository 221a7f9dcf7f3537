using Entente.Bodies;
using Microsoft.Net.Http.Headers;

namespace Entente.Obligations.Calendar;

/// <summary>The calendar of a person: the page on which its addresses are made, and what lies behind them.</summary>
public static class CalendarPart
{
    public static void AddCalendar(this IServiceCollection services) => services.AddSingleton<CalendarAddresses>().AddSingleton<CalendarReading>();

    // A calendar program has no session: whoever has the address reads the days, and nothing but the days.
    public static void MapCalendar(this WebApplication app) => app.MapGet("/calendar/{secret}.ics", Feed).AllowAnonymous();

    private static async Task<IResult> Feed(string secret, CalendarAddresses addresses, CalendarReading reading, People people, HttpContext http, CancellationToken cancel)
    {
        if (await addresses.Whose(secret, cancel) is not { } id || await people.Find(id, cancel) is not { } person)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Append("X-Robots-Tag", "noindex");
        var days = await reading.Of(person, cancel);
        return Results.Bytes(days, "text/calendar; charset=utf-8", "entente.ics", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(days))[..32]}\""));
    }
}
