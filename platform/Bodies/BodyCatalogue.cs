using System.Collections.Frozen;
using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Entente.Bodies.Publishing;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bodies;

/// <summary>A body with the number of its version. One whose folder is gone is withdrawn: what it says and holds stays readable.</summary>
public sealed record PublishedBody(Body Body, int Version, DateTimeOffset PublishedAt, bool Withdrawn = false);

/// <summary>
/// The published bodies, in memory. A new version is told by the database and is here a moment later; should the
/// telling be lost, it is noticed within half a minute.
/// </summary>
public sealed class BodyCatalogue(Database database, ILogger<BodyCatalogue> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private volatile Known _known = new(FrozenDictionary<string, PublishedBody>.Empty, FrozenDictionary<(string, string), PublishedDefinition>.Empty);

    /// <summary>Whether the bodies have been read at least once.</summary>
    public bool Loaded { get; private set; }

    /// <summary>In the order of their codes; test spaces are not among them.</summary>
    public IEnumerable<Body> All => Published.Select(published => published.Body);

    /// <summary>Every test space that the body has had, also those that were closed.</summary>
    public IEnumerable<Body> TrialsOf(string body) => _known.Bodies.Values.Select(published => published.Body).Where(known => known.TrialOf == body);

    public IEnumerable<PublishedBody> Published => _known.Bodies.Values.Where(published => published.Body.TrialOf is null).OrderBy(published => published.Body.Code, StringComparer.Ordinal);

    /// <summary>A test space that was closed is not there any more.</summary>
    public Body? Find(string code) => _known.Bodies.GetValueOrDefault(code) is { } published && !(published.Withdrawn && published.Body.TrialOf is not null) ? published.Body : null;

    /// <summary>By body and code; <see cref="DefinitionCatalogue"/> is for whoever looks one up.</summary>
    internal FrozenDictionary<(string Body, string Code), PublishedDefinition> Definitions => _known.Definitions;

    /// <summary>The first page must find the bodies here; without a database there is nothing to wait for.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Try(() => Refresh(cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Try(() => Listen(stoppingToken));
            await Task.Delay(RetryAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Listen(CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        await using (var listen = new NpgsqlCommand($"listen {Publication.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            // Once more after listening began, for what was published in between.
            await Refresh(cancel);
            await connection.WaitAsync(Poll, cancel);
        }
    }

    private async Task Try(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
        {
            log.LogWarning(problem, "The bodies could not be read; those read before stay in force.");
        }
    }

    private async Task Refresh(CancellationToken cancel)
    {
        var known = _known;
        var (bodies, definitions) = await database.Read(null, connection => Changed(connection, known, cancel), cancel);
        Loaded = true;
        if (bodies.Count > 0 || definitions.Count > 0)
            _known = known.With(bodies, definitions);
    }

    // Both as of one instant: a definition and its body are published together, and are seen together.
    private async Task<(List<PublishedBody> Bodies, List<PublishedDefinition> Definitions)> Changed(NpgsqlConnection connection, Known known, CancellationToken cancel)
    {
        await using var instant = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var bodies = await Changed(connection, [.. known.Bodies.Values.Select(Key)], cancel);
        return (bodies, await DefinitionRows.Changed(connection, [.. known.Definitions.Values.Select(DefinitionRows.Key)], Unreadable, cancel));
    }

    private static string Key(PublishedBody published) =>
        string.Create(CultureInfo.InvariantCulture, $"{published.Body.Code} {published.Version} {(published.Withdrawn ? "t" : "f")}");

    private Body? Read(string content)
    {
        try
        {
            return BodyJson.Read(Encoding.UTF8.GetBytes(content));
        }
        catch (JsonException problem)
        {
            Unreadable(problem);
            return null;
        }
    }

    // While nodes are being upgraded one by one, a newer node may publish what this one cannot read yet.
    private void Unreadable(JsonException problem) =>
        log.LogError(problem, "A body was published by another version of Entente and cannot be read; the one read before stays in force.");

    private async Task<List<PublishedBody>> Changed(NpgsqlConnection connection, string[] known, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select c.content::text, c.number, c.published_at, w.body is not null
            from bodies.current c left join (select body from bodies.withdrawal union select body from editing.trial where closed_at is not null) w on w.body = c.body
            where format('%s %s %s', c.body, c.number, w.body is not null) <> all ($1)
            """, connection);
        command.Parameters.AddWithValue(known);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var changed = new List<PublishedBody>();
        while (await rows.ReadAsync(cancel))
        {
            if (Read(rows.GetString(0)) is { } body)
                changed.Add(new PublishedBody(body, rows.GetInt32(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetBoolean(3)));
        }
        return changed;
    }

    // What is in memory is exchanged as a whole, never half by half.
    private sealed record Known(FrozenDictionary<string, PublishedBody> Bodies, FrozenDictionary<(string Body, string Code), PublishedDefinition> Definitions)
    {
        public Known With(List<PublishedBody> bodies, List<PublishedDefinition> definitions)
        {
            var all = Bodies.ToDictionary(StringComparer.Ordinal);
            foreach (var published in bodies)
                all[published.Body.Code] = published;
            var defined = Definitions.ToDictionary();
            foreach (var published in definitions)
                defined[(published.Body, published.Definition.Code)] = published;
            return new Known(all.ToFrozenDictionary(StringComparer.Ordinal), defined.ToFrozenDictionary());
        }
    }
}
