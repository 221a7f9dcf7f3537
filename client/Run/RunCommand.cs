using System.Diagnostics;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Disclosure.Access;
using Entente.Records.Demonstrations;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Entente.SignIn;
using Npgsql;

namespace Entente.Client.Run;

/// <summary>
/// <c>./entente run</c>: the steward of an installation. It alone holds the owner's login; it starts the
/// database when none was given, migrates, publishes the bodies, starts the application, and brings back
/// whichever of them falls.
/// </summary>
public sealed class RunCommand(RunOptions options, TextWriter console) : IAsyncDisposable
{
    private readonly House _house = House.Find();
    private readonly Launcher _launcher = new();
    private DataFolder? _data;
    private PrivatePostgres? _postgres;
    private WebProcess? _web;
    private OwnerJobs? _ownerJobs;
    private readonly List<LogFile> _logs = [];
    private string? _owner;

    public async Task<int> Run(CancellationToken stop)
    {
        var since = Stopwatch.StartNew();
        try
        {
            await Open(stop);
            console.WriteLine($"Ready after {since.Elapsed.TotalSeconds:0.0} s.");
            await UntilOneEnds(stop, KeepAlive, WatchBodies, _ownerJobs!.Run);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception error) when (error is Refusal or MigrationRefused)
        {
            console.WriteLine(error.Message);
            return 1;
        }
        catch (NpgsqlException error)
        {
            console.WriteLine($"The database does not do as asked: {error.Message}");
            return 1;
        }
    }

    // What ends first, well or badly, ends the others: a steward that gave up keeping its processes alive must not go on waiting for work.
    private static async Task UntilOneEnds(CancellationToken stop, params Func<CancellationToken, Task>[] duties)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = duties.Select(duty => duty(all.Token)).ToList();
        var first = await Task.WhenAny(running);
        await all.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task Open(CancellationToken stop)
    {
        var user = User.ForApplication(options.Database is null ? User.ForDatabase() : null);
        _data = DataFolder.Take(options.Data ?? Reach.DataFolder(_house, user));
        if (Reach.Closed(_data.Path, user))
            throw new Refusal($"Database and application do not run as root, and cannot reach {_data.Path}: a folder above it is closed to others. Choose another with --data.");
        _data.RefuseFullDisk();
        await WebProcess.RefuseTakenPort(options.Port, patience: TimeSpan.FromSeconds(_data.WasKilled ? 20 : 0), stop);
        Directory.CreateDirectory(_data.Logs, DataFolder.Mine);
        _data.OpenMail(options.MailFolder, user);
        _data.OpenFiles(Environment.GetEnvironmentVariable("ENTENTE_FILES"), user);
        _data.OpenLogKeys(Environment.GetEnvironmentVariable("ENTENTE_LOG") is { Length: > 0 } origin ? origin : LogKeys.NameAt(new Uri(options.Address)), user);
        var secret = _data.Secret();
        var owner = options.Database ?? await StartDatabase(_data.OwnerSecret(), stop);
        _owner = owner;
        var logins = Logins.From(owner, secret);
        var log = Log("application.log");
        _web = new WebProcess(ApplicationFiles.For(_house, user, TimeProvider.System), user, _launcher, _data, logins, options, log.Write);
        var installation = await Preparation.Run(owner, secret, _house, options.WantsDemonstration, TimeProvider.System, SayWhatIsWrong, stop);
        await OpenKeys(owner, user, stop);
        if (installation.Demonstration)
            await LoadDemonstration(owner, logins, stop);
        if (options.HasLeft is { } email)
            console.WriteLine(await Leaving.Mark(owner, email, TimeProvider.System, stop) is { } name ? $"{name} has left and holds nothing any more. An invitation brings them back." : throw new Refusal($"Nobody here has the address {email}."));
        _ownerJobs = new OwnerJobs(owner, _house.Bodies, _data.Path, TimeProvider.System, SayWhatIsWrong);
        await _web.Start();
        await _web.UntilReady(stop);
        _data.SayRunning(options.Address);
        console.WriteLine($"Entente is at {options.Address}{(installation.Demonstration ? " (demonstration data: real members, invented figures)" : "")}");
        foreach (var line in installation.Demonstration ? DemonstrationCast.Of(_house.Bodies) : [])
            console.WriteLine(line);
        if (await FirstAdministrator.Path(logins, secret, installation, TimeProvider.System, stop) is { } path)
            console.WriteLine($"Nobody can sign in as its administrator yet. Whoever opens this address becomes one, so keep it to yourself:\n  {options.Address.TrimEnd('/')}{path}");
    }

    private async Task LoadDemonstration(string owner, Logins logins, CancellationToken stop)
    {
        foreach (var line in await DemonstrationDeclarations.Load(logins, _house.Bodies, TimeProvider.System, stop))
            console.WriteLine(line);
        await GeneratedDeclarations.Load(logins, _house.Bodies, small: !options.Large, TimeProvider.System, console.WriteLine, stop);
        await DemonstrationAccess.Load(owner, _house.Bodies, DemonstrationDeclarations.Owners(TimeProvider.System), TimeProvider.System, stop);
    }

    private async Task OpenKeys(string owner, User? user, CancellationToken stop)
    {
        var root = RootKey.Of(Environment.GetEnvironmentVariable("ENTENTE_KEYS"), _data!.Keys);
        try
        {
            await using var connection = new NpgsqlConnection(owner);
            await connection.OpenAsync(stop);
            await RootKeys.Begin(connection, root, TimeProvider.System.GetUtcNow(), stop);
        }
        catch (RootKeyRefused refused)
        {
            throw new Refusal(refused.Message);
        }
        _data.OpenKeys(root, user);
    }

    private async Task<string> StartDatabase(InstallationSecret secret, CancellationToken stop)
    {
        var log = Log("postgres.log");
        _postgres = new PrivatePostgres(_house, _launcher, _data!.Postgres, secret, log.Write);
        await _postgres.Start(stop);
        return _postgres.OwnerLogin();
    }

    private LogFile Log(string name)
    {
        var log = new LogFile(Path.Combine(_data!.Logs, name));
        _logs.Add(log);
        return log;
    }

    // In development a saved file is a new version a moment later.
    private Task WatchBodies(CancellationToken stop) =>
        options.Development ? BodyWatch.Run(_owner!, _house.Bodies, TableMaking.Make, TimeProvider.System, SayWhatIsWrong, stop) : Task.Delay(Timeout.Infinite, stop);

    // A body with errors stays as it was last published; the installation starts all the same.
    private void SayWhatIsWrong(IReadOnlyList<Outcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            foreach (var finding in outcome.Findings)
                console.WriteLine(finding);
            foreach (var line in SayWhatStandsOnThePage(outcome))
                console.WriteLine(line);
            if (outcome.Findings.Count > 0)
                console.WriteLine($"bodies/{outcome.Code} is not published as it stands: {outcome.Findings.Count} to mend. {(outcome.Version is { } version ? $"Version {version} stays in force." : "It has no version in force yet.")}");
            else if (outcome.Withdrawn)
                console.WriteLine($"bodies/{outcome.Code} is gone: the body is withdrawn. It takes nothing new, and what it holds stays readable. Put the folder back to take that back.");
            else if (outcome.IsNew)
                console.WriteLine($"bodies/{outcome.Code} is published as version {outcome.Version}.");
        }
    }

    private static IEnumerable<string> SayWhatStandsOnThePage(Outcome outcome)
    {
        var page = $"/bodies/{outcome.Code}/description";
        if (outcome.Disputed.Count > 0)
            yield return $"bodies/{outcome.Code} and the page {page} have both changed {string.Join(", ", outcome.Disputed)}. Nothing is lost: what was published on the page stays in force, and what the folder says waits there as a proposal. Version {outcome.Version} stands until somebody has settled it.";
        else if (outcome.OnPageOnly.Count > 0)
            yield return $"bodies/{outcome.Code}: {string.Join(", ", outcome.OnPageOnly)} {(outcome.OnPageOnly.Count == 1 ? "was" : "were")} changed and published on the page {page}. That stands; the page writes it into this folder, or gives it as a patch.";
    }

    // Either process may be killed from outside, or both at once. What was committed is safe; what remains is to
    // come back, the database first.
    private async Task KeepAlive(CancellationToken stop)
    {
        var falls = new Queue<long>();
        while (true)
        {
            await Task.WhenAny(DatabaseExited(stop), _web!.Exited, Task.Delay(Timeout.Infinite, stop));
            stop.ThrowIfCancellationRequested();
            RefuseToSpin(falls);
            var database = _postgres is { Ended: true };
            var name = database ? "database" : "application";
            console.WriteLine($"The {name} stopped by itself{(_data!.DiskIsFull() ? " and the disk is full" : "")}; starting it again. Nothing that was saved is lost.");
            if (database)
                await _postgres!.Start(stop);
            if (_web.Ended)
                await _web.Start();
            if (await ComesBack(stop))
                console.WriteLine($"The {name} is back.");
        }
    }

    // Whatever falls again while we wait for the application is the next turn's fall.
    private async Task<bool> ComesBack(CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ready = _web!.IsReady(enough.Token);
        var first = await Task.WhenAny(ready, DatabaseExited(enough.Token));
        await enough.CancelAsync();
        return first == ready && await ready;
    }

    private Task DatabaseExited(CancellationToken stop) => _postgres?.Exited ?? Task.Delay(Timeout.Infinite, stop);

    private void RefuseToSpin(Queue<long> falls)
    {
        falls.Enqueue(Stopwatch.GetTimestamp());
        if (falls.Count > 5 && Stopwatch.GetElapsedTime(falls.Dequeue()) < TimeSpan.FromMinutes(1))
            throw new Refusal(_data!.DiskIsFull()
                ? $"The disk that holds {_data.Path} is full. What was saved is safe: free some room and start again."
                : $"The same process stopped five times within a minute. The logs in {_data.Logs} say why.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
        if (_ownerJobs is not null)
            await _ownerJobs.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _logs.ForEach(log => log.Dispose());
        _data?.Dispose();
        _launcher.Dispose();
    }
}
