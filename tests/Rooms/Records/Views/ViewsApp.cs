using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Views;

/// <summary>A body with a return that is shown to everybody, but for a field, a column and a section that only the party and the secretariat see.</summary>
public sealed class ViewsApp() : PublishedApp(() => Folder(Landings()))
{
    private int _weeks;

    /// <summary>What only its own are shown carries this word in its name.</summary>
    public const string Hidden = "Confidential";

    public Guid Clerk { get; private set; }

    public static Definition Landings(string officer = "Officer in charge") => New("landings", DefinitionKind.Return,
        [
            Fields("report", "The report",
                Text("officer", officer),
                Text("remark", "Remark"),
                Number("profit", Hidden + " profit") with { ShownTo = Sharing.Own }),
            Fields("people", Hidden + " people", Text("owner", Hidden + " owner")) with { ShownTo = Sharing.Own },
            Table("catches", "Catches", new RowRules(0, 100_000, [], null),
                Text("vessel", "Vessel"),
                Of("gear", FieldType.Code, "Gear") with { List = "gears" },
                Number("weight", "Weight") with { Unit = "kg", Places = 2, May = [AnswerKind.Nil] },
                Number("price", Hidden + " price") with { ShownTo = Sharing.Own }),
        ]) with { Sharing = new Sharing(Sharing.Public, [Sharing.Own]) };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Clerk = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
    }

    public async Task Publish(Definition landings)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        (await Publication.Publish(owner, Folder(landings), "tuna", TableMaking.Make, Clock.GetUtcNow())).Findings.ShouldBeEmpty();
        NpgsqlConnection.ClearPool(owner);
    }

    // The post of the clerk, which stays although the definitions are published again.
    private static Loaded Folder(Definition landings)
    {
        var body = Body();
        body = body with { Posts = [.. body.Posts, new("read-enter-submit-of-party", Say("Clerk"), PostFor.Party, [Right.Read, Right.Enter, Right.Submit], null, null)] };
        return new Loaded(body, [landings, Every(), Heavy()], []);
    }

    public PublishedDefinition Published => Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", "landings").ShouldNotBeNull();

    public Actor ClerkActor => new(Clerk, null, [new Holding(Guid.NewGuid(), "tuna", "JPN", "head", new DateOnly(2020, 1, 1), null, new HashSet<Right> { Right.Enter, Right.Submit })]);

    public static Actor Secretariat { get; } = new(null, Guid.NewGuid(), [new Holding(Guid.NewGuid(), "tuna", null, "desk", new DateOnly(2020, 1, 1), null, new HashSet<Right> { Right.Serve })]);

    public static string Address(Guid statement) => $"/bodies/tuna/landings/{statement}";

    public Subject Week(string? shownTo = null)
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _weeks));
        return new Subject("JPN", new Period(monday, monday.AddDays(7)), ShownTo: shownTo);
    }

    public Statement Said(string officer, params IEnumerable<(int Id, string Vessel, decimal Weight)> catches)
    {
        var content = new Statement(Published.Definition);
        content["report", "officer"] = Answer.Of(Value.Of(officer));
        content["report", "profit"] = Answer.Of(Value.Of(17));
        content["people", "owner"] = Answer.Of(Value.Of("A secret owner"));
        var section = Published.Definition.Section("catches")!;
        foreach (var (id, vessel, weight) in catches)
        {
            var row = Row.Of(section, Id(id));
            row[section, "vessel"] = Answer.Of(Value.Of(vessel));
            row[section, "weight"] = Answer.Of(Value.Of(weight));
            row[section, "price"] = Answer.Of(Value.Of(3));
            content.Rows("catches").Add(row);
        }
        return content;
    }

    public static Guid Id(int row) => new(row, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]);

    public async Task<Guid> Submit(Statement content, string? shownTo = null)
    {
        var statement = Guid.NewGuid();
        (await Door.Do(new Take(statement, "tuna", "landings", "submit", 0) { Opening = Week(shownTo), Content = content }, ClerkActor)).Faults.ShouldBeEmpty();
        return statement;
    }

    /// <summary>Returned by the secretariat, and corrected.</summary>
    public async Task Correct(Guid statement, int version, Statement content, string? shownTo = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await Door.Do(new Take(statement, "tuna", "landings", "return", version) { Reason = "Which vessel is meant?" }, Secretariat)).Faults.ShouldBeEmpty();
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await Door.Do(new Take(statement, "tuna", "landings", "submit", version) { Content = content, ShownTo = shownTo }, ClerkActor)).Faults.ShouldBeEmpty();
    }
}
