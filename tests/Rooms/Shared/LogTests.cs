using System.Net;
using System.Text.Json;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Rooms.Shared;

public sealed class LogTests(LoggedApp app) : IClassFixture<LoggedApp>
{
    [Fact]
    public async Task Each_request_leaves_one_line_with_route_status_time_and_trace()
    {
        using var browser = app.Browser();
        var before = Requests("/help").Count();
        await browser.Get("/help");
        // The other tests of this class visit every page too, in any order.
        var line = Requests("/help").Skip(before).ShouldHaveSingleItem();
        line.GetProperty("status").GetInt32().ShouldBe(200);
        line.GetProperty("method").GetString().ShouldBe("GET");
        line.GetProperty("milliseconds").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        line.GetProperty("trace").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task No_line_tells_who_somebody_is_or_what_they_hold()
    {
        string[] markers = ["marker-name", "marker-mail", "marker-token", "marker-password", "marker-path", "198.51.100.77", "marker-agent", "marker-cookie"];
        using var browser = app.Browser();
        foreach (var address in new[] { "/sign-in", "/register", "/account", "/invitation/marker-path", "/nowhere/marker-path", "/throw" })
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, new HttpMethod("MARKER-NAME") })
                await Send(browser, method, address);
        var forms = 0;
        foreach (var address in Addresses())
            forms += await FillEveryForm(browser, address);
        forms.ShouldBeGreaterThan(3);
        app.Log.Lines.Count.ShouldBeGreaterThan(10);
        foreach (var line in app.Log.Lines)
            foreach (var marker in markers)
                line.ShouldNotContain(marker, Case.Insensitive);
    }

    [Fact]
    public async Task An_error_is_logged_once_with_its_trace_and_without_what_it_quotes()
    {
        using var browser = app.Browser();
        await browser.Get("/throw");
        var errors = app.Log.Lines.Where(line => line.Contains("InvalidDataException", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        errors.ShouldNotBeEmpty();
        errors[0].GetProperty("reason").GetString().ShouldBe("no such person: (address) at /x?(query) from (network address)");
        errors[0].GetProperty("trace").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task Whoever_watches_health_does_not_fill_the_log()
    {
        using var browser = app.Browser();
        await browser.Get("/health/live");
        app.Log.Lines.Where(line => line.Contains("/health/live", StringComparison.Ordinal) && !line.Contains("\"level\":\"debug\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // Every page that needs no identifier in its address, as a stranger meets it.
    private List<string> Addresses() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/')).Where(route => !route.Contains('{') && !route.StartsWith("/health", StringComparison.Ordinal)).Distinct().ToList();

    private static async Task<int> FillEveryForm(Browser browser, string address)
    {
        var page = await browser.Get(address);
        var forms = page.Html.QuerySelectorAll("form[method=post]").Length;
        for (var form = 0; form < forms; form++)
        {
            page = await browser.Get(address);
            var element = page.Html.QuerySelectorAll("form[method=post]")[form];
            element.SetAttribute("data-test", "this");
            var fields = element.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), textarea").Select(field => field.GetAttribute("name")).OfType<string>().Distinct();
            await browser.Submit(page, "form[data-test=this]", [.. fields.Select(name => (name, (string?)Marker(name)))]);
        }
        return forms;
    }

    private static string Marker(string field) =>
        field.Contains("mail", StringComparison.OrdinalIgnoreCase) ? "marker-mail@example.org"
        : field.Contains("assword", StringComparison.Ordinal) ? "marker-password" : "marker-name";

    private static async Task Send(Browser browser, HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, $"{address}?code=marker-token&email=marker-mail@example.org");
        request.Headers.Add("X-Forwarded-For", "198.51.100.77");
        request.Headers.Add("User-Agent", "marker-agent");
        request.Headers.Add("Cookie", "session=marker-cookie");
        if (method != HttpMethod.Get)
            request.Content = new FormUrlEncodedContent([new("Email", "marker-mail@example.org"), new("Name", "marker-name"), new("Password", "marker-password"), new("Code", "marker-token")]);
        await browser.Http.SendAsync(request);
    }

    private IEnumerable<JsonElement> Requests(string route) =>
        app.Log.Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("from").GetString() == "Entente.Requests" && line.GetProperty("route").GetString() == route);
}

/// <summary>An application whose log is kept, with an address that fails while quoting what it was given.</summary>
public sealed class LoggedApp : TestApp
{
    public LoggedApp()
    {
        Added = services => services.AddSingleton<IStartupFilter, Throwing>();
        Log = LogBook.Of(this);
    }

    public LogBook Log { get; }

    private sealed class Throwing : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Use(inner => context => context.Request.Path == "/throw"
                ? throw new InvalidDataException("no such person: marker-mail@example.org at /x?code=marker-token from 198.51.100.77")
                : inner(context));
        };
    }
}
