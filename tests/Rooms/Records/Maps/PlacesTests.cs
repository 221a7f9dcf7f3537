using System.Globalization;
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

namespace Entente.Tests.Rooms.Records.Maps;

/// <summary>A register of ports with a position and one that is kept back, vessels that name their port, and sightings at sea.</summary>
public sealed class PlacesApp() : PublishedApp(() => new Loaded(Body(), [Ports, Ships, Sightings, Plain], []))
{
    private static readonly Definition Ports = New("ports", DefinitionKind.Register,
        [Fields("port", "Port", Text("name", "Name"), Of("position", FieldType.Place, "Position"), Of("store", FieldType.Place, "Store") with { ShownTo = Sharing.Own })],
        traits: new Traits(Register: new RegisterTrait(["name"], [], [], 0, false))) with { Sharing = new Sharing(Sharing.Public, []) };

    private static readonly Definition Ships = New("ships", DefinitionKind.Register,
        [Fields("ship", "Ship", Text("name", "Name"), Of("home", FieldType.Reference, "Home port") with { References = "ports" })],
        traits: new Traits(Register: new RegisterTrait(["name"], [], [], 0, false))) with { Sharing = new Sharing(Sharing.Public, []) };

    private static readonly Definition Sightings = New("sightings", DefinitionKind.Case,
        [Fields("head", "Sighting", Text("what", "What")), Table("tracks", "Track", new RowRules(0, 100, [], null), Of("at", FieldType.Place, "At"))],
        traits: new Traits(Case: new CaseTrait("S-{0000}", ["what"], []))) with { Sharing = new Sharing(Sharing.Own, [Sharing.Public]) };

    private static readonly Definition Plain = New("plain", DefinitionKind.Register, [Fields("thing", "Thing", Text("name", "Name"))],
        traits: new Traits(Register: new RegisterTrait(["name"], [], [], 0, false))) with { Sharing = new Sharing(Sharing.Public, []) };

    public Guid Japan { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Japan = await this.Person("Captain of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
    }

    public Statement Blank(string code) => new(Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code)!.Definition);

    public static Answer At(decimal latitude, decimal longitude) => Answer.Of(Value.Of(Context.Of(("latitude", Value.Of(latitude)), ("longitude", Value.Of(longitude)))));

    public async Task<Guid> Declare(Statement content, string party = "JPN", string? until = null)
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        var register = content.Definition.Kind == DefinitionKind.Register;
        var take = new Take(id, "tuna", content.Definition.Code, "submit", 0)
        {
            Opening = new Subject(party), Content = content,
            Valid = register ? new Period(new DateOnly(2020, 1, 1), until is null ? null : DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture)) : null,
        };
        return (await Door.Do(take, DoorApp.Of(party, Right.Read, Right.Enter, Right.Submit))).ShouldBeDone().Statement;
    }

    public Task<Guid> Port(string name, decimal latitude, decimal longitude, string party = "JPN", string? until = null, bool store = false)
    {
        var content = Blank("ports");
        content["port", "name"] = Answer.Of(Value.Of(name));
        content["port", "position"] = At(latitude, longitude);
        content["port", "store"] = store ? At(latitude + 1, longitude) : Answer.Blank;
        return Declare(content, party, until);
    }
}

/// <summary>What has a place is shown on a map beside its list: the same entries, narrowed alike, to the same readers.</summary>
public sealed class PlacesTests(PlacesApp app) : IClassFixture<PlacesApp>
{
    [Fact]
    public async Task A_register_with_places_has_a_map_of_the_entries_that_its_list_has()
    {
        var tema = await app.Port("Tema", 5.6m, 0.01m, "GHA");
        await app.Port("Shimizu", 35m, 138.5m);
        await app.Port("Closed", 10m, 10m, until: "2021-01-01");
        using var visitor = app.Browser("fr");
        var list = await visitor.Get("/bodies/tuna/ports");
        list.One("nav[aria-label='Affichages'] a[href*='view=map']").TextContent.ShouldBe("Carte");
        var map = await visitor.Get("/bodies/tuna/ports?view=map&party=GHA");
        Names(map).ShouldBe(["Tema"]);
        map.Link("figure.e-map tbody a").ShouldBe($"/bodies/tuna/ports/{tema}/entry");
        map.One("form[role=search] input[name=view]").GetAttribute("value").ShouldBe("map", "narrowing keeps the map");
        (await visitor.Get(map.Link("nav[aria-label='Affichages'] a:not([href*='view=map'])"))).Html.QuerySelector("figure.e-map").ShouldBeNull("and the list is one step away, narrowed alike");
        Names(await visitor.Get("/bodies/tuna/ports?view=map&q=Shimizu")).ShouldBe(["Shimizu"]);
        Names(await visitor.Get("/bodies/tuna/ports?view=map")).ShouldNotContain("Closed");
        Names(await visitor.Get("/bodies/tuna/ports?view=map&on=2020-06-01")).ShouldContain("Closed");
        (await visitor.Get($"/bodies/tuna/ports/{tema}/entry")).Html.QuerySelectorAll("figure.e-map circle").Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_has_readers_of_its_own_is_on_their_map_alone()
    {
        var port = await app.Port("Hidden quay", -30m, 20m, store: true);
        using var japan = app.As(app.Japan);
        Names(await japan.Get("/bodies/tuna/ports?view=map&q=Hidden")).ShouldBe(["Hidden quay · Position", "Hidden quay · Store"]);
        using var visitor = app.Browser();
        var before = (await visitor.Get("/bodies/tuna/ports?view=map&q=Hidden")).Text;
        before.ShouldNotContain("Store");
        (await visitor.Get($"/bodies/tuna/ports/{port}/entry")).Html.QuerySelectorAll("figure.e-map circle").Length.ShouldBe(1);
        await app.Execute("update tuna.ports_port_apart set store_latitude = 12, store_longitude = 13");
        (await visitor.Get("/bodies/tuna/ports?view=map&q=Hidden")).Text.ShouldBe(before);
    }

    [Fact]
    public async Task What_has_no_place_of_its_own_lies_where_the_entry_lies_that_it_names()
    {
        var port = await app.Port("Las Palmas", 28.1m, -15.4m);
        var ship = app.Blank("ships");
        ship["ship", "name"] = Answer.Of(Value.Of("Hoshi Maru"));
        ship["ship", "home"] = Answer.Of(Value.Of(port.ToString()));
        await app.Declare(ship);
        var adrift = app.Blank("ships");
        adrift["ship", "name"] = Answer.Of(Value.Of("Homeless"));
        await app.Declare(adrift);
        using var visitor = app.Browser();
        var map = await visitor.Get("/bodies/tuna/ships?view=map");
        map.Html.QuerySelectorAll("figure.e-map tbody tr > *").Select(cell => cell.TextContent.Trim()).ShouldBe(["Hoshi Maru", "Japan", "28.1° N 15.4° W"]);
        map.Say("main").ShouldContain("1 of the list has no place.");
    }

    [Fact]
    public async Task Rows_with_places_are_on_the_map_of_their_statements_for_whoever_reads_them()
    {
        var sighting = app.Blank("sightings");
        sighting["head", "what"] = Answer.Of(Value.Of("A blue hull"));
        foreach (var at in new[] { PlacesApp.At(9.4m, -19.2m), PlacesApp.At(9.9m, -25m) })
        {
            var row = Row.Of(sighting.Definition.Section("tracks")!, Guid.NewGuid());
            row.Answers[0] = at;
            sighting.Rows("tracks").Add(row);
        }
        var id = await app.Declare(sighting);
        using var japan = app.As(app.Japan);
        Names(await japan.Get("/bodies/tuna/sightings?view=map")).ShouldBe(["A blue hull", "A blue hull"]);
        (await japan.Get($"/bodies/tuna/sightings/{id}")).Html.QuerySelectorAll("figure.e-map circle").Length.ShouldBe(2);
        using var visitor = app.Browser();
        (await visitor.Get("/bodies/tuna/sightings?view=map")).Html.QuerySelector("figure.e-map").ShouldBeNull();
    }

    [Fact]
    public async Task What_says_no_places_offers_no_map()
    {
        using var visitor = app.Browser();
        var page = await visitor.Get("/bodies/tuna/plain?view=map");
        page.Html.QuerySelector("a[href*='view=map']").ShouldBeNull();
        page.Html.QuerySelector("figure.e-map").ShouldBeNull();
    }

    private static IEnumerable<string> Names(Page page) => page.Html.QuerySelectorAll("figure.e-map tbody th").Select(name => name.TextContent.Trim()).Order(StringComparer.Ordinal);
}
