using System.Net;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Rooms.Shared;

/// <summary>Who asked, and over what, is what the connection says; a proxy on this machine may say it for others.</summary>
public sealed class ProxyTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("203.0.113.9", "198.51.100.7", "203.0.113.9")]
    [InlineData("127.0.0.1", "198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1", "10.0.0.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("10.0.0.8", "198.51.100.7", "10.0.0.8")]
    public async Task Only_a_proxy_on_this_machine_says_who_asked(string from, string said, string believed)
    {
        var seen = await app.Server.SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            context.Request.Method = HttpMethods.Get;
            context.Request.Path = "/help";
            context.Request.Headers["X-Forwarded-For"] = said;
            context.Request.Headers["X-Forwarded-Proto"] = "gopher";
            context.Request.Headers["X-Forwarded-Host"] = "elsewhere.example";
            context.Request.Headers["X-Real-IP"] = "192.0.2.1";
        });
        seen.Response.StatusCode.ShouldBe(StatusCodes.Status200OK);
        seen.Connection.RemoteIpAddress!.ToString().ShouldBe(believed);
        seen.Request.Host.Host.ShouldBe("localhost");
        seen.Request.Scheme.ShouldBe("https");
    }
}
