using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Disclosure.Access;

/// <summary>
/// Who read what in a demonstration, and who asked for restricted access, from <c>bodies/CODE/demo/access.json</c>: so that these
/// pages are not empty. Each is put at its own time before now, once; what was unusual the program then finds by itself.
/// </summary>
public static class DemonstrationAccess
{
    private const string AddGrant = """
        insert into disclosure.access_grant (id, body, party, definition, statement, label, person, purpose, lasts, asked_at)
        values (@id, @body, @party, @definition, @statement, @label, @person, @purpose, make_interval(hours => @hours), @asked) on conflict do nothing
        """;

    private const string AddReading = """
        insert into disclosure.reading (run, body, sequence, at, party, definition, part, statement, version, label, statements, records, way, person, posts, parties, grant_id)
        values (@Run, @Body, @Sequence, @At, @Party, @Definition, @Part, @Statement, @Version, @Label, @Statements, @Records, @Way, @Person, @Posts, @Parties, @Grant)
        """;

    public static async Task Load(string owner, string bodies, OwnersOf owners, TimeProvider time, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancel);
        foreach (var folder in Directory.EnumerateDirectories(bodies).Order(StringComparer.Ordinal))
        {
            var (body, file) = (Path.GetFileName(folder), Path.Combine(folder, "demo", "access.json"));
            if (!File.Exists(file))
                continue;
            using var said = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancel));
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (await Opened(connection, body, time.GetUtcNow()))
            {
                var begun = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
                foreach (var grant in said.RootElement.GetProperty("grants").EnumerateArray())
                    begun[grant.GetProperty("name").GetString()!] = await Grant(connection, body, grant, time.GetUtcNow());
                // At once instead of with the next hour.
                await new Queue(time).Add(connection, Alerts.Job, key: "demonstration");
                await Readings(connection, owners, body, [.. said.RootElement.GetProperty("readings").EnumerateArray().SelectMany(reading => Days(body, reading, begun, time.GetUtcNow()))], cancel);
            }
            await transaction.CommitAsync(cancel);
        }
    }

    private static Guid Run(string body) => Demonstration.Id("run", body);

    // The readings of a demonstration are a run of a node of their own, which has ended; false where they are there already.
    private static async Task<bool> Opened(NpgsqlConnection connection, string body, DateTimeOffset now) => await connection.ExecuteAsync("""
        insert into disclosure.chain (run, node, opened_at, alive_at, closed_at) values (@run, 'demonstration', @opened, @now, @now) on conflict do nothing
        """, new { run = Run(body), opened = now.AddDays(-90), now }) > 0;

    // As in earnest: it is asked for, two others agree, and only then it begins.
    private static async Task<DateTimeOffset> Grant(NpgsqlConnection connection, string body, JsonElement grant, DateTimeOffset now)
    {
        var (id, hours) = (Demonstration.Id("grant", body, grant.GetProperty("name").GetString()), grant.GetProperty("hours").GetInt32());
        await connection.ExecuteAsync(AddGrant, new
        {
            id, body, hours, party = Text(grant, "party"), definition = Text(grant, "definition"), statement = Declared(body, Text(grant, "declaration")), label = Text(grant, "label"),
            person = Person(Text(grant, "by")!), purpose = Text(grant, "purpose"), asked = Ago(now, grant),
        });
        var agreed = grant.TryGetProperty("agreed", out var others) ? others.EnumerateObject().Select(other => (Person: Person(other.Name), At: now.AddDays(-other.Value.GetDouble()))).ToList() : [];
        foreach (var (person, at) in agreed)
            await connection.ExecuteAsync("insert into disclosure.approval (grant_id, person, at) values (@id, @person, @at) on conflict do nothing", new { id, person, at });
        var begins = agreed.Select(one => one.At).DefaultIfEmpty(now).Max();
        if (agreed.Count >= Granting.Approvals)
            await connection.ExecuteAsync("update disclosure.access_grant set begins_at = @begins, ends_at = @ends where id = @id", new { id, begins, ends = begins.AddHours(hours) });
        if (grant.TryGetProperty("ended", out var ended))
            await connection.ExecuteAsync("update disclosure.access_grant set ended_at = @at, ended_by = @by, refused = @refused where id = @id",
                new { id, at = Ago(now, ended), by = Person(Text(ended, "by")!), refused = grant.TryGetProperty("refused", out var refused) && refused.GetBoolean() });
        return begins;
    }

    private static async Task Readings(NpgsqlConnection connection, OwnersOf owners, string body, List<Line> lines, CancellationToken cancel)
    {
        // Each is called as it would be, had it been read.
        foreach (var owned in await owners(connection, [.. lines.Index().Where(line => line.Item.Statement is not null).Select(line => new AskedOwner(line.Index, new LookedAt(line.Item.Statement!.Value, Part.Version, null, null), "{}", Granted: true))], cancel))
            lines[owned.Place] = lines[owned.Place] with { Label = owned.Label };
        lines.Sort((one, other) => one.At.CompareTo(other.At));
        await connection.ExecuteAsync(AddReading, lines.Select((line, place) => line with { Sequence = place + 1 }));
        if (lines.Count > 0)
            await connection.ExecuteAsync("insert into disclosure.counted (run, body, last, last_at) values (@run, @body, @last, @at)", new { run = Run(body), body, last = (long)lines.Count, at = lines[^1].At });
    }

    // Each working day between two, or a moment after a grant began.
    private static IEnumerable<Line> Days(string body, JsonElement reading, Dictionary<string, DateTimeOffset> begun, DateTimeOffset now)
    {
        if (Text(reading, "grant") is { } grant)
        {
            yield return Of(body, reading, begun[grant].AddDays(reading.GetProperty("after").GetDouble()), Demonstration.Id("grant", body, grant));
            yield break;
        }
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        for (var day = (int)reading.GetProperty("from").GetDouble(); day >= (int)reading.GetProperty("until").GetDouble(); day--)
        {
            var at = midnight.AddDays(-day).AddHours(reading.GetProperty("at").GetDouble());
            if (at < now && (at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) || reading.TryGetProperty("weekends", out _)))
                yield return Of(body, reading, at, null);
        }
    }

    private static Line Of(string body, JsonElement reading, DateTimeOffset at, Guid? grant)
    {
        var statements = reading.TryGetProperty("declarations", out var names) ? names.EnumerateArray().Select(name => Declared(body, name.GetString())!.Value).ToArray() : [];
        var (part, post) = (Text(reading, "part")!, Text(reading, "post")!);
        return new Line(Run(body), body, 0, at, Text(reading, "party"), Text(reading, "definition")!, part, part == "list" ? null : statements[0], reading.TryGetProperty("version", out var version) ? version.GetInt32() : null,
            null, statements, reading.TryGetProperty("records", out var records) ? records.GetInt32() : statements.Length, Text(reading, "way")!, Person(Text(reading, "by")!), [post], [post.Split('/')[0]], grant);
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static Guid Person(string email) => Demonstration.Id("person", email);

    private static Guid? Declared(string body, string? name) => name is null ? null : Demonstration.Id("declaration", body, name);

    private static DateTimeOffset Ago(DateTimeOffset now, JsonElement of) => now.AddDays(-of.GetProperty("days-ago").GetDouble());

    private sealed record Line(
        Guid Run, string Body, long Sequence, DateTimeOffset At, string? Party, string Definition, string Part, Guid? Statement, int? Version, string? Label, Guid[] Statements, int Records, string Way,
        Guid Person, string[] Posts, string[] Parties, Guid? Grant);
}
