using System.Net;
using System.Text.Json;
using Entente.Shared.Web;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms;

public sealed class HealthTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_application_is_ready_when_the_database_holds_its_schema()
    {
        using var browser = app.Browser();
        var answer = await browser.Get("/health/ready");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldBe("ready\n");
    }

    [Fact]
    public async Task Programs_get_each_check_as_JSON()
    {
        using var browser = app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready") { Headers = { { "Accept", "application/json" } } };
        using var answer = await browser.Http.SendAsync(request);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        json.GetProperty("status").GetString().ShouldBe("ready");
        json.GetProperty("checks").EnumerateObject().Select(check => check.Name).ShouldBe(["database", "bodies"]);
    }

    [Fact]
    public async Task An_application_without_its_database_lives_but_is_not_ready()
    {
        await using var lost = app.Twin();
        lost.Settings["ENTENTE_WRITER"] = lost.Settings["ENTENTE_READER"] =
            new NpgsqlConnectionStringBuilder(app.Database.Logins.Reader) { Port = 1, Timeout = 2 }.ConnectionString;
        using var browser = lost.Browser();
        (await browser.Get("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var answer = await browser.Get("/health/ready");
        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Text.ShouldBe("the database does not answer\n");
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 2, 3 }, "ready")]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 3 }, "the database lacks step 0002: an older version of Entente prepared it")]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2, 7 }, "the database holds step 0007, which this version does not know: a newer one has been started")]
    public void Ready_means_exactly_the_steps_this_version_was_built_with(int[] built, int[] applied, string said) =>
        Health.Compare(built, applied).ShouldBe(said);
}
