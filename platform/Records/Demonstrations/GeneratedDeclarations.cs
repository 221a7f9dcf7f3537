using System.Collections.Concurrent;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Api;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Demonstrations;

/// <summary>
/// Follows a recipe: statement after statement goes through the door, as history that somebody of the body enters, each at its own
/// time. What is there already stays, so that it may be stopped and begun again.
/// </summary>
public sealed class GeneratedDeclarations
{
    private const int AtOnce = 16;

    private readonly Database _database;
    private readonly BodyCatalogue _bodies;
    private readonly DefinitionCatalogue _definitions;
    private readonly Audiences _audiences;
    private readonly TimeProvider _time;
    private readonly Together _together;
    private readonly Action<string> _say;
    private readonly ConcurrentDictionary<string, Named[]> _named = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, string), Named[]> _ofParty = new();

    internal GeneratedDeclarations(Database database, BodyCatalogue bodies, DefinitionCatalogue definitions, Audiences audiences, TimeProvider time, Action<string> say)
    {
        (_database, _bodies, _definitions, _audiences, _time, _say) = (database, bodies, definitions, audiences, time, say);
        _together = new Together(database);
    }

    /// <summary>Everything that the recipes of all bodies describe; lines that say how far it came.</summary>
    public static async Task Load(Logins logins, string bodies, bool small, TimeProvider time, Action<string> say, CancellationToken cancel)
    {
        var recipes = Directory.EnumerateDirectories(bodies).Order(StringComparer.Ordinal).Select(folder => (Code: Path.GetFileName(folder), File: Path.Combine(folder, "demo", "large.json"))).Where(one => File.Exists(one.File)).ToList();
        if (recipes.Count == 0)
            return;
        await using var database = new Database(logins, time);
        using var catalogue = new BodyCatalogue(database, Microsoft.Extensions.Logging.Abstractions.NullLogger<BodyCatalogue>.Instance);
        var generated = new GeneratedDeclarations(database, catalogue, new DefinitionCatalogue(catalogue, database), new Audiences(database), time, say);
        await catalogue.StartAsync(cancel);
        foreach (var (code, file) in recipes)
            if (catalogue.Find(code) is { } body)
                await generated.Follow(Recipe.Read(await File.ReadAllTextAsync(file, cancel)), body, small, cancel);
        await catalogue.StopAsync(cancel);
    }

    private async Task Follow(Recipe recipe, Body body, bool small, CancellationToken cancel)
    {
        var now = new DateTimeOffset(_time.GetUtcNow().UtcDateTime.Date.AddHours(12), TimeSpan.Zero).AddDays(-1);
        var person = await new People(_database, _time).Find(Demonstration.Id("person", recipe.By), cancel) ?? throw new InvalidDataException($"Nobody has the address {recipe.By}.");
        var actor = Actor.Of(person);
        foreach (var batch in recipe.Batches)
        {
            if (_definitions.Find(body.Code, batch.Definition) is not { } published)
                continue;
            await Entries(batch, published, cancel);
            var planned = new Planning(recipe, body, published.Definition, batch, small, now).All();
            _named[batch.Name] = [.. planned.Select(one => new Named(Id(body, batch, one), one.Number, one.Holder, one.Valid, one.At)).OrderBy(one => one.At)];
            await Make(recipe, body, published, batch, planned, actor, small, cancel);
        }
    }

    private async Task Make(Recipe recipe, Body body, PublishedDefinition published, Batch batch, IReadOnlyList<Planned> planned, Actor actor, bool small, CancellationToken cancel)
    {
        var (known, taken) = await Known(published, cancel);
        var missing = planned.Where(one => !known.Contains(Id(body, batch, one)) && !(one.Period is { From: { } from } && taken.Contains((one.Holder, from)))).ToList();
        var (made, refused, since) = (0, 0, _time.GetTimestamp());
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (one, stop) =>
        {
            if (await Enter(recipe, body, published, batch, one, actor, stop) is { } why && Interlocked.Increment(ref refused) <= 3)
                _say($"bodies/{body.Code}/demo/large.json: {batch.Name} {one.Number}: {why}");
            if (Interlocked.Increment(ref made) % 5000 == 0)
                _say($"{batch.Name}: {made} of {missing.Count} after {_time.GetElapsedTime(since).TotalSeconds:0} s");
        });
        if (!small)
            _say($"{batch.Name}: {missing.Count - refused} in {_time.GetElapsedTime(since).TotalSeconds:0.0} s{(refused > 0 ? $", {refused} refused" : "")}");
    }

    private async Task<string?> Enter(Recipe recipe, Body body, PublishedDefinition published, Batch batch, Planned one, Actor actor, CancellationToken cancel)
    {
        var drawn = new Inventing(body, one, Seeds.Of(recipe.Seed, batch.Name, one.Holder ?? "", one.Number), (name, holder) => Referred(name, holder, one.At)).Content(batch.Content);
        var submission = Submission.Read(published.Definition, drawn);
        if (submission.Faults.Count > 0)
            return Say(submission.Faults);
        var subject = new Subject(published.Definition.DeclaredBy == Definition.ByBody ? null : one.Holder, one.Period);
        var command = new Import(Id(body, batch, one), body.Code, published.Definition.Code, subject, 0, submission.Content, one.At, "Invented for a demonstration", batch.State) { Valid = one.Valid };
        var clock = new Moment(one.At);
        var reply = await new Door(_database, _bodies, _definitions, _audiences, new Reviews(_bodies, _definitions, clock), _together, integrator: null, new People(_database, clock), clock).Do(command, actor, cancel: cancel);
        return reply.Done ? null : Say(reply.Faults);
    }

    private static string Say(IEnumerable<Content.Fault> faults) => string.Join(", ", faults.Take(5).Select(fault => $"{fault.Rule} {fault.Section} {fault.RowNumber} {fault.Field} {string.Join(' ', fault.Facts)}".Trim()));

    // What was there by then; of one party, or of all.
    private IReadOnlyList<Named> Referred(string name, string? holder, DateTimeOffset at)
    {
        if (!_named.TryGetValue(name, out var all))
            return [];
        if (holder is null)
            return all;
        var mine = _ofParty.GetOrAdd((name, holder), key => [.. all.Where(one => one.Holder == key.Item2)]);
        var (low, high) = (0, mine.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = mine[middle].At < at ? (middle + 1, high) : (low, middle);
        }
        return new ArraySegment<Named>(mine, 0, low);
    }

    private static Guid Id(Body body, Batch batch, Planned one) =>
        Demonstration.Id("generated", body.Code, batch.Name, one.Holder, one.Word, one.Period is { } period ? $"{period.From:yyyy-MM-dd}" : one.Word is not null ? $"{one.Year}" : $"{one.Number}");

    // What is there, by its id, and by its party and period: somebody of the demonstration may have declared it by hand.
    private async Task<(HashSet<Guid>, HashSet<(string?, DateOnly)>)> Known(PublishedDefinition published, CancellationToken cancel)
    {
        await using var connection = await _database.OpenWriter(cancel);
        await using var command = new NpgsqlCommand("select id, party, lower(period) from records.statement where body = $1 and definition = $2", connection) { Parameters = { new() { Value = published.Body }, new() { Value = published.Definition.Code } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var (known, taken) = (new HashSet<Guid>(), new HashSet<(string?, DateOnly)>());
        while (await row.ReadAsync(cancel))
        {
            known.Add(row.GetGuid(0));
            if (!row.IsDBNull(2))
                taken.Add((row.IsDBNull(1) ? null : row.GetString(1), row.GetFieldValue<DateOnly>(2)));
        }
        return (known, taken);
    }

    // Registers that the recipe names without making them itself: as they are.
    private async Task Entries(Batch batch, PublishedDefinition published, CancellationToken cancel)
    {
        foreach (var register in published.Definition.Sections.SelectMany(section => section.Fields).Select(asked => asked.References).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (_named.ContainsKey(register) || _definitions.Find(published.Body, register) is not { Definition.Kind: DefinitionKind.Register } other)
                continue;
            var table = SectionTable.Of(other, other.Definition.Sections.First(section => !section.IsTable));
            await using var connection = await _database.OpenWriter(cancel);
            await using var command = new NpgsqlCommand($"select t.statement, s.party, min(t.valid_from), max(t.valid_until) from {table.Quoted} t join records.statement s on s.id = t.statement where t.until is null group by 1, 2 order by 1", connection);
            await using var row = await command.ExecuteReaderAsync(cancel);
            var entries = new List<Named>();
            while (await row.ReadAsync(cancel))
                entries.Add(new Named(row.GetGuid(0), entries.Count + 1, row.IsDBNull(1) ? null : row.GetString(1), new Period(row.GetFieldValue<DateOnly>(2), Until(row.GetFieldValue<DateOnly>(3))), DateTimeOffset.MinValue));
            _named[register] = [.. entries];
        }
    }

    private static DateOnly? Until(DateOnly day) => day == DateOnly.MaxValue ? null : day;

    // The time at which somebody did something, which for the platform is then.
    private sealed class Moment(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
