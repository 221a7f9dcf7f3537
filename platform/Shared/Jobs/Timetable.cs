using Dapper;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Shared.Jobs;

/// <summary>One line of the timetable: at each slot of the schedule a job of this kind is added.</summary>
public sealed record Entry(string Name, Schedule Schedule, string Kind);

/// <summary>A line of the timetable as an administrator sees it.</summary>
public sealed record TimetableRow(string Name, string Kind, string Schedule, DateTimeOffset LastSlot, DateTimeOffset? FiredAt);

/// <summary>
/// Adds recurring jobs when they fall due. Every node looks at the clock; moving the entry's last slot forward
/// claims the slot, in the transaction that adds the job, so each fires once. What was missed while nobody was
/// looking fires once, not as often as it was missed.
/// </summary>
public sealed class Timetable(IEnumerable<Entry> entries, Database database, Queue queue, TimeProvider time)
{
    private readonly Entry[] _entries = [.. entries];

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>An entry seen for the first time begins now: slots before it was known do not fire.</summary>
    public Task Announce(CancellationToken cancel = default) => database.Write(async connection =>
    {
        foreach (var entry in _entries)
            await connection.ExecuteAsync("""
                insert into jobs.timetable as known (name, kind, schedule, last_slot) values (@name, @kind, @schedule, @now)
                on conflict (name) do update set kind = excluded.kind, schedule = excluded.schedule
                where (known.kind, known.schedule) <> (excluded.kind, excluded.schedule)
                """, new { entry.Name, entry.Kind, schedule = entry.Schedule.ToString(), now = time.GetUtcNow() });
    }, cancel);

    /// <summary>Fires what is due and says when to look again.</summary>
    public async Task<DateTimeOffset> FireDue(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var last = await database.Write(async connection =>
            (await connection.QueryAsync<(string Name, DateTimeOffset Slot)>("select name, last_slot from jobs.timetable"))
                .ToDictionary(row => row.Name, row => row.Slot), cancel);
        foreach (var entry in _entries)
            if (last.TryGetValue(entry.Name, out var before) && entry.Schedule.DueSlot(before, now) is { } slot)
                await database.Write(connection => Fire(connection, entry, slot, now), cancel);
        return _entries.Length == 0 ? DateTimeOffset.MaxValue : _entries.Min(entry => entry.Schedule.NextAfter(now));
    }

    public static async Task<IReadOnlyList<TimetableRow>> Read(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<TimetableRow>("""select name, kind, schedule, last_slot as "LastSlot", fired_at as "FiredAt" from jobs.timetable order by name""")];

    /// <summary>When this line fires next, if this version still knows it.</summary>
    public DateTimeOffset? Next(TimetableRow row) =>
        Array.Find(_entries, entry => entry.Name == row.Name)?.Schedule.NextAfter(row.LastSlot);

    private async Task Fire(NpgsqlConnection connection, Entry entry, DateTimeOffset slot, DateTimeOffset now)
    {
        var claimed = await connection.ExecuteAsync("""
            update jobs.timetable set last_slot = @slot, fired_at = @now
            where name = @name and last_slot < @slot
            """, new { slot, now, entry.Name });
        if (claimed == 1)
            await queue.Add(connection, entry.Kind, new { slot }, key: entry.Name);
    }
}
