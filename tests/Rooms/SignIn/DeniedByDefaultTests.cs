using System.Net;
using System.Reflection;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.SignIn;

/// <summary>An application to which somebody added an address and forgot to say who may call it.</summary>
public sealed class ForgetfulApp : TestApp
{
    public ForgetfulApp() => Added = services => services.AddSingleton<IStartupFilter>(new AsPerson()).PostConfigure<RouteOptions>(Forget);

    // Where the application's own addresses are: the framework has no open way for whoever stands outside of Program.
    private static void Forget(RouteOptions options)
    {
        var sources = (ICollection<EndpointDataSource>)typeof(RouteOptions).GetProperty("EndpointDataSources", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(options)!;
        var endpoint = new RouteEndpointBuilder(context => context.Response.WriteAsync("What nobody was meant to see."), RoutePatternFactory.Parse("/forgotten"), 0) { Metadata = { new HttpMethodMetadata(["GET", "POST", "DELETE"]) } };
        sources.Add(new DefaultEndpointDataSource(endpoint.Build()));
    }
}

/// <summary>What does not say who may call it is called by nobody.</summary>
public sealed class DeniedByDefaultTests(ForgetfulApp app) : IClassFixture<ForgetfulApp>
{
    private static readonly string[] Changing = ["POST", "PUT", "PATCH", "DELETE"];

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task An_address_that_says_nothing_is_refused_to_everybody(string verb)
    {
        using var anybody = app.CreateDefaultClient(new Uri("https://localhost/"));
        var administrator = await app.NewPerson($"{Guid.NewGuid():N}@example.org", administrator: true);
        foreach (var person in new Guid?[] { null, await app.NewPerson($"{Guid.NewGuid():N}@example.org"), administrator })
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), "/forgotten");
            if (person is { } id)
                request.Headers.Add(AsPerson.Header, id.ToString());
            using var answer = await anybody.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeInRange(300, 499, $"{verb} by {person}");
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("nobody was meant");
        }
    }

    [Fact]
    public void Every_address_of_every_verb_says_who_may_call_it_but_for_the_forgotten_one() =>
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText).Distinct().ShouldBe(["/forgotten"]);

    [Fact]
    public void No_handler_of_a_page_says_for_itself_who_may_call_it_because_only_the_page_is_asked() =>
        typeof(Program).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(PageModel))).SelectMany(type => type.GetMethods())
            .Where(method => method.Name.StartsWith("On", StringComparison.Ordinal) && (method.GetCustomAttributes<AuthorizeAttribute>().Any() || method.GetCustomAttributes<AllowAnonymousAttribute>().Any()))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();

    [Fact]
    public async Task Whoever_has_not_signed_in_changes_nothing_anywhere()
    {
        using var anybody = app.CreateDefaultClient(new Uri("https://localhost/"));
        var taken = new List<string>();
        foreach (var endpoint in Endpoints())
            foreach (var verb in Changing.Intersect(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } only ? only : Changing))
            {
                using var request = new HttpRequestMessage(new HttpMethod(verb), Filled(endpoint.RoutePattern));
                using var answer = await anybody.SendAsync(request);
                if ((int)answer.StatusCode is < 300 or >= 500 || answer.StatusCode == HttpStatusCode.NotModified)
                    taken.Add($"{(int)answer.StatusCode} {verb} {request.RequestUri}");
            }
        taken.ShouldBeEmpty();
    }

    private static string Filled(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { ParameterPolicies: var policies } => policies.Any(policy => policy.Content == "guid") ? Guid.Empty.ToString() : policies.Any(policy => policy.Content == "int") ? "1" : "x",
            _ => "",
        }))));

    private IEnumerable<RouteEndpoint> Endpoints() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
