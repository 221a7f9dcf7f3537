using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
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

/// <summary>The application of today on what an earlier state left.</summary>
public sealed class UpgradedApp(string state) : ApiApp
{
    public EarlierState State { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        State = await EarlierState.Read(state);
        Database = await (await TestCluster.Get()).EmptyWithLogins();
        await using (var owner = await Owner())
            await RestoreState.Into(owner, State, Clock);
    }

    /// <summary>What ./entente run does before it starts, and the small body of the tests as it is today.</summary>
    public async Task Upgrade()
    {
        await Preparation.Run(Database.Owner, TestCluster.Secret, House.Find(), demonstration: true, Clock, said: null, CancellationToken.None);
        await using var owner = await Owner();
        await Publication.Publish(owner, new Loaded(Kit.Definitions.Body(), [.. Published()], []), "tuna", TableMaking.Make, Clock.GetUtcNow());
    }

    /// <summary>What was declared, in the columns there were then: table by table, the rows in order.</summary>
    public async Task<Dictionary<string, string>> Declared()
    {
        await using var owner = await Owner();
        string[] kept = ["records.statement", "records.version", "records.segment", "records.leaf", "records.event", "records.draft", "records.cell_operation"];
        var declared = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in State.Tables.Where(table => kept.Contains(table.Name) || table.Name.StartsWith("tuna.", StringComparison.Ordinal) || table.Name.StartsWith("iccat.", StringComparison.Ordinal)))
        {
            using var rows = await owner.BeginTextExportAsync($"copy (select {string.Join(", ", table.Columns)} from {table.Name}) to stdout");
            declared[table.Name] = string.Join('\n', (await rows.ReadToEndAsync()).Split('\n').Order(StringComparer.Ordinal));
        }
        return declared;
    }

    private async Task<NpgsqlConnection> Owner()
    {
        var owner = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Owner) { Pooling = false }.ConnectionString);
        await owner.OpenAsync();
        return owner;
    }
}

public sealed class UpgradeTests
{
    public static TheoryData<string> States => [.. EarlierState.Kept()];

    [Fact]
    public void A_state_before_this_one_is_kept() => EarlierState.Kept().ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_was_declared_under_an_earlier_state_is_there_and_goes_on(string state)
    {
        await using var app = new UpgradedApp(state);
        await app.InitializeAsync();
        var before = await app.Declared();
        before["records.version"].Length.ShouldBeGreaterThan(100);
        before["tuna.large_catches"].Length.ShouldBeGreaterThan(10_000);
        await app.Upgrade();

        var after = await app.Declared();
        foreach (var (table, rows) in before)
            after[table].ShouldBe(rows, table);
        (await app.Ask<long>("select count(*) from migrations.applied")).ShouldBe(Migration.All.Count);
        await EverySegmentIsWhatItWas(app);
        await ItReadsAsItDid(app);
        await ItGoesOn(app);
    }

    private static async Task EverySegmentIsWhatItWas(UpgradedApp app)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        var segments = (await owner.QueryAsync<(byte[] Salt, byte[] Bytes, byte[] Commitment)>("select salt, bytes, commitment from records.segment")).ToList();
        segments.Count.ShouldBeGreaterThan(5);
        foreach (var (salt, bytes, commitment) in segments)
            Entente.Records.Writing.Canonical.Commit(salt, bytes).ShouldBe(commitment);
    }

    private static async Task ItReadsAsItDid(UpgradedApp app)
    {
        using var ghana = await app.Program("Reader of today", "GHA", Right.Read);
        using var japan = await app.Program("Owner of today", "JPN", Right.Read, Right.Enter, Right.Submit);
        var listed = JsonNode.Parse(await ghana.GetStringAsync("/api/tuna/everything"))!["items"]!.AsArray().ShouldHaveSingleItem()!;
        var address = $"/api/tuna/everything/{listed["id"]}";
        var first = JsonNode.Parse(await japan.GetStringAsync($"{address}?version=1"))!["content"]!;
        var last = JsonNode.Parse(await japan.GetStringAsync(address))!["content"]!;
        first["catches"]![0]!["weight"]!.ToString().ShouldBe("1200.25");
        last["catches"]![0]!["weight"]!.ToString().ShouldBe("1300.75");
        last["report"]!["remarks"]!.ToString().ShouldBe("Línea primera\nالسطر الثاني");
        last["report"]!["effort"]!["reason"]!.ToString().ShouldBe("No effort");
        var seen = await ghana.GetStringAsync(address);
        seen.ShouldContain("1300.75");
        seen.ShouldNotContain("+81 3 0000");
        seen.ShouldNotContain("K. Sato");
        var vessels = JsonNode.Parse(await japan.GetStringAsync("/api/tuna/vessels?valid-on=2020-06-01"))!["items"]!.AsArray();
        vessels.Count.ShouldBe(1);
    }

    private static async Task ItGoesOn(UpgradedApp app)
    {
        using var japan = await app.Program("Officer of today", "JPN", Right.Read, Right.Enter, Right.Submit);
        var open = JsonNode.Parse(await japan.GetStringAsync("/api/tuna/catch?state=draft"))!["items"]!.AsArray().ShouldHaveSingleItem()!;
        var address = $"/api/tuna/catch/{open["id"]}";
        (await japan.GetStringAsync($"{address}/draft")).ShouldContain("Half done");
        using var content = new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var submitted = await japan.PostAsync($"{address}/steps/submit", content);
        submitted.StatusCode.ShouldBe(HttpStatusCode.Created, await submitted.Content.ReadAsStringAsync());
        (await japan.GetStringAsync(address)).ShouldContain("Half done");
    }
}
