using System.Net;
using Entente.Bodies;
using Entente.Shared.Assets;
using Entente.Shared.Web;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using PageActionDescriptor = Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>What holds for every answer, asked of every address there is. <c>docs/asvs.csv</c> names these tests.</summary>
public sealed class ProtectionOfAnswersTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Every_answer_of_every_address_carries_all_instructions()
    {
        var promised = SecurityHeaders.Sent(secure: true);
        promised.Single(header => header.Name == "Content-Security-Policy").Value.ShouldContain("object-src 'none'");
        promised.Single(header => header.Name == "Strict-Transport-Security").Value.ShouldBe("max-age=31536000; includeSubDomains");
        using var browser = app.Browser();
        foreach (var address in Addresses().Append("/nowhere").Append("/.git/HEAD").Append(Assets["entente.css"]).Append(Assets["entente.js"]))
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Post, HttpMethod.Delete })
            {
                using var answer = await browser.Http.SendAsync(new HttpRequestMessage(method, address));
                foreach (var (name, value) in promised)
                    Headers(answer, name).ShouldBe([value], $"{method} {address}: {name}");
                Headers(answer, "Server").ShouldBeEmpty();
            }
    }

    [Fact]
    public async Task Every_answer_of_every_address_says_what_it_is()
    {
        using var browser = app.Browser();
        foreach (var address in Addresses().Append("/nowhere").Append(Assets["entente.css"]).Append(Assets["entente.js"]).Append(Assets["mark.svg"]).Append("/.well-known/security.txt"))
        {
            using var answer = await browser.Http.GetAsync(address);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (body.Length == 0)
                continue;
            var type = answer.Content.Headers.ContentType.ShouldNotBeNull(address);
            if (type.MediaType!.StartsWith("text/", StringComparison.Ordinal) || type.MediaType.EndsWith("xml", StringComparison.Ordinal))
                type.CharSet.ShouldBe("utf-8", address);
            if (type.MediaType.EndsWith("json", StringComparison.Ordinal))
                System.Text.Json.JsonDocument.Parse(body);
            else if (type.MediaType == "text/html")
                System.Text.Encoding.UTF8.GetString(body).TrimStart().ShouldStartWith("<!DOCTYPE html>");
        }
    }

    [Fact]
    public async Task No_answer_is_shared_with_another_site()
    {
        using var browser = app.Browser();
        foreach (var address in Addresses())
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Options })
            {
                using var request = new HttpRequestMessage(method, address) { Headers = { { "Origin", "https://evil.example" }, { "Access-Control-Request-Method", "POST" } } };
                using var answer = await browser.Http.SendAsync(request);
                answer.Headers.Where(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(address);
            }
    }

    [Theory]
    [InlineData("TRACE"), InlineData("OPTIONS"), InlineData("CONNECT"), InlineData("PROPFIND"), InlineData("DELETE"), InlineData("NONSENSE")]
    public async Task A_method_that_an_address_does_not_take_is_refused(string method)
    {
        using var browser = app.Browser();
        foreach (var address in Addresses().Where(address => !address.StartsWith("/files/", StringComparison.Ordinal) && !address.EndsWith("/files", StringComparison.Ordinal) && !address.StartsWith("/api", StringComparison.Ordinal)))
        {
            using var answer = await browser.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
            // Who is not signed in may be led to the door before anybody looks at the method.
            ((int)answer.StatusCode).ShouldBeOneOf([400, 401, 404, 405, 501], $"{method} {address}");
        }
    }

    [Fact]
    public async Task No_page_takes_a_form_without_its_token()
    {
        var (browser, _, _) = await app.SignedIn("Forged For", ("installation", null, [Right.Administer]), ("iccat", null, [Right.Serve, Right.Describe]), ("iccat", "SN", [Right.Read, Right.Enter, Right.Submit, Right.Vouch]));
        using (browser)
        {
            var refused = 0;
            foreach (var address in Pages().Where(address => address != "/sign-out"))
            {
                using var answer = await browser.Http.PostAsync(address, new FormUrlEncodedContent([KeyValuePair.Create("Name", "Forged")]));
                var led = answer.Headers.Location?.OriginalString ?? "";
                if ((int)answer.StatusCode is 302 or 303)
                    led.ShouldStartWith("/sign-in", Case.Sensitive, address);
                else
                    ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400, address);
                refused += answer.StatusCode == HttpStatusCode.BadRequest ? 1 : 0;
            }
            // The others take no form at all.
            refused.ShouldBeGreaterThan(20);
            using var leave = await browser.Http.PostAsync("/sign-out", new FormUrlEncodedContent([]));
            (await browser.IsSignedIn()).ShouldBeTrue("a foreign site signs nobody out");
        }
    }

    [Fact]
    public async Task Every_cookie_is_for_this_host_over_TLS_and_for_no_script()
    {
        var (first, telephone, _) = await app.SignedIn("Cookie Keeper");
        first.Dispose();
        using var browser = app.Browser();
        var set = new List<string>();
        async Task<Page> Go(HttpRequestMessage request)
        {
            using (request)
            using (var answer = await browser.Http.SendAsync(request))
            {
                if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
                    set.AddRange(cookies);
                return await browser.Get(answer.Headers.Location is { } next ? new Uri(request.RequestUri!, next).PathAndQuery : request.RequestUri!.PathAndQuery);
            }
        }
        await Go(new(HttpMethod.Get, "https://localhost/language?to=en&back=/"));
        await Go(new(HttpMethod.Get, "https://localhost/sign-in/recover"));
        var password = await Go(new(HttpMethod.Get, "https://localhost/sign-in/password?back=" + Uri.EscapeDataString("/account?x=" + new string('x', 1_500))));
        var code = await Go(browser.Request(password, "main form", ("Email", Door.Email("Cookie Keeper")), ("Password", Door.Password)));
        await Go(browser.Request(code, "main form", ("OneTimeCode", telephone.NextCode())));
        set.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var cookie in set)
        {
            cookie.ShouldStartWith("__Host-");
            foreach (var attribute in new[] { "; secure", "; httponly", "; path=/" })
                cookie.ShouldContain(attribute, Case.Insensitive);
            cookie.Contains("; samesite=lax", StringComparison.OrdinalIgnoreCase).ShouldBe(!cookie.Contains("; samesite=strict", StringComparison.OrdinalIgnoreCase), cookie);
            cookie.ShouldNotContain("; domain", Case.Insensitive);
            cookie.Split(';')[0].Length.ShouldBeLessThan(4_096);
        }
    }

    [Fact]
    public async Task No_answer_is_wrapped_into_a_call()
    {
        using var browser = app.Browser();
        foreach (var address in new[] { "/api", "/api/nowhere", "/health/ready", "/bodies/iccat/lists/gears?handler=Find&q=a" })
            foreach (var name in new[] { "callback", "jsonp", "cb" })
            {
                using var answer = await browser.Http.GetAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + name + "=marker");
                (await answer.Content.ReadAsStringAsync()).ShouldNotContain("marker(");
                (answer.Content.Headers.ContentType?.MediaType ?? "").ShouldNotContain("script");
            }
    }

    [Fact]
    public async Task Scripts_are_the_same_for_everybody()
    {
        var (browser, _, _) = await app.SignedIn("Script Reader", ("installation", null, [Right.Administer]));
        using (browser)
        using (var stranger = app.Browser())
        {
            var page = await browser.Get("/account");
            var scripts = page.Html.QuerySelectorAll("script[src]").Select(script => script.GetAttribute("src")!).ToList();
            scripts.ShouldNotBeEmpty();
            foreach (var script in scripts)
                (await browser.Http.GetByteArrayAsync(script)).ShouldBe(await stranger.Http.GetByteArrayAsync(script));
            foreach (var address in Addresses())
            {
                using var answer = await browser.Http.GetAsync(address);
                (answer.Content.Headers.ContentType?.MediaType ?? "").ShouldNotContain("script", Case.Insensitive, address);
            }
        }
    }

    [Theory]
    [InlineData("/.git/HEAD"), InlineData("/.git/"), InlineData("/appsettings.json"), InlineData("/bin/"), InlineData("/Program.cs"), InlineData("/Shared/Layout/Privacy.cshtml"), InlineData("/packages.lock.json")]
    [InlineData("/assets/"), InlineData("/assets"), InlineData("/wwwroot/"), InlineData("/files/"), InlineData("/.well-known/"), InlineData("/Shared/Data/schema/0001-house.sql"), InlineData("/backup.zip"), InlineData("/index.php")]
    public async Task Nothing_of_the_sources_is_served(string address)
    {
        using var browser = app.Browser();
        using var answer = await browser.Http.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/account/x.css"), InlineData("/account.css"), InlineData("/account%2fx.js"), InlineData("/workspace/mark.svg"), InlineData("/account;x.css")]
    public async Task An_address_that_looks_like_a_file_is_not_a_page(string address)
    {
        var (browser, _, _) = await app.SignedIn("Cache Victim " + Guid.NewGuid().ToString("N"));
        using (browser)
        using (var answer = await browser.Http.GetAsync(address))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    private AssetPaths Assets => app.Services.GetRequiredService<AssetPaths>();

    private IEnumerable<RouteEndpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private List<string> Addresses() => [.. Endpoints.Select(Address).Distinct()];

    private List<string> Pages() => [.. Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(Address).Distinct()];

    // Something in each place of the pattern that might be there.
    private static string Address(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => Sample(parameter),
        _ => "",
    }))));

    private static string Sample(RoutePatternParameterPart parameter) =>
        parameter.ParameterPolicies.Any(policy => policy.Content == "guid") ? "00000000-0000-0000-0000-000000000001"
        : parameter.ParameterPolicies.Any(policy => policy.Content == "int") ? "1"
        : parameter.Name is "body" or "code" ? "iccat" : "x";

    private static string[] Headers(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? [.. values] : [];
}
