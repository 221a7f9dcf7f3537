using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms;

public sealed class HealthTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_application_is_ready_when_the_database_holds_its_schema()
    {
        using var browser = app.Browser();
        (await browser.Get("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
