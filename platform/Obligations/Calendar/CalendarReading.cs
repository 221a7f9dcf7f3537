using System.Globalization;
using Entente.Bodies;
using Entente.Records;
using Entente.Shared.Localisation;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Obligations.Calendar;

/// <summary>What the parties of a person owe, as days of a calendar.</summary>
public sealed class CalendarReading(ReadersOf readers, BodyCatalogue bodies, DefinitionCatalogue definitions, Texts texts, Site site, TimeProvider time)
{
    /// <summary>What was met or is no longer owed is said so for as long, so that calendars take it away.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(45);

    private const int Most = 5_000;

    public async Task<byte[]> Of(Person person, CancellationToken cancel)
    {
        var words = texts.WordsIn(person.Language, person.Zone);
        var parties = person.Holdings.Where(holding => holding.Party is not null && holding.Rights.Contains(Right.Read)).Select(holding => (holding.Body, Party: holding.Party!)).Distinct().ToList();
        var days = await readers.As(person, "what one's own parties owe", connection => Days(connection, parties, words, cancel), cancel);
        return ICalendar.Write(words["obligations.calendar.name"], site.Name, days);
    }

    // Only what one's own parties owe: the status of others may be shown as well, and is nobody's deadline.
    private async Task<List<CalendarDay>> Days(NpgsqlConnection connection, List<(string Body, string Party)> parties, Words words, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select o.id, o.body, o.party, o.definition, o.called::text, o.period_code, o.due_on, o.seq, o.changed_at, o.state
            from obligations.obligation o join unnest($1, $2) own (body, party) on own.body = o.body and own.party = o.party
            where o.due_on is not null and (o.state = 'owed' or o.changed_at > $3)
            order by o.due_on, o.id limit $4
            """, connection)
        {
            Parameters = { new() { Value = parties.Select(one => one.Body).ToArray() }, new() { Value = parties.Select(one => one.Party).ToArray() }, new() { Value = time.GetUtcNow().UtcDateTime - Remembered }, new() { Value = Most } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var days = new List<CalendarDay>();
        while (await rows.ReadAsync(cancel))
            if (bodies.Find(rows.GetString(1)) is { } body)
                days.Add(Day(rows, body, parties.Count(one => one.Body == body.Code) > 1, words));
        return days;
    }

    private CalendarDay Day(NpgsqlDataReader row, Body body, bool several, Words words)
    {
        var (id, party, definition, state, day) = (row.GetGuid(0), row.GetString(2), row.GetString(3), row.GetString(9), row.GetFieldValue<DateOnly>(6));
        var language = words.Language.Code;
        var name = KeptRows.Json<Called>(row, 4)?.Title ?? definitions.Find(body.Code, definition)?.Definition.Name;
        var title = $"{name?.In(language).Text ?? definition} ({row.GetString(5)})" + (several ? $", {body.Party(party)?.Name.In(language).Text ?? party}" : "");
        var address = site.Link(string.Create(CultureInfo.InvariantCulture, $"/bodies/{body.Code}/owed/{id}"));
        return new CalendarDay(id, day, row.GetInt32(7) - 1, row.GetFieldValue<DateTimeOffset>(8), state == "met" ? words["obligations.calendar.met", ("title", title)] : title,
            words["obligations.calendar.text", ("day", day), ("zone", body.Zone.Replace('_', ' ')), ("body", body.Name.In(language).Text), ("link", address)], address, body.ShortName.In(language).Text)
        { Lifted = state is "lifted" or "excused" };
    }
}
