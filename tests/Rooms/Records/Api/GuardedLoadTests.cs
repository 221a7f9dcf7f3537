using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>The large definition, whose submission has a guard.</summary>
public sealed class GuardedApp : ApiApp
{
    protected override IEnumerable<Definition> Published() => base.Published().Select(one => one.Code == "large" ? Guarded(one) : one);

    private static Definition Guarded(Definition large) =>
        large with { Workflow = large.Workflow with { Steps = [.. large.Workflow.Steps.Select(step => step.Submits ? step with { Guard = "sum(catches.weight) > 2" } : step)] } };
}

public sealed class GuardedLoadTests(GuardedApp app) : IClassFixture<GuardedApp>
{
    [Fact]
    public async Task A_step_is_taken_only_when_its_guard_holds_for_the_rows_that_came()
    {
        using var program = await app.Program("guarded", "JPN", Right.Read, Right.Enter, Right.Submit);
        using var opening = new StringContent("""{"step":"open","period":{"start":"2001-01-01","end":"2001-01-08"} }""", Encoding.UTF8, "application/json");
        using var opened = await program.PostAsync("/api/tuna/large", opening);
        opened.StatusCode.ShouldBe(HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        var address = opened.Headers.Location!.ToString();
        (await Sent(program, address, "Maru,PS,BFT,ATE,1.5,false")).ShouldBe("refused");
        (await program.GetStringAsync($"{address}/faults")).ShouldContain("guard-fails");
        (await app.Ask<long>("select count(*) from tuna.large_catches")).ShouldBe(0);
        (await Sent(program, address, "Maru,PS,BFT,ATE,2.5,false")).ShouldBe("done");
    }

    private async Task<string> Sent(HttpClient program, string address, string row)
    {
        using var rows = new StringContent($"vessel,gear,species,area,weight,transhipped\n{row}\n", Encoding.UTF8);
        rows.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var put = await program.PutAsync($"{address}/catches", rows);
        put.StatusCode.ShouldBe(HttpStatusCode.Accepted, await put.Content.ReadAsStringAsync());
        await app.RunJobs();

        return JsonNode.Parse(await program.GetStringAsync(put.Headers.Location))!["state"]!.ToString();
    }
}
