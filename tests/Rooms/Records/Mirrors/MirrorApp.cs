using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Certificates;
using Entente.Tests.Rooms.Records.Writing;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Mirrors;

/// <summary>A body whose parties declare half-yearly what they imported and what they exported, each for itself; Norway exports through Japan's union.</summary>
public sealed class MirrorApp() : PublishedApp(() => new Loaded(Organisation(), [Imports, Exports], []))
{
    public static Period Half { get; } = new(new DateOnly(2025, 7, 1), new DateOnly(2026, 1, 1));

    private static readonly Mirror Mirror = new(Say("Imports against exports"), Say("Importer"), Say("Exporter"), "exports", "trade", "trade", "partner", "buyer", ["species", "gear"], "weight") { WithinPercent = 2, WithinAmount = 10 };

    private static Definition Imports { get; } = Trade("imports", "partner", FieldType.Code, Mirror);

    private static Definition Exports { get; } = Trade("exports", "buyer", FieldType.Party, null);

    public Guid Desk { get; private set; }

    public Guid Japan { get; private set; }

    public Guid Stranger { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Desk = await this.Person("Officer of the secretariat", ("tuna", null, [Right.Read, Right.Serve]));
        Japan = await this.Person("Importer of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Stranger = await this.Person("Nobody in the body");
    }

    public async Task<Guid> Declare(string definition, string party, string shownTo, params (string Partner, string Species, string Gear, decimal Weight)[] rows)
    {
        var content = new Statement(Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", definition)!.Definition);
        var section = content.Definition.Section("trade")!;
        foreach (var (partner, species, gear, weight) in rows)
        {
            var row = Row.Of(section, Guid.NewGuid());
            row[section, definition == "imports" ? "partner" : "buyer"] = Answer.Of(Value.Of(partner));
            row[section, "species"] = Answer.Of(Value.Of(species));
            row[section, "gear"] = Answer.Of(Value.Of(gear));
            row[section, "weight"] = Answer.Of(Value.Of(weight));
            row[section, "remark"] = Answer.Of(Value.Of($"as {party} weighed it"));
            content.Rows("trade").Add(row);
        }
        var take = new Take(Guid.NewGuid(), "tuna", definition, "submit", 0) { Opening = new Subject(party, Half), Content = content, ShownTo = shownTo == "own" ? null : shownTo };
        return (await Door.Do(take, DoorApp.Of(party, Right.Read, Right.Enter, Right.Submit))).ShouldBeDone().Statement;
    }

    private static Body Organisation()
    {
        var body = Body();
        return body with { Groupings = [.. body.Groupings.Select(grouping => grouping with { Groups = [.. grouping.Groups.Select(group => group.Code == "north" ? group with { Union = "JPN" } : group)] })], Parties = [.. body.Parties.Select(party => party.Code == "NOR" ? party with { Memberships = [party.Memberships[0] with { Groups = ["north"] }] } : party)] };
    }

    private static Definition Trade(string code, string partner, FieldType type, Mirror? mirror) => New(code, DefinitionKind.Return,
        [
            Table("trade", "Weights", new RowRules(0, 100, [], null), Of(partner, type, "Partner") with { List = type == FieldType.Code ? "countries" : null }, Of("species", FieldType.Code, "Species") with { List = "species" },
                Of("gear", FieldType.Code, "Gear") with { List = "gears" }, Number("weight", "Weight") with { Unit = "kg", Places = 2 }, Text("remark", "Remark")),
        ],
        traits: new Traits(Return: new ReturnTrait(Rhythm.HalfYear, null, false) { Mirrors = mirror })) with { Sharing = new Sharing(Sharing.Own, ["parties"]) };
}
