using System.Diagnostics;
using System.Globalization;
using Entente.Bench.Processes;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Entente.SignIn;
using Npgsql;
using Place = Entente.Bench.Link.Place;

namespace Entente.Bench.Records;

/// <summary>
/// An installation of the bench's own, started as people start it, with the body of <c>bench/Records/ground</c> published
/// into it and keys for the programs of its parties. The owner's login is for floors and for looking at what was written.
/// </summary>
public sealed class Ground : IAsyncDisposable
{
    public const string Body = "ground";

    private readonly WorkFolder _work = new();

    private readonly Place? _place;

    private Ground(Place? place, IReadOnlyDictionary<string, string>? settings, string? data = null)
    {
        _place = place;
        Data = data ?? _work.Sub("data");
        Port = Processes.Port.Free();
        if (settings is not null)
            settings = new Dictionary<string, string>(settings, StringComparer.Ordinal) { ["Kestrel__Endpoints__Plain__Url"] = $"http://127.0.0.1:{Port}" };
        Application = Checkout.Application(Data, Port, place, settings);
        Http = place is null ? new HttpClient() : new HttpClient(place.Reach());
        Http.BaseAddress = new Uri($"http://127.0.0.1:{Port}");
    }

    public static IReadOnlyList<string> Parties { get; } = ["BRA", "CAN", "ESP", "FRA", "GHA", "ITA", "JPN", "ZAF"];

    public string Data { get; }

    public int Port { get; }

    public Started Application { get; }

    public HttpClient Http { get; }

    /// <summary>As the owner of the private database.</summary>
    public NpgsqlDataSource Owner { get; private set; } = null!;

    public NpgsqlConnectionStringBuilder OwnerLogin { get; private set; } = null!;

    /// <summary>A folder that is gone with the rest.</summary>
    public string Sub(string name) => _work.Sub(name);

    /// <param name="place">Where application and database run; null: where the bench does.</param>
    /// <param name="settings">The application's, such as where it listens.</param>
    public static async Task<Ground> Open(CancellationToken cancel, Place? place = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var ground = new Ground(place, settings);
        return await ground.Ready(async () => await ground.Publish(Path.Combine(Checkout.Root, "bench", "Records", Body), cancel), cancel);
    }

    /// <summary>An installation that is there already, with what it holds. It is stopped afterwards and stays.</summary>
    public static async Task<Ground> Over(string data, CancellationToken cancel) => await new Ground(null, null, data).Ready(() => Task.CompletedTask, cancel);

    private async Task<Ground> Ready(Func<Task> publish, CancellationToken cancel)
    {
        try
        {
            await Application.Until(() => Checkout.Answers(Http, "/health/ready", cancel), TimeSpan.FromMinutes(5), cancel);
            OwnerLogin = new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = int.Parse(File.ReadLines(Path.Combine(Data, "postgres", "postmaster.pid")).ElementAt(3), CultureInfo.InvariantCulture),
                Database = "entente",
                Username = "entente",
                Password = Convert.ToHexStringLower(new InstallationSecret((await File.ReadAllTextAsync(Path.Combine(Data, "owner-secret"), cancel)).Trim()).Derive("owner login", 24)),
            };
            Owner = NpgsqlDataSource.Create(OwnerLogin);
            await publish();
            await Settle(cancel);
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The key of a program that acts for this party (null: for the body) in the post that its people hold.</summary>
    public async Task<string> Key(string? party, CancellationToken cancel)
    {
        var (person, holding, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), TimeProvider.System.GetUtcNow());
        var (key, text) = ProgramKey.New(Guid.CreateVersion7());
        await using var connection = await Owner.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into bodies.person (id, name, email, created_at) values ($1, $2, $3, now())") { Parameters = { new() { Value = person }, new() { Value = $"Programs of {party ?? Body}" }, new() { Value = $"{person:n}@example.org" } } },
                new("insert into bodies.holding (id, person, body, party, post, period, granted_at, confirmed_at) values ($1, $2, $3, $4, $5, daterange('2020-01-01', null), now(), now())")
                {
                    Parameters = { new() { Value = holding }, new() { Value = person }, new() { Value = Body }, new() { Value = (object?)party ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }, new() { Value = party is null ? "secretariat-officer" : "national-contact" } },
                },
                new("insert into sign_in.program_key (id, hash, person, holding, name, made_at, expires_at) values ($1, $2, $3, $4, 'bench', $5, $6)")
                {
                    Parameters = { new() { Value = key.Id }, new() { Value = key.Hash }, new() { Value = person }, new() { Value = holding }, new() { Value = now }, new() { Value = now.AddDays(1) } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
        return text;
    }

    /// <summary>Publishes a folder beside the bodies of the checkout, which stay as they are. Its name is the body's code.</summary>
    public async Task Publish(string folder, CancellationToken cancel)
    {
        var code = Path.GetFileName(folder);
        var loaded = BodyLoader.Load(FolderReader.Read(folder));
        await using var connection = Connect();
        var outcome = await Publication.Publish(connection, loaded, code, TableMaking.Make, TimeProvider.System.GetUtcNow(), cancel);
        if (outcome.Findings.Count > 0)
            throw new CannotMeasure($"The body {code} is not published:\n{string.Join('\n', outcome.Findings)}");
        await Application.Until(() => Checkout.Answers(Http, $"/api/{code}", cancel), TimeSpan.FromMinutes(1), cancel);
    }

    /// <summary>The folder of the body, to be changed and published anew: that of the checkout stays as it is.</summary>
    public string CopyOfBody()
    {
        var (from, to) = (Path.Combine(Checkout.Root, "bench", "Records", Body), Sub(Body));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return to;
    }

    /// <summary>The first two people of the demonstration also act for this party in a body of the bench; returns their names.</summary>
    public async Task<IReadOnlyList<string>> Lend(string body, string party, CancellationToken cancel)
    {
        await using var connection = Connect();
        await using var lend = new NpgsqlCommand("""
            insert into bodies.holding (id, person, body, party, post, period, granted_at, confirmed_at)
            select gen_random_uuid(), p.id, $1, $2, 'national-contact', daterange('2020-01-01', null), now(), now()
            from (select distinct id, name from bodies.people_of_demonstration() order by name limit 2) p
            returning (select name from bodies.person where person.id = holding.person)
            """, connection);
        lend.Parameters.Add(new() { Value = body });
        lend.Parameters.Add(new() { Value = party });
        await using var rows = await lend.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await rows.ReadAsync(cancel))
            names.Add(rows.GetString(0));
        return names;
    }

    // A new installation works out what its demonstration owes: that is not what is measured.
    private async Task Settle(CancellationToken cancel)
    {
        var patience = Stopwatch.StartNew();
        for (var before = Spent(); patience.Elapsed < TimeSpan.FromMinutes(3);)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), cancel);
            var now = Spent();
            if (now.Application + now.Database - before.Application - before.Database < 0.2)
                return;
            before = now;
        }
        throw new CannotMeasure("The installation does not come to rest: what is measured would be measured beside its own work.");
    }

    /// <summary>Seconds of processor time that application and database have taken so far, those of ended sessions included.</summary>
    public (double Application, double Database) Spent()
    {
        var processes = ProcessTree.Of([Application.Id]);
        return (processes.Where(process => process.Name.Contains("Entente.Platform.dll", StringComparison.Ordinal)).Sum(process => process.CpuSeconds),
            processes.Where(process => process.Name.Contains("postgres", StringComparison.Ordinal)).Sum(process => process.CpuSeconds));
    }

    // A socket belongs to the place of the thread that opens it.
    private NpgsqlConnection Connect()
    {
        NpgsqlConnection Opened()
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(OwnerLogin.ConnectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            return connection;
        }
        return _place is null ? Opened() : _place.Inside(Opened);
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<T> Ask<T>(string sql, CancellationToken cancel)
    {
        await using var command = Owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (Owner is not null)
            await Owner.DisposeAsync();
        if (!Application.Interrupt(TimeSpan.FromSeconds(30)))
            Application.Kill();
        Application.Dispose();
        _work.Dispose();
    }

}
