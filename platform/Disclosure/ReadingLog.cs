using System.Threading.Channels;
using Entente.Disclosure.Access;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>What is not public cannot be shown, because that somebody read it could not be written.</summary>
public sealed class ReadingsNotKept(Exception? why) : Exception("What was read could not be logged, so it is not shown.", new NpgsqlException("The log of readings cannot be written.", why));

/// <summary>
/// The log of readings of this node. What must be logged before it is shown is written at once; the rest a few times a second.
/// When it can write nothing for some seconds, nothing that is not public is shown any more.
/// </summary>
public sealed class ReadingLog(Database database, OwnersOf owners, TimeProvider time, ILogger<ReadingLog> log) : BackgroundService
{
    /// <summary>At most so long what was shown is not yet written.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a node that nobody reads from says that it is alive.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>So long after the last mark nothing more is shown; gaps end there.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(10);

    private const int AtOnce = 2_000;

    private readonly Channel<Told> _waiting = Channel.CreateUnbounded<Told>();
    private readonly Channel<Refusal> _refusals = Channel.CreateBounded<Refusal>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Chain _chain = new(time);
    private IReadOnlyList<Told> _unwritten = [];
    private long _marked = Environment.TickCount64 - (long)Stale.TotalMilliseconds;
    private Exception? _failure;

    /// <summary>Whether what is read is logged; in the application it is.</summary>
    public bool IsKept { get; init; } = true;

    /// <summary>Writes what was read before it is shown; throws where it cannot.</summary>
    public async Task Before(Told told, CancellationToken cancel)
    {
        if (!IsKept)
            return;
        try
        {
            await InTurn(() => Write([told], [], cancel), cancel);
            told.Visit?.Logged(told);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.IO.IOException)
        {
            throw new ReadingsNotKept(error);
        }
    }

    /// <summary>Notes what was read, to be written within a moment.</summary>
    public void After(Told told)
    {
        if (IsKept && told.Subjects.Count > 0)
            _waiting.Writer.TryWrite(told);
    }

    internal void After(Refusal refusal) => _refusals.Writer.TryWrite(refusal);

    /// <summary>Throws where the log could not be written lately: whoever looks at the gap then knows where it ends.</summary>
    public ValueTask Require(CancellationToken cancel) => IsFresh ? ValueTask.CompletedTask : new ValueTask(Prove(cancel));

    /// <summary>Writes what waits, so that a page about it shows it.</summary>
    public Task Flush(CancellationToken cancel = default) => InTurn(() => Drain(cancel), cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Round(stoppingToken);
                using var beat = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                beat.CancelAfter(_unwritten.Count > 0 ? TimeSpan.FromSeconds(1) : Beat);
                try
                {
                    await _waiting.Reader.WaitToReadAsync(beat.Token);
                    await Task.Delay(Gathering, stoppingToken);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                    // Nobody read anything meanwhile: the mark goes on.
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; what waits is written below.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Flush(cancellationToken);
            await database.Write(connection => _chain.Close(connection, cancellationToken), cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or ObjectDisposedException)
        {
            log.LogWarning(error, "The last readings of this node could not be written; its chain stays open, and its owners see the gap");
        }
    }

    private async Task Round(CancellationToken stop)
    {
        try
        {
            // Whatever is shown is in the queue before it is shown: what was shown before now is written after this.
            var (now, ticks) = (time.GetUtcNow(), Environment.TickCount64);
            await InTurn(async () =>
            {
                await Drain(stop);
                await database.Write(connection => _chain.Mark(connection, now, stop), stop);
            }, stop);
            Interlocked.Exchange(ref _marked, ticks);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.IO.IOException)
        {
            _failure = error;
            log.LogError(error, "The log of readings cannot be written");
        }
    }

    internal bool IsFresh => Environment.TickCount64 - Interlocked.Read(ref _marked) < Stale.TotalMilliseconds;

    // The node may only have been busy: it is tried once more before anybody is refused.
    private async Task Prove(CancellationToken cancel)
    {
        await Round(cancel);
        if (!IsFresh)
            throw new ReadingsNotKept(_failure);
    }

    // What could not be written stays, and goes first the next time.
    private async Task Drain(CancellationToken cancel)
    {
        while (true)
        {
            var (told, refused) = (new List<Told>(), new List<Refusal>());
            while (told.Count < AtOnce && _waiting.Reader.TryRead(out var one))
                told.Add(one);
            while (refused.Count < AtOnce && _refusals.Reader.TryRead(out var one))
                refused.Add(one);
            _unwritten = [.. _unwritten, .. Visit.Once(told)];
            if (_unwritten.Count == 0 && refused.Count == 0)
                return;
            await Write(_unwritten, refused, cancel);
            _unwritten = [];
        }
    }

    private async Task Write(IReadOnlyList<Told> told, List<Refusal> refused, CancellationToken cancel) => _chain.Counted(await database.Write(async connection =>
    {
        var counts = await _chain.Add(connection, await Lines(connection, told, cancel), cancel);
        await Refusal.Write(connection, refused, cancel);
        return counts;
    }, cancel));

    // One after the other, so that the numbers of a chain have no gap of themselves.
    private async Task InTurn(Func<Task> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyList<ReadingLine>> Lines(NpgsqlConnection connection, IReadOnlyList<Told> told, CancellationToken cancel)
    {
        var subjects = told.SelectMany(one => one.Subjects.Select(subject => (Told: one, Subject: subject))).ToList();
        if (subjects.Count == 0)
            return [];
        var asked = subjects.Select((one, place) => new AskedOwner(place, one.Subject, one.Told.Audiences, one.Told.Grants.Any(grant => grant.Statements.Contains(one.Subject.Statement)))).ToList();
        var found = (await owners(connection, asked, cancel)).ToLookup(owned => subjects[owned.Place].Told, ReferenceEqualityComparer.Instance);
        return [.. told.SelectMany(one => ReadingLine.Of(one, found[one].Select(owned => (subjects[owned.Place].Subject, owned))))];
    }
}
