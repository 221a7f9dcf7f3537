using Dapper;
using Entente.Bodies;
using Entente.Bodies.Editing;
using Entente.Records.Examples;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Bodies.Editing;

/// <summary>Bodies as the command makes them, on a disk of their own, and two officers who may change what they say.</summary>
public sealed class EditingApp : TestApp
{
    private readonly string _root = Directory.CreateTempSubdirectory("entente-editing-").FullName;
    private NpgsqlDataSource? _owner;
    private int _bodies;

    public EditingApp() => Added = services => services.AddSingleton<IStartupFilter, AsPerson>();

    public NpgsqlDataSource Owner => _owner ??= NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.Owner) { MaxPoolSize = 5 });

    public string Root => _root;

    /// <summary>A body of its own for one test.</summary>
    public async Task<Desk> NewBody()
    {
        var code = $"body{Interlocked.Increment(ref _bodies)}";
        Entente.Bodies.NewBody.Create(_root, code, TextWriter.Null).ShouldBe(0);
        (await FromDisk(code)).Findings.ShouldBeEmpty();
        await Services.GetRequiredService<BodyCatalogue>().StartAsync(CancellationToken.None);
        return new Desk(this, code, await Officer("First", code), await Officer("Second", code));
    }

    /// <summary>Somebody with this post of the body, or of one of its parties.</summary>
    public async Task<Guid> Officer(string name, string code, string post = "secretariat-officer", string? party = null)
    {
        var id = await this.Person($"{name} of {code}");
        await using var connection = await Owner.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into bodies.holding (id, person, body, party, post, period, granted_at) values (gen_random_uuid(), @id, @code, @party, @post, '[2020-01-01,)', '2020-01-01Z')", new { id, code, party, post });
        return id;
    }

    /// <summary>What the steward does at every start.</summary>
    public async Task<Outcome> FromDisk(string code) =>
        (await Publication.Publish(Database.Owner, _root, TableMaking.Make, Clock)).Single(outcome => outcome.Code == code);

    /// <summary>What the steward does once a second person agreed.</summary>
    public Task<IReadOnlyList<Finding>> Publish(Guid proposal, MakeTables? tables = null) =>
        PublishProposal.Run(Owner, proposal, tables ?? TableMaking.Make, Examples, Clock, CancellationToken.None);

    public static IReadOnlyList<Finding> Examples(Entente.Bodies.Loading.Loaded loaded) => [.. ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples)];

    public async Task<T> Ask<T>(string sql, object? values = null)
    {
        await using var connection = await Owner.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql, values);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_owner is not null)
            await _owner.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>A body and its two officers at their browsers.</summary>
public sealed class Desk(EditingApp app, string code, Guid first, Guid second)
{
    public string Code => code;

    public Guid FirstPerson => first;

    public Guid SecondPerson => second;

    public Browser First { get; } = AsPerson.Browser(app, first);

    public Browser Second { get; } = AsPerson.Browser(app, second);

    public string Address => $"/bodies/{code}/description";

    public string OnDisk(string path) => Path.Combine(app.Root, code, path);

    public string Read(string path) => File.ReadAllText(OnDisk(path));

    public void Write(string path, string old, string with)
    {
        Read(path).ShouldContain(old);
        File.WriteAllText(OnDisk(path), Read(path).Replace(old, with, StringComparison.Ordinal));
    }

    /// <summary>Begins a proposal; the address of its page.</summary>
    public async Task<string> Begin(string subject = "New words")
    {
        var page = await First.Submit(await First.Get(Address), "#begin", ("Subject", subject));
        page.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        return page.Address.AbsolutePath;
    }

    public static Guid IdOf(string address) => Guid.Parse(address.Split('/')[^1]);

    public static string FileOf(string proposal, string path) => $"{proposal}/file?path={Uri.EscapeDataString(path)}";

    /// <summary>Changes some words of a file as text, as the first officer does.</summary>
    public async Task<Page> Change(string proposal, string path, string old, string with, Browser? by = null)
    {
        var page = await (by ?? First).Get(FileOf(proposal, path));
        var text = page.One("#Text").TextContent;
        text.ShouldContain(old);
        return await (by ?? First).Submit(page, "#text", ("Text", text.Replace(old, with, StringComparison.Ordinal)));
    }

    /// <summary>Proposes it, and has the second officer agree.</summary>
    public async Task Agree(string proposal)
    {
        (await First.Submit(await First.Get(proposal), "#propose")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await Second.Submit(await Second.Get(proposal), "#approve")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    /// <summary>From a change of words to the version in force.</summary>
    public async Task<string> Publish(string path, string old, string with)
    {
        var proposal = await Begin();
        await Change(proposal, path, old, with);
        await Agree(proposal);
        (await app.Publish(IdOf(proposal))).ShouldBeEmpty();
        return proposal;
    }

    public Task<string> NameInForce(string kind, string item) =>
        app.Ask<string>("select names ->> 'en' from bodies.label where body = @code and kind = @kind and code = @item", new { code, kind, item });

    public Task<int> Version() => app.Ask<int>("select max(number) from bodies.version where body = @code", new { code });
}
