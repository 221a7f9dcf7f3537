using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bodies;

/// <summary>A body with the number of its version.</summary>
public sealed record PublishedBody(Body Body, int Version, DateTimeOffset PublishedAt);

/// <summary>
/// The published bodies, in memory. A new version is told by the database and is here a moment later; should the
/// telling be lost, it is noticed within half a minute.
/// </summary>
public sealed class BodyCatalogue(Database database, ILogger<BodyCatalogue> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private volatile FrozenDictionary<string, PublishedBody> _bodies = FrozenDictionary<string, PublishedBody>.Empty;

    /// <summary>Whether the bodies have been read at least once.</summary>
    public bool Loaded { get; private set; }

    /// <summary>In the order of their codes.</summary>
    public IEnumerable<Body> All => Published.Select(published => published.Body);

    public IEnumerable<PublishedBody> Published => _bodies.Values.OrderBy(published => published.Body.Code, StringComparer.Ordinal);

    public Body? Find(string code) => _bodies.GetValueOrDefault(code)?.Body;

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
        var known = _bodies.Values.Select(published => $"{published.Body.Code} {published.Version}").ToArray();
        var changed = await database.Read(null, connection => Changed(connection, known, cancel), cancel);
        Loaded = true;
        if (changed.Count == 0)
            return;
        var bodies = _bodies.ToDictionary(StringComparer.Ordinal);
        foreach (var published in changed)
            bodies[published.Body.Code] = published;
        _bodies = bodies.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private Body? Read(string content)
    {
        try
        {
            return BodyJson.Read(Encoding.UTF8.GetBytes(content));
        }
        catch (JsonException problem)
        {
            // While nodes are being upgraded one by one, a newer node may publish what this one cannot read yet.
            log.LogError(problem, "A body was published by another version of Entente and cannot be read; the one read before stays in force.");
            return null;
        }
    }

    private async Task<List<PublishedBody>> Changed(NpgsqlConnection connection, string[] known, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select content::text, number, published_at from bodies.current where body || ' ' || number <> all ($1)", connection);
        command.Parameters.AddWithValue(known);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var changed = new List<PublishedBody>();
        while (await rows.ReadAsync(cancel))
        {
            if (Read(rows.GetString(0)) is { } body)
                changed.Add(new PublishedBody(body, rows.GetInt32(1), rows.GetFieldValue<DateTimeOffset>(2)));
        }
        return changed;
    }
}
