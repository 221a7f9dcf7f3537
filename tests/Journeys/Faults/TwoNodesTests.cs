using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Journeys.Faults;

/// <summary>Two installations' programs on one database that was given to them, started in the same second.</summary>
public sealed class TwoNodesTests : IDisposable
{
    private readonly string _one = Started.NewFolder();
    private readonly string _other = Started.NewFolder();

    [Fact]
    public async Task Two_nodes_that_start_at_once_on_an_empty_database_both_serve_it()
    {
        var database = await (await TestCluster.Get()).EmptyDatabase();
        var environment = new Dictionary<string, string> { ["ENTENTE_DATABASE"] = database, ["ENTENTE_SECRET"] = TestCluster.SecretText };
        await using var one = Started.Now(_one, environment: environment);
        await using var other = Started.Now(_other, environment: environment);
        await one.Hears("Ready after");
        await other.Hears("Ready after");
        (await one.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
        (await other.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
        one.Said.ShouldNotContain("demonstration", Case.Insensitive, "a database of one's own gets no demonstration data unasked");
    }

    [Fact]
    public async Task Who_signs_in_at_one_node_is_signed_in_at_the_other_until_signing_out_at_either()
    {
        var database = await (await TestCluster.Get()).EmptyDatabase();
        var environment = new Dictionary<string, string> { ["ENTENTE_DATABASE"] = database, ["ENTENTE_SECRET"] = TestCluster.SecretText };
        await using var one = await Started.Ready(_one, more: ["--demonstration"], environment: environment);
        await using var other = await Started.Ready(_other, environment: environment);
        // Cookies know hosts, not ports: to the browser both nodes are one address, as behind a proxy.
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var door = await http.GetStringAsync(new Uri($"http://localhost:{one.Port}/sign-in"));
        var form = Forms.Of(door, "form[action^='/demonstration/sign-in']", ("person", Forms.Value(door, "button[name=person]")));
        // The form of the first node is sent to the second: its antiforgery token holds there too.
        using (var entered = await http.PostAsync(new Uri($"http://localhost:{other.Port}/demonstration/sign-in"), form))
            ((int)entered.StatusCode).ShouldBeInRange(302, 303);
        (await Status(http, one, "/workspace")).ShouldBe(HttpStatusCode.OK);
        (await Status(http, other, "/workspace")).ShouldBe(HttpStatusCode.OK);
        var workspace = await http.GetStringAsync(new Uri($"http://localhost:{one.Port}/workspace"));
        using (var left = await http.PostAsync(new Uri($"http://localhost:{one.Port}/sign-out"), Forms.Of(workspace, "form[action='/sign-out']")))
            ((int)left.StatusCode).ShouldBeInRange(200, 303);
        (await Status(http, other, "/workspace")).ShouldNotBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> Status(HttpClient http, Started node, string path)
    {
        using var answer = await http.GetAsync(new Uri($"http://localhost:{node.Port}{path}"));
        return answer.StatusCode;
    }

    [Fact]
    public async Task A_node_with_another_secret_is_refused()
    {
        var database = await (await TestCluster.Get()).EmptyDatabase();
        await using (var one = await Started.Ready(_one, environment: new Dictionary<string, string> { ["ENTENTE_DATABASE"] = database, ["ENTENTE_SECRET"] = TestCluster.SecretText }))
            one.Stop();
        await using var other = Started.Now(_other, environment: new Dictionary<string, string> { ["ENTENTE_DATABASE"] = database, ["ENTENTE_SECRET"] = new string('x', 40) });
        (await other.Ends()).ShouldBe(1);
        other.Said.ShouldContain("set up with another secret");
        await using var again = await Started.Ready(_one, environment: new Dictionary<string, string> { ["ENTENTE_DATABASE"] = database, ["ENTENTE_SECRET"] = TestCluster.SecretText });
        (await again.Get("/health/ready")).ShouldBe(HttpStatusCode.OK, "the refused node changed nothing");
    }

    [Fact]
    public async Task A_new_database_under_an_owner_that_another_installation_uses_is_refused()
    {
        var database = await (await TestCluster.Get()).EmptyDatabase();
        await using var node = Started.Now(_one, environment: new Dictionary<string, string> { ["ENTENTE_DATABASE"] = database, ["ENTENTE_SECRET"] = new string('x', 40) });
        (await node.Ends()).ShouldBe(1);
        node.Said.ShouldContain("Give each installation an owner of its own");
    }

    public void Dispose()
    {
        Directory.Delete(_one, recursive: true);
        Directory.Delete(_other, recursive: true);
    }
}
