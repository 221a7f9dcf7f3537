using Entente.Administration;
using Entente.Bodies;
using Entente.Bodies.Editing;
using Entente.Bodies.Loading;
using Entente.Records.Examples;
using Entente.Records.Tables;
using Entente.Records.Trials;
using Entente.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Entente.Client.Run;

/// <summary>
/// The work that only the database's owner may do, asked for by the application through the queue; and the
/// steward's word, every half a minute, that it is there to do it.
/// </summary>
public sealed class OwnerJobs : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly ServiceProvider _nothing = new ServiceCollection().BuildServiceProvider();
    private readonly string _name = $"steward-{Environment.MachineName}-{Environment.ProcessId}";
    private readonly string _folder;
    private readonly TimeProvider _time;

    public OwnerJobs(string owner, string bodies, string folder, TimeProvider time, Action<IReadOnlyList<Outcome>> said)
    {
        // Two connections serve: one listens for work, one does it.
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { ApplicationName = "entente steward", MaxPoolSize = 4 });
        (_folder, _time) = (folder, time);
        Worker = new Worker(_name, Lane.Owner, [
                new JobKind(Reload.Kind, (_, _, stop) => Publish(owner, bodies, said, stop)),
                new JobKind(PublishProposal.Kind, (_, job, stop) => Publish(job.Read<PublishProposal.Asked>().Proposal, time, stop)),
                new JobKind(MakeTrial.Kind, (_, job, stop) => MakeTrial.Run(_source, job.Read<MakeTrial.Asked>().Body, TableMaking.Make, Examples, time, stop)),
                new JobKind(MakeTrial.EraseKind, (_, _, stop) => MakeTrial.EraseClosed(_source, TrialErasure.Erase, time, stop)),
                new JobKind(FolderWriting.Kind, (_, job, stop) => FolderWriting.Run(_source, bodies, job.Read<FolderWriting.Asked>().Body, stop)),
            ],
            _source.OpenConnectionAsync, _nothing, time, NullLogger.Instance);
    }

    public Worker Worker { get; }

    public Task Run(CancellationToken stop) => Task.WhenAll(Worker.Work(1, stop), SayAlive(stop));

    private static IReadOnlyList<Finding> Examples(Loaded loaded) => [.. ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples)];

    // What is wrong in a description is no matter of trying again: it is told to whoever asked, as a dead letter.
    private async Task Publish(string owner, string bodies, Action<IReadOnlyList<Outcome>> said, CancellationToken stop)
    {
        var outcomes = await Publication.Publish(owner, bodies, TableMaking.Make, _time, stop);
        said(outcomes);
        var wrong = outcomes.SelectMany(outcome => outcome.Findings.Select(finding => $"bodies/{outcome.Code}: {finding}")).ToList();
        if (wrong.Count > 0)
            throw new PermanentFailure(string.Join('\n', wrong));
    }

    // A space in which members tried what is in force now has served: it is emptied, also where the first attempt was cut short before that.
    private async Task Publish(Guid proposal, TimeProvider time, CancellationToken stop)
    {
        await PublishProposal.Run(_source, proposal, TableMaking.Make, Examples, time, stop);
        await MakeTrial.EraseClosed(_source, TrialErasure.Erase, time, stop);
    }

    private async Task SayAlive(CancellationToken stop)
    {
        var started = _time.GetUtcNow();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(stop);
                await Nodes.Here(connection, _name, "steward", _folder, started, _time.GetUtcNow());
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                // Whoever keeps the database alive says so; the next beat tries again.
            }
            await Task.Delay(Nodes.Beat, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using (var connection = await _source.OpenConnectionAsync())
                await Nodes.Gone(connection, _name);
        }
        catch (NpgsqlException)
        {
            // It will be found silent instead.
        }
        await _source.DisposeAsync();
        await _nothing.DisposeAsync();
    }
}
