using System.Net.Http.Headers;
using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Disclosing;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.SignIn;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>A statement as the test knows it: what was said when it was made and changed, and nothing that the house worked out from that.</summary>
internal sealed class Thing(Guid id, Definition of, string? party)
{
    public Guid Id { get; } = id;

    public Definition Of { get; } = of;

    public string? Party { get; } = party;

    /// <summary>Who reads it, as its party said.</summary>
    public Chosen Chosen { get; set; } = Chosen.Only(of.Sharing.ShownTo);

    public int Version { get; set; }

    public string State { get; set; } = "draft";

    /// <summary>Whether the party may work on it as it stands.</summary>
    public bool IsOpen => Of.Workflow.State(State)!.Open;

    /// <summary>The moment from which a notice is shown; null: at once.</summary>
    public DateTimeOffset? Opens { get; set; }

    /// <summary>The certificates of which it has used lines.</summary>
    public HashSet<Thing> Uses { get; } = [];

    /// <summary>Each word that was said, with its place and, by the versions that say it, the readers of then: a later change of readers is not about those before.</summary>
    public Dictionary<string, (Section Section, Field Field, Dictionary<int, Shown> Readers)> Said { get; } = new(StringComparer.Ordinal);

    /// <summary>Other ids that its addresses hold, by the name of their place: file, referral, request.</summary>
    public List<(string Name, Guid Id)> Parts { get; } = [];

    /// <summary>Notes the words of its last version.</summary>
    public void Remember(Statement content)
    {
        foreach (var section in Of.Sections)
            foreach (var row in section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)])
                foreach (var (at, field) in section.Fields.Index())
                    foreach (var word in RandomContent.WordsIn(row.Answers[at] is { HasValue: true, Value: { Kind: Kind.Text } value } ? value.AsText : row.Answers[at].Reason ?? ""))
                        Said[word] = (section, field, new Dictionary<int, Shown> { [Version] = Chosen.Of(section, field) });
    }

    /// <summary>Its last version says the same as the one before, to whom it is now shown.</summary>
    public void Repeat()
    {
        foreach (var (section, field, readers) in Said.Values)
            if (readers.ContainsKey(Version - 1))
                readers[Version] = Chosen.Of(section, field);
    }

    public override string ToString() => $"{Of.Code} {Id} of {Party ?? "the body"}, shown to {Chosen.Text}{(Opens is { } opens ? $" from {opens:u}" : "")}, version {Version}, {State}";
}

/// <summary>Somebody who asks, with the posts they hold; the public holds none.</summary>
internal sealed record Reader(string Name, Guid? Person, IReadOnlyList<(string? Party, string Code, IReadOnlySet<Right> Rights)> Posts)
{
    /// <summary>Asks as a program does, with a key of this post.</summary>
    public string? Key { get; init; }

    /// <summary>Asks the database itself, through a login of its own.</summary>
    public string? Login { get; init; }

    /// <summary>What a grant opens to them: of which party, under which definition.</summary>
    public IReadOnlySet<(string Party, string Definition)> Grants { get; init; } = new HashSet<(string, string)>();

    /// <summary>Whoever asks the database itself asks it today.</summary>
    public DateTimeOffset Now => Login is null ? World.Now : TimeProvider.System.GetUtcNow();

    public override string ToString() => Key is not null ? Name + "'s program" : Login is not null ? Name + " as an analyst" : Name;
}

/// <summary>A body drawn by chance, its people, and what they declared.</summary>
internal sealed class World
{
    /// <summary>When questions are asked: everything was done before.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Begins = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<Guid, Actor> _actors = [];
    private DateTimeOffset _moment = Begins;

    private World(WorldsApp app, int seed)
    {
        (App, Seed, Chance) = (app, seed, new Random(seed));
        Contents = new RandomContent(Chance);
        Folder = RandomBody.Drawn(Chance, RandomBody.Name(seed));
        Acts = new Acts(this);
        Dues = new Dues(this);
    }

    public WorldsApp App { get; }

    public int Seed { get; }

    public Random Chance { get; }

    public RandomContent Contents { get; }

    public Acts Acts { get; }

    public Dues Dues { get; }

    public Loaded Folder { get; }

    public Body Body => Folder.Body!;

    /// <summary>As they were published.</summary>
    public IReadOnlyList<Definition> Definitions { get; private set; } = [];

    public List<Thing> Things { get; } = [];

    public List<Reader> Readers { get; } = [new("the public", null, [])];

    /// <summary>Who does what parties do, by party, and who serves.</summary>
    public Dictionary<string, Guid> Heads { get; } = [];

    /// <summary>The posts that somebody holds, by the ids that their addresses have.</summary>
    public List<Guid> Holdings { get; } = [];

    public List<Guid> Officers { get; } = [];

    public static async Task<World> Build(WorldsApp app, int seed)
    {
        var world = new World(app, seed);
        app.At(Begins);
        await app.Publish(world.Folder);
        var catalogue = app.Services.GetRequiredService<DefinitionCatalogue>();
        world.Definitions = [.. world.Folder.Definitions.Select(definition => catalogue.Find(world.Body.Code, definition.Code)!.Definition)];
        await world.Settle();
        foreach (var definition in world.Definitions)
            for (var count = definition.Kind == DefinitionKind.Notice ? 4 : 7; count > 0; count--)
                await world.Acts.Begin(definition);
        foreach (var thing in world.Things.Where(thing => thing.Version > 0).ToList())
        {
            await world.Acts.Reply(thing, world.Pick(RandomBody.PartyCodes));
            await world.Acts.Refer(thing, world.Pick(Worlds.Acts.Asked));
            if (world.Chance.Next(3) == 0)
                await world.Acts.Prepare(thing);
        }
        for (var count = 40; count > 0; count--)
            await world.Acts.Any();
        await world.Dues.Make();
        return world;
    }

    /// <summary>The next moment at which something is done: never after <see cref="Now"/>.</summary>
    public DateTimeOffset Tick()
    {
        _moment += TimeSpan.FromMinutes(7);
        App.At(_moment);
        return _moment;
    }

    public async Task<Actor> Acting(Guid person)
    {
        if (!_actors.TryGetValue(person, out var actor))
            _actors[person] = actor = Actor.Of((await App.Services.GetRequiredService<Entente.Bodies.People>().Find(person))!);
        return actor;
    }

    public async Task<bool> Do(Command command, Guid person)
    {
        Tick();
        var reply = await App.Door.Do(command, await Acting(person));
        return reply.Done;
    }

    public T Pick<T>(IReadOnlyList<T> among) => among[Chance.Next(among.Count)];

    public HttpClient Client(Reader reader)
    {
        var http = App.CreateDefaultClient(new Uri("https://localhost/"));
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        if (reader.Key is { } key)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        else if (reader.Person is { } person)
            http.DefaultRequestHeaders.Add(AsPerson.Header, person.ToString());
        return http;
    }

    public async Task Execute(string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(App.Database.Owner);
        await owner.ExecuteAsync(sql, with);
    }

    public async Task<Guid> NewPerson(string name, string? party, string post)
    {
        var (id, holding) = (Contents.NewId(), Contents.NewId());
        Holdings.Add(holding);
        await Execute("""
            insert into bodies.person (id, name, email, created_at) values (@id, @name, @email, '2020-01-01Z');
            insert into bodies.holding (id, person, body, party, post, period, granted_at) values (@holding, @id, @body, @party, @post, '[2020-01-01,)', '2020-01-01Z')
            """, new { id, name, email = $"{id:N}@example.org", holding, body = Body.Code, party, post });
        return id;
    }

    // Everybody whose sight differs by the rules: of each party somebody, of one a typist who may not read, of the body who serves and who only reads.
    private async Task Settle()
    {
        foreach (var party in RandomBody.PartyCodes)
            Heads[party] = await Settle("head", party);
        await Settle("reader", Pick(RandomBody.PartyCodes));
        await Settle("typist", Pick(RandomBody.PartyCodes));
        await Settle("analyst", null);
        Officers.Add(await Settle("desk", null));
        Officers.Add(await NewPerson(Contents.Word(), null, "desk"));
        await Grant(Readers.Count - 2);
        Readers.Add(new Reader("nobody in particular", await NewStranger(), []));
        var own = Pick(Readers.Where(reader => reader.Posts.Count > 0 && reader.Grants.Count == 0).ToList());
        Readers.Add(own with { Key = await NewKey(own.Person!.Value) });
    }

    // To somebody of the body who reads but does not serve, two others open what one party declares under one definition, around the moment of the questions.
    private async Task Grant(int reader)
    {
        var (party, definition) = (Pick(RandomBody.PartyCodes), Pick(Definitions.Where(one => one.DeclaredBy != Definition.ByBody).ToList()).Code);
        await Execute("""
            insert into disclosure.access_grant (id, body, party, definition, person, purpose, lasts, asked_at) values (@id, @body, @party, @definition, @person, 'A question of the panel', '2 hours', @now);
            insert into disclosure.approval (grant_id, person, at) select @id, other, @now from unnest(@others) other;
            update disclosure.access_grant set begins_at = @now, ends_at = @now + interval '2 hours' where id = @id
            """, new { id = Contents.NewId(), body = Body.Code, party, definition, person = Readers[reader].Person, now = Now.AddHours(-1).UtcDateTime, others = Officers.ToArray() });
        Readers[reader] = Readers[reader] with { Grants = new HashSet<(string, string)> { (party, definition) } };
    }

    /// <summary>The same person, who asks the tables of the body.</summary>
    public async Task<Reader> Analyst(Reader reader)
    {
        await using var owner = new NpgsqlConnection(App.Database.Owner);
        await owner.OpenAsync();
        var (login, password) = await Analysts.Add(owner, $"w{Contents.NewId():N}"[..28], $"{reader.Person:N}@example.org", TimeProvider.System.GetUtcNow(), default);
        return reader with { Grants = new HashSet<(string, string)>(), Key = null, Login = new NpgsqlConnectionStringBuilder(App.Database.Owner) { Username = login, Password = password, Pooling = false }.ConnectionString };
    }

    private async Task<Guid> Settle(string post, string? party)
    {
        var id = await NewPerson($"{Contents.Word()} {post}", party, post);
        Readers.Add(new Reader($"the {post} of {party ?? "the body"}", id, [(party, post, Body.Post(post)!.Rights.ToHashSet())]));
        return id;
    }

    private async Task<Guid> NewStranger()
    {
        var id = Contents.NewId();
        await Execute("insert into bodies.person (id, name, email, created_at) values (@id, 'Nobody', @email, '2020-01-01Z')", new { id, email = $"{id:N}@example.org" });
        return id;
    }

    private async Task<string> NewKey(Guid id)
    {
        var person = (await App.Services.GetRequiredService<Entente.Bodies.People>().Find(id))!;
        return await App.Services.GetRequiredService<Database>().Write(connection => App.Services.GetRequiredService<ProgramKeys>().Make(connection, person, person.Holdings[0].Id, "A program", TimeSpan.FromDays(300)));
    }
}
