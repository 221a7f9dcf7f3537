using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Disclosure;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Confidential;

/// <summary>A body whose return has confidential answers of many kinds, and a register with one; its data folder is its own.</summary>
public class SecretApp : PublishedApp
{
    private int _weeks;

    public SecretApp() : base(() => new Loaded(WithClerk(), [Landings, Ships, Plain], []))
    {
        Folder = Directory.CreateTempSubdirectory("entente-secret-");
        Settings["ENTENTE_FOLDER"] = Folder.FullName;
        Settings["ENTENTE_MAIL"] = Path.Combine(Folder.FullName, "mail");
    }

    public DirectoryInfo Folder { get; }

    public RootKeyFolder Root => new(Path.Combine(Folder.FullName, "keys"));

    public Guid Clerk { get; private set; }

    private static Field Secret(Field field) => field with { Confidential = true };

    public static Definition Landings { get; } = New("landings", DefinitionKind.Return,
        [
            Fields("report", "The report",
                Text("officer", "Officer"),
                Secret(Text("buyer", "Buyer")) with { Longest = 100 },
                Secret(Number("price", "Price")) with { May = [AnswerKind.Withheld], Places = 2 },
                Secret(Of("until", FieldType.Date, "Until")),
                Secret(Of("where", FieldType.Place, "Where")),
                Secret(Of("letter", FieldType.File, "Letter")) with { Accept = ["text/plain"] },
                Secret(Number("twice", "Twice")) with { Computed = "report.price * 2" }),
            Fields("people", "People", Secret(Text("owner", "Owner"))) with { ShownTo = Sharing.Own },
            Table("catches", "Catches", new RowRules(0, 100_000, [], null),
                Text("vessel", "Vessel"),
                Secret(Text("ground", "Ground")),
                Secret(Number("margin", "Margin")) with { ShownTo = Sharing.Own }),
        ],
        checks: [Rule("dear", null, "report.price <= 100", "That is dear.", "report.price", CheckLevel.Warning)]) with { Sharing = new Sharing(Sharing.Public, [Sharing.Own]) };

    public static Definition Ships { get; } = New("ships", DefinitionKind.Register,
        [Fields("ship", "Ship", Text("name", "Name") with { Required = "true" }, Secret(Text("keel", "Keel")), Of("berth", FieldType.Code, "Berth") with { List = "gears" }, Secret(Of("rig", FieldType.Code, "Rig")) with { List = "gears" })],
        traits: new Traits(Register: new RegisterTrait(["name"], ["name"], [], 0, false)));

    /// <summary>The same as a part of the return, with nothing to hide.</summary>
    public static Definition Plain { get; } = New("plain", DefinitionKind.Return, [Fields("report", "The report", Text("officer", "Officer"), Text("buyer", "Buyer"))]);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using (var owner = new NpgsqlConnection(Database.Owner))
        {
            await owner.OpenAsync();
            await RootKeys.Begin(owner, Root, Clock.GetUtcNow());
        }
        Clerk = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
    }

    public PublishedDefinition Published(string code = "landings") => Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code).ShouldNotBeNull();

    public Actor ClerkActor => new(Clerk, null, [new Holding(Guid.NewGuid(), "tuna", "JPN", "head", new DateOnly(2020, 1, 1), null, new HashSet<Right> { Right.Enter, Right.Submit })]);

    public static Actor Secretariat { get; } = new(null, Guid.NewGuid(), [new Holding(Guid.NewGuid(), "tuna", null, "desk", new DateOnly(2020, 1, 1), null, new HashSet<Right> { Right.Serve })]);

    public Subject Week(string party = "JPN")
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _weeks));
        return new Subject(party, new Period(monday, monday.AddDays(7)));
    }

    /// <summary>What is said with this word in every confidential place that takes words.</summary>
    public Statement Said(string secret, Guid? file = null)
    {
        var content = new Statement(Published().Definition);
        content["report", "officer"] = Answer.Of(Value.Of("K. Sato"));
        content["report", "buyer"] = Answer.Of(Value.Of(secret));
        content["report", "price"] = Answer.Of(Value.Of(777_123.25m));
        content["report", "letter"] = file is { } id ? Answer.Of(Value.Of(id.ToString())) : Answer.Blank;
        content["people", "owner"] = Answer.Of(Value.Of(secret + " owner"));
        var section = Published().Definition.Section("catches")!;
        for (var number = 1; number <= 3; number++)
        {
            var row = Row.Of(section, new Guid(number, 0, 0, new byte[8]));
            row[section, "vessel"] = Answer.Of(Value.Of($"Maru {number}"));
            row[section, "ground"] = Answer.Of(Value.Of(secret + " ground"));
            row[section, "margin"] = Answer.Of(Value.Of(777_123.25m));
            content.Rows("catches").Add(row);
        }
        return content;
    }

    public async Task<Guid> Submit(string secret, string party = "JPN")
    {
        var actor = new Actor(null, Guid.NewGuid(), [new Holding(Guid.NewGuid(), "tuna", party, "head", new DateOnly(2020, 1, 1), null, new HashSet<Right> { Right.Enter, Right.Submit })]);
        var reply = await Door.Do(new Take(Guid.NewGuid(), "tuna", "landings", "submit", 0) { Opening = Week(party), Content = Said(secret), Excuses = [new Excuse("check:dear", "report", null, "price", "It is.")] }, actor);
        reply.Done.ShouldBeTrue(string.Join(' ', reply.Faults));
        return reply.Statement;
    }

    public Task<OpenDraft> Begin(Guid statement, DraftBeginning? beginning = null) => Services.GetRequiredService<Database>().Write(connection =>
        Services.GetRequiredService<Drafting>().Open(connection, statement, Published().Version, beginning ?? DraftBeginning.Blank(Published().Definition), Clerk, byBody: false));

    /// <summary>Every table that has any of these words in any of its columns, as text or as bytes.</summary>
    public async Task<string> Tables(params string[] words)
    {
        var found = new List<string>();
        foreach (var table in (await Ask<string>("select string_agg(format('%I.%I', n.nspname, c.relname), ' ') from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')")).Split(' '))
            foreach (var word in words)
                if (await Ask<bool>($"select exists (select from {table} t where strpos(t::text, @word) > 0 or strpos(t::text, encode(convert_to(@word, 'UTF8'), 'hex')) > 0)", new { word }))
                    found.Add($"{table}: {word}");
        return string.Join(", ", found);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Folder.Exists)
            Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static Body WithClerk()
    {
        var body = Body();
        return body with { Posts = [.. body.Posts, new("read-enter-submit-of-party", Say("Clerk"), PostFor.Party, [Right.Read, Right.Enter, Right.Submit], null, null)] };
    }
}
