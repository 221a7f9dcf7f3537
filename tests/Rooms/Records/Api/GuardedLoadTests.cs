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
        large with { Workflow = large.Workflow with { Steps = [.. large.Workflow.Steps.Select(step => step.Submits ? step with { Guard = "count(catches) > 0" } : step)] } };
}

public sealed class GuardedLoadTests(GuardedApp app) : IClassFixture<GuardedApp>
{
    [Fact]
    public async Task A_step_whose_guard_cannot_be_asked_of_a_stream_is_not_taken()
    {
        using var program = await app.Program("guarded", "JPN", Right.Read, Right.Enter, Right.Submit);
        using var opening = new StringContent("""{"step":"open","period":{"start":"2001-01-01","end":"2001-01-08"} }""", Encoding.UTF8, "application/json");
        using var opened = await program.PostAsync("/api/tuna/large", opening);
        opened.StatusCode.ShouldBe(HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        var address = opened.Headers.Location!.ToString();
        using var rows = new StringContent("vessel,gear,species,weight\nMaru,PS,BFT,1.5\n", Encoding.UTF8);
        rows.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var put = await program.PutAsync($"{address}/catches", rows);
        put.StatusCode.ShouldBe(HttpStatusCode.Accepted, await put.Content.ReadAsStringAsync());
        await app.RunJobs();

        JsonNode.Parse(await program.GetStringAsync(put.Headers.Location))!["state"]!.ToString().ShouldBe("refused");
        (await program.GetStringAsync($"{address}/faults")).ShouldContain("guard-fails");
        (await app.Ask<long>("select count(*) from tuna.large_catches")).ShouldBe(0);
    }
}
