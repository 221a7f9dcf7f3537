using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Client.Run;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Entente.Tests.Kit.Upgrade;
using Entente.Tests.Rooms.Records.Api;
using Entente.Tests.Rooms.SignIn;
using Npgsql;

namespace Entente.Tests.Rooms.Upgrade;

/// <summary>A database as a body in use would have it: the bodies of the house with their demonstration, and one with every type of field.</summary>
public sealed class StateApp : ApiApp
{
    public IReadOnlyList<string> Made { get; private set; } = [];

    public override async ValueTask InitializeAsync()
    {
        Database = await (await TestCluster.Get()).EmptyWithLogins();
        var house = House.Find();
        await Installation.Prepare(Database.Owner, TestCluster.Secret, demonstration: true, Clock);
        await using var owner = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Owner) { Pooling = false }.ConnectionString);
        await owner.OpenAsync();
        Made = await KeepState.Making(async () =>
        {
            await Publication.Publish(Database.Owner, house.Bodies, TableMaking.Make, Clock);
            await PublishTuna(owner);
        });
        await Preparation.Run(Database.Owner, TestCluster.Secret, house, demonstration: true, Clock, said: null, CancellationToken.None);
        await PublishTuna(owner);
    }

    private Task<Outcome> PublishTuna(NpgsqlConnection owner) =>
        Publication.Publish(owner, new Loaded(Kit.Definitions.Body(), [.. Published()], []), "tuna", TableMaking.Make, Clock.GetUtcNow());
}

/// <summary>Run when a state is tagged: <c>Entente.Tests.Rooms -explicit only -class "*KeepStateTests"</c>. Its name is the number of its last step.</summary>
public sealed class KeepStateTests(StateApp app) : IClassFixture<StateApp>
{
    private static readonly string Everything = """
        {"period":{"start":"2026-02-01","end":"2026-03-01"},"shownTo":"parties","content":{
          "report":{"officer":"K. Sato","remarks":"Línea primera\nالسطر الثاني","email":"sato@example.jp","website":"https://example.jp","no_catch":false,"vessels":2,"limit":"5000.5",
            "fee":"12.50","value":{"amount":"3.1","currency":"XOF"},"signed":"2026-02-28","checked":"2026-02-28T23:59:59Z","season":{"start":"2026-01-01","end":"2026-07-01"},
            "ocean":"ATL","area":"ATW","gears":["PS","LL"],"partner":"GHA","flagship":"VESSEL","product":"030235","port":{"latitude":"43.25","longitude":"-8.5"},"effort":{"answer":"not-applicable","reason":"No effort"}},
          "private":{"note":"For the secretariat","phone":"+81 3 0000"},
          "catches":[{"vessel":"VESSEL","gear":"PS","weight":"1200.25","number":30},{"vessel":"VESSEL","gear":"LL","weight":{"answer":"nil"},"length":"180.5"}],
          "bycatch":[{"species":"BFT","weight":{"answer":"nil"}},{"species":"BET","weight":"0"},{"species":"SWO","weight":"1.5"}],
          "fleet_use":[{"vessel":"VESSEL","days":12}]}}
        """;

    [Fact(Explicit = true)]
    public async Task This_state_is_kept_for_those_after_it()
    {
        using var japan = await app.Program("Japan", "JPN", Right.Read, Right.Enter, Right.Submit);
        using var desk = await app.Program("Desk", null, Right.Read, Right.Serve);
        var vessel = await Done(japan, "/api/tuna/vessels", """{"valid":{"start":"2020-01-01"},"content":{"vessel":{"name":"Hoshi Maru","ircs":"JABC","flag":"JPN","length":"44.5"}}}""");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var first = await Done(japan, "/api/tuna/everything", Everything.Replace("VESSEL", vessel, StringComparison.Ordinal));
        await Done(desk, $"/api/tuna/everything/{first}/steps/return", """{"expected":1,"reason":"Which gear?"}""");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var content = Everything[Everything.IndexOf("\"content\"", StringComparison.Ordinal)..].Replace("VESSEL", vessel, StringComparison.Ordinal);
        await Done(japan, $"/api/tuna/everything/{first}/steps/submit", "{\"expected\":1," + content.Replace("1200.25", "1300.75", StringComparison.Ordinal));
        await Done(desk, $"/api/tuna/everything/{first}/steps/accept", """{"expected":2}""");
        var open = await Done(japan, "/api/tuna/catch", """{"step":"open","period":{"start":"2026-02-02","end":"2026-02-09"}}""");
        await Cells(japan, $"/api/tuna/catch/{open}", """{"changes":[{"section":"report","field":"f01","now":"Half done"}]}""");
        var rows = string.Join(',', Enumerable.Range(1, 1500).Select(number => $$"""{"vessel":"V{{number}}","gear":"PS","species":"BFT","weight":{{number}}.5,"transhipped":false}"""));
        await Done(japan, "/api/tuna/large", $$"""{"period":{"start":"2026-02-02","end":"2026-02-09"},"content":{"catches":[{{rows}}]} }""");

        await using var owner = new NpgsqlConnection(app.Database.Owner);
        await owner.OpenAsync();
        await (await KeepState.Of(owner, app.Made)).Write($"{Migration.All[^1].Number:0000}");
    }

    private static async Task<string> Done(HttpClient program, string address, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await program.PostAsync(address, content);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBeInRange(200, 299, text);
        return JsonNode.Parse(text)!["statement"]!.ToString();
    }

    private static async Task Cells(HttpClient program, string address, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await program.PatchAsync($"{address}/draft", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
