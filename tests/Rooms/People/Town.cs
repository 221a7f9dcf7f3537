using Dapper;
using Entente.Bodies;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms;

/// <summary>Two small bodies, of which a test class fills the posts as it needs them.</summary>
public class Town : TestApp
{
    public const string Body = "tin";

    private readonly string _bodies = Directory.CreateTempSubdirectory("entente-town-").FullName;

    public Town() => Added = services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, AsPerson>();

    public Browser As(Person person, string language = "en") => AsPerson.Browser(this, person.Id, language);

    public People People => Services.GetRequiredService<People>();

    public Appointments Appointments => Services.GetRequiredService<Appointments>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Describe("tin");
        Describe("zinc");
        foreach (var outcome in await Publication.Publish(Database.Owner, _bodies, TableMaking.Make, Clock))
            outcome.Findings.ShouldBeEmpty();
    }

    /// <summary>Somebody with this post today; "tin/UTO" is a side.</summary>
    public async Task<Guid> Holder(string name, string side, string post, int from = -100, int? until = null)
    {
        var id = await Newcomer(name);
        await Give(id, side, post, from, until);
        return id;
    }

    /// <summary>The same, as the application knows them.</summary>
    public async Task<Person> Known(string name, string side, string post) => (await People.Find(await Holder(name, side, post)))!;

    public async Task<Guid> Newcomer(string name)
    {
        await using var connection = await Owner();
        return await People.Create(connection, name, $"{name.Replace(' ', '.')}@example.org", "en");
    }

    /// <summary>Somebody who had a post of this side and has none now: whom its people, and the secretariat, know.</summary>
    public async Task<Guid> Former(string name, string side = "tin/UTO")
    {
        var id = await Newcomer(name);
        await Give(id, side, side.EndsWith('/') ? "guest" : "approver", from: -90, until: -60);
        return id;
    }

    /// <summary>Straight into the tables. Days are counted from the day of the test's clock.</summary>
    public async Task<Guid> Give(Guid person, string side, string post, int from, int? until = null, bool awaitsSecond = false)
    {
        var id = Guid.NewGuid();
        var (body, party) = (side.Split('/')[0], side.Split('/')[1] is { Length: > 0 } code ? code : null);
        await Do("""
            insert into bodies.holding (id, person, body, party, post, period, granted_at, awaits_second)
            values (@id, @person, @body, @party, @post, daterange(@start, @end), @now, @awaitsSecond)
            """, new { id, person, body, party, post, start = Clock.Today.AddDays(from), end = until is { } days ? Clock.Today.AddDays(days) : (DateOnly?)null, awaitsSecond, now = Clock.GetUtcNow() });
        return id;
    }

    public async Task Do(string sql, object? values = null)
    {
        await using var connection = await Owner();
        await connection.ExecuteAsync(sql, values);
    }

    public async Task<List<T>> Ask<T>(string sql, object? values = null)
    {
        await using var connection = await Owner();
        return [.. await connection.QueryAsync<T>(sql, values)];
    }

    /// <summary>What the reader's login gives this person, without any filter of the application.</summary>
    public Task<List<T>> As<T>(Guid? person, string sql) =>
        Services.GetRequiredService<Entente.Shared.Data.Database>().Read(person, async connection => (await connection.QueryAsync<T>(sql)).ToList());

    /// <summary>The texts of mails to this person, the latest first.</summary>
    public async Task<List<string>> MailTo(Guid person, string key) =>
        await Ask<string>("select body from mail.message where to_address = (select email from bodies.person where id = @person) and text_key = @key order by added_at desc", new { person, key });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_bodies, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<NpgsqlConnection> Owner()
    {
        var connection = new NpgsqlConnection(Database.Owner);
        await connection.OpenAsync();
        return connection;
    }

    private void Describe(string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_bodies, code)).FullName;
        File.WriteAllText(Path.Combine(folder, "parties.csv"), """
            code,country,standing,from,until,groups,name.en
            UTO,,party,2000-01-01,,,Utopia
            ARC,,party,2000-01-01,,,Arcadia
            OLD,,party,2000-01-01,2020-01-01,,Formerly

            """);
        File.WriteAllText(Path.Combine(folder, "body.yaml"), $$"""
            code: {{code}}
            name: Convention on {{code}}
            short: {{code.ToUpperInvariant()}}
            about: Looks after {{code}}.
            languages: [en]
            zone: Europe/Paris
            website: https://www.example.org
            audiences:
              parties: Parties
            standings:
              party: {name: Party, audiences: [parties]}
            posts:
              contact: {name: National contact, for: party, rights: [read, vouch], reconfirm-every: 12 months}
              reporter: {name: Reporter, for: party, rights: [read, enter], reconfirm-every: 12 months}
              approver: {name: Approver, for: party, rights: [read, approve, submit]}
              officer: {name: Officer, for: body, rights: [read, serve]}
              editor: {name: Editor, for: body, rights: [read, describe]}
              guest: {name: Guest, for: body, rights: [read]}
              chair: {name: Chair, for: body, rights: [read], term: 2 years, terms-in-a-row: 2}

            """);
    }
}
