using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records;
using Npgsql;

namespace Entente.Obligations;

/// <summary>
/// Goes through what is owed under one definition and keeps what became known. It may be done again at any time, by any node: what is
/// known already is not written again, and all of a run is one transaction.
/// </summary>
internal sealed class Sweeping(Duties duties, Declared declared, DefinitionCatalogue definitions, ReadersOf readers, TimeProvider time)
{
    /// <summary>How long before it begins a period is shown to those who will owe it.</summary>
    public const int Horizon = 60;

    /// <summary>How far back a body that begins to be followed is looked at, where there is anything.</summary>
    public const int MostYears = 15;

    // On an ordinary day: every deadline that can still move lies in here.
    private const int Days = 400;

    public Clock ClockOf(Body body) => new(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(body.Zone));

    /// <summary>One at a time for a body, over all nodes; until the transaction ends.</summary>
    public static async Task Alone(NpgsqlConnection connection, string body, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('obligations ' || $1, 0))", connection) { Parameters = { new() { Value = body } }, CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What a definition was gone through with: another basis, or another day, and it is to be done again.</summary>
    public static string Basis(BodyCatalogue bodies, PublishedDefinition published) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{published.Version} {bodies.Published.FirstOrDefault(one => one.Body.Code == published.Body)?.Version ?? 0}{(published.Withdrawn ? " withdrawn" : "")}");

    /// <summary>All of a definition, on a day on which nobody did it yet.</summary>
    public async Task<int> All(NpgsqlConnection connection, Body body, PublishedDefinition published, string basis, CancellationToken cancel)
    {
        await Alone(connection, body.Code, cancel);
        var today = ClockOf(body).Today;
        var known = await SweptRow.Read(connection, body.Code, published.Definition.Code, cancel);
        var earliest = known is null ? await Earliest(connection, published, today, cancel) : known.Since;
        var from = known is null || known.Basis != basis || earliest > today.AddDays(-Days) ? earliest ?? today.AddDays(-Days) : today.AddDays(-Days);
        var (changed, since) = await Of(connection, body, published, new DutyScope(null, from, today.AddDays(Horizon)), isFirst: known is null, sparing: known is null && earliest is null, cancel);
        await SweptRow.Write(connection, body.Code, published.Definition.Code, new SweptRow(earliest ?? since ?? today, today, basis), time.GetUtcNow(), cancel);
        return changed;
    }

    /// <summary>What may have changed by something that happened.</summary>
    public async Task<int> Some(NpgsqlConnection connection, Body body, PublishedDefinition published, DutyScope scope, CancellationToken cancel)
    {
        // What was never gone through as a whole is so soon, and finds this too.
        if (await SweptRow.Read(connection, body.Code, published.Definition.Code, cancel) is not { } known)
            return 0;
        var from = scope.From < known.Since ? known.Since : scope.From;
        var until = ClockOf(body).Today.AddDays(Horizon) is var end && scope.Until < end ? scope.Until : end;
        return from >= until ? 0 : (await Of(connection, body, published, scope with { From = from, Until = until }, isFirst: false, sparing: false, cancel)).Changed;
    }

    /// <param name="isFirst">Nobody counted before: what ended before today is put together from the dates of what was declared.</param>
    /// <param name="sparing">Of what ended, only what can still be in time.</param>
    private async Task<(int Changed, DateOnly? Since)> Of(NpgsqlConnection connection, Body body, PublishedDefinition published, DutyScope scope, bool isFirst, bool sparing, CancellationToken cancel)
    {
        var clock = ClockOf(body);
        var answer = published.Withdrawn ? new DutyAnswer() : await duties.Of(connection, body, published, scope, cancel);
        var material = await new FulfillingMaterial(declared, definitions).Load(connection, published, scope, answer, cancel);
        var wanted = Wanting.Of(answer.Owed, material.Declared).Where(duty => duty.Period.End > scope.From && duty.Period.Start < scope.Until)
            .Where(duty => !sparing || duty.Period.End > clock.Today || duty.DueOn >= clock.Today).ToDictionary(Wanting.KeyOf);
        var kept = (await KeptRows.Load(connection, body.Code, published.Definition.Code, scope, cancel)).ToDictionary(one => one.Key);
        var fulfilling = material.Of([.. wanted.Values]);
        var audiences = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var changes = new List<Change>();
        foreach (var key in wanted.Keys.Union(kept.Keys).OrderBy(key => key.Party, StringComparer.Ordinal).ThenBy(key => key.Start))
        {
            var duty = wanted.GetValueOrDefault(key);
            if (duty is null && (answer.Undecided.Contains((key.Party, key.Start, key.Requirement)) || published.Withdrawn && key.End <= clock.Today))
                continue;
            var before = kept.GetValueOrDefault(key);
            var events = Decide.On(before, duty is null ? null : Wanting.Of(duty), duty is null ? null : fulfilling.Of(duty), clock, isFirst && key.End <= clock.Today ? clock.BeginningOf(key.Start) : null);
            if (events.Count == 0)
                continue;
            var after = Decide.Replay(before, before?.Id ?? Guid.CreateVersion7(clock.Now), key, duty?.Period.Code ?? before!.PeriodCode, events)!;
            if (!audiences.TryGetValue(key.Party, out var numbers))
                audiences[key.Party] = numbers = (await readers.Number(body, key.Party, Owing.Of(published.Definition)?.StatusShownTo ?? Sharing.Own, cancel), await readers.Number(body, key.Party, Sharing.Own, cancel));
            changes.Add(new Change(after, before is null, events, numbers.Item1, numbers.Item2, duty?.Facts()));
        }
        await KeptRows.Write(connection, body.Code, published.Definition.Code, changes, cancel);
        return (changes.Count, wanted.Count == 0 ? (DateOnly?)null : wanted.Keys.Min(key => key.Start));
    }

    private async Task<DateOnly?> Earliest(NpgsqlConnection connection, PublishedDefinition published, DateOnly today, CancellationToken cancel)
    {
        var source = published.Definition.Traits.Register?.Obliges?.AnsweredIn is { } answered ? definitions.Find(published.Body, answered.Return) : published;
        var day = source is null ? null : await Declared.Earliest(connection, source, cancel);
        var limit = new DateOnly(today.Year - MostYears, 1, 1);
        return day < limit ? limit : day;
    }
}

/// <summary>With what a definition was gone through.</summary>
/// <param name="Since">The first day from which its periods are followed.</param>
internal sealed record SweptRow(DateOnly Since, DateOnly Day, string Basis)
{
    public static async Task<SweptRow?> Read(NpgsqlConnection connection, string body, string definition, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select since, day, basis from obligations.swept where body = $1 and definition = $2", connection) { Parameters = { new() { Value = body }, new() { Value = definition } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new SweptRow(row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1), row.GetString(2)) : null;
    }

    public static async Task Write(NpgsqlConnection connection, string body, string definition, SweptRow swept, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into obligations.swept (body, definition, since, day, basis, swept_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (body, definition) do update set day = excluded.day, basis = excluded.basis, swept_at = excluded.swept_at
            """, connection)
        {
            Parameters = { new() { Value = body }, new() { Value = definition }, new() { Value = swept.Since }, new() { Value = swept.Day }, new() { Value = swept.Basis }, new() { Value = now.UtcDateTime } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
