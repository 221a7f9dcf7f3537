using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Disclosure;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Disclosing;

/// <summary>A return of which the party says who reads the whole, a section, a field and a column.</summary>
public class DisclosingApp() : PublishedApp(() => new Loaded(WithPosts(Body()), [Shared(), Every()], []))
{
    private int _weeks;

    public Guid Clerk { get; private set; }

    public Guid Ghana { get; private set; }

    public Guid Desk { get; private set; }

    public static Definition Shared() => New("shared", DefinitionKind.Return,
        [
            Fields("report", "The report", Text("remark", "Remark") with { Longest = 200 }, Number("profit", "Profit") with { Places = 2, Choices = [Sharing.Own, Sharing.Sealed, Sharing.Public] }),
            Fields("people", "People", Text("owner", "Owner") with { Longest = 200 }) with { Choices = [Sharing.Own, Sharing.Sealed], OpensWithin = "18 months" },
            Table("catches", "Catches", new RowRules(0, 100_000, [], null), Text("vessel", "Vessel"), Number("weight", "Weight"),
                Number("price", "Price") with { ShownTo = Sharing.Own, Choices = [Sharing.Public, Sharing.Sealed] }),
        ],
        traits: new Traits(Return: new ReturnTrait(Rhythm.Week, "period.end + @\"P7D\"", false))) with { Sharing = new Sharing(Sharing.Public, [Sharing.Own, "parties", Sharing.Sealed]) { OpensWithin = "2 years" } };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Clerk = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Ghana = await this.Person("Reader of Ghana", ("tuna", "GHA", [Right.Read]));
        Desk = await this.Person("Desk officer", ("tuna", null, [Right.Read, Right.Serve]));
    }

    private static Body WithPosts(Body body) => body with { Posts = [.. body.Posts, new("read-enter-submit-of-party", Say("Clerk"), PostFor.Party, [Right.Read, Right.Enter, Right.Submit], null, null)] };

    public PublishedDefinition Published => Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", "shared").ShouldNotBeNull();

    public Task<Actor> Japan => Acting(Clerk);

    public static string Address(Guid statement) => $"/bodies/tuna/shared/{statement}";

    public Subject Week(string? shownTo = null)
    {
        var monday = new DateOnly(2026, 3, 2).AddDays(-7 * Interlocked.Increment(ref _weeks));
        return new Subject("JPN", new Period(monday, monday.AddDays(7)), ShownTo: shownTo);
    }

    public Statement Said(string remark = "All well", params IEnumerable<string> vessels)
    {
        var content = new Statement(Published.Definition);
        content["report", "remark"] = Answer.Of(Value.Of(remark));
        content["report", "profit"] = Answer.Of(Value.Of(17));
        content["people", "owner"] = Answer.Of(Value.Of("A secret owner"));
        var section = Published.Definition.Section("catches")!;
        foreach (var vessel in vessels)
        {
            var row = Row.Of(section, Guid.NewGuid());
            row[section, "vessel"] = Answer.Of(Value.Of(vessel));
            row[section, "weight"] = Answer.Of(Value.Of(5));
            row[section, "price"] = Answer.Of(Value.Of(3));
            content.Rows("catches").Add(row);
        }
        return content;
    }

    public async Task<Reply> Send(Guid statement, string? shownTo, Statement? content = null) =>
        await Door.Do(new Take(statement, "tuna", "shared", "submit", 0) { Opening = Week(shownTo), Content = content ?? Said("All well", "Maru", "Hoshi") }, await Japan);

    public async Task<Guid> Submit(string? shownTo, Statement? content = null)
    {
        var reply = await Send(Guid.NewGuid(), shownTo, content);
        reply.Faults.ShouldBeEmpty();
        return reply.Statement;
    }

    /// <summary>One answer of the database, under row security, to a person or to the public.</summary>
    public async Task<T> As<T>(Guid? person, string sql, Guid statement)
    {
        var reader = person is { } id ? await Services.GetRequiredService<Entente.Bodies.People>().Find(id) : null;
        return await Services.GetRequiredService<Readings>().As(reader, Showing.Nothing("a question of a test"), async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = statement } } };
            return (T)(await command.ExecuteScalarAsync())!;
        });
    }

    /// <summary>What of a version a page of it says: its sections, byte by byte.</summary>
    public static string Content(Page page) => string.Concat(page.Html.QuerySelectorAll("main section.e-part").Select(part => part.OuterHtml));
}
