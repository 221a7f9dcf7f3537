using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Shared;

public sealed class ErrorTests(BreakingApp app) : IClassFixture<BreakingApp>
{
    [Theory]
    [InlineData("en", "There is no such page")]
    [InlineData("fr", "Cette page n’existe pas")]
    [InlineData("es", "Esta página no existe")]
    [InlineData("pt", "Esta página não existe")]
    [InlineData("ar", "هذه الصفحة غير موجودة")]
    public async Task A_wrong_address_is_explained_in_the_language_of_the_reader(string language, string title)
    {
        using var browser = app.Browser(language);
        var page = await browser.Get("/nowhere");
        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Say("h1").ShouldBe(title);
        page.One("html").GetAttribute("lang").ShouldBe(language);
        page.One("html").GetAttribute("dir").ShouldBe(language == "ar" ? "rtl" : "ltr");
        page.Say(".e-reference").Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("/nowhere", "application/json")]
    [InlineData("/nowhere", "application/problem+json")]
    public async Task A_program_gets_the_same_as_problem_json(string address, string accepted)
    {
        using var answer = await Send(HttpMethod.Get, address, null, ("Accept", accepted));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("status").GetInt32().ShouldBe(404);
        problem.GetProperty("title").GetString().ShouldBe("There is no such page");
        problem.GetProperty("reference").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_program_need_not_say_that_it_is_one_where_only_programs_go()
    {
        using var answer = await Send(HttpMethod.Get, "/api/nowhere", null, ("Accept", "*/*"));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task An_exception_is_never_shown()
    {
        using var answer = await Send(HttpMethod.Get, BreakingApp.Broken, null);
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("Something went wrong on our side");
        text.ShouldNotContain("the secret of the vault");
        text.ShouldNotContain("Exception");
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_to_be_away()
    {
        await using var cut = new DemonstrationApp { Settings = { ["ENTENTE_WRITER"] = "Host=127.0.0.1;Port=1;Timeout=1", ["ENTENTE_READER"] = "Host=127.0.0.1;Port=1;Timeout=1" } };
        await cut.InitializeAsync();
        using var browser = cut.Browser();
        var page = await browser.Get("/components");
        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Headers["Retry-After"].ShouldBe("60");
        page.Say().ShouldContain("Nothing that was saved before is lost");
        page.Say().ShouldContain("Try again in 1 minute.");
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task A_wrong_method_is_refused_with_what_is_taken(string method)
    {
        using var answer = await Send(new HttpMethod(method), "/components", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Order().ShouldBe(["GET", "HEAD", "POST"]);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("This page does not take what was sent");
    }

    [Fact]
    public async Task A_page_without_a_form_refuses_a_form()
    {
        using var answer = await Send(HttpMethod.Post, "/language", new FormUrlEncodedContent([new("a", "b")]));
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("application/json", "{}", 415)]
    [InlineData("text/plain", "a=b", 415)]
    [InlineData("multipart/form-data", "a=b", 400)]
    [InlineData("multipart/form-data; boundary=x", "nonsense", 400)]
    public async Task A_body_no_form_would_send_is_refused_with_an_explanation(string type, string body, int status)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await Send(HttpMethod.Post, "/components", content);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Nothing was changed.");
    }

    [Fact]
    public async Task A_nul_character_is_refused_before_it_reaches_the_database()
    {
        using var inAddress = await Send(HttpMethod.Get, "/components?q=a%00b", null);
        inAddress.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var inForm = await Send(HttpMethod.Post, "/components", new FormUrlEncodedContent([new("Vessel", "a\0b")]));
        inForm.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await inForm.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("incomplete or damaged");
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused_before_it_is_read()
    {
        using var answer = await Send(HttpMethod.Post, "/components", new ByteArrayContent(new byte[30_000_001]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } });
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("28 MB");
    }

    [Theory]
    [InlineData(19_000, HttpStatusCode.BadRequest)]
    [InlineData(20_001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_form_of_very_many_fields_is_read_up_to_the_limit(int fields, HttpStatusCode status)
    {
        // Below the limit only the missing antiforgery token is wrong with it.
        using var answer = await Send(HttpMethod.Post, "/components", new FormUrlEncodedContent(Enumerable.Range(0, fields).Select(number => KeyValuePair.Create($"f{number}", "1"))));
        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_form_that_stood_open_too_long_is_given_back_and_can_be_sent_again()
    {
        using var browser = app.Browser();
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var form = await browser.Get("/components");
        var late = await browser.Submit(form, "main form[method=post]", ("_form", "no longer valid"), ("Vessel", "Santa Lucía"));
        late.Status.ShouldBe(HttpStatusCode.OK);
        late.Say().ShouldContain("the form had been open for too long");
        late.One("input[name=Vessel]").GetAttribute("value").ShouldBe("Santa Lucía");

        var again = await browser.Submit(late, "main form");
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        again.One("input[name=Vessel]").GetAttribute("value").ShouldBe("Santa Lucía");
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData(null)]
    public async Task A_form_planted_on_another_site_is_not_given_back(string? site)
    {
        using var browser = app.Browser();
        if (site is not null)
            browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        var form = await browser.Get("/components");
        var planted = await browser.Submit(form, "main form[method=post]", ("_form", null), ("Password", null), ("Code", null));
        planted.Status.ShouldBe(HttpStatusCode.BadRequest);
        planted.Html.QuerySelector("main form").ShouldBeNull();
        planted.Say().ShouldContain("What you typed still stands in the form");
    }

    [Fact]
    public async Task A_password_is_not_repeated_in_a_page()
    {
        using var browser = app.Browser();
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var form = await browser.Get("/components");
        var late = await browser.Submit(form, "main form[method=post]", ("_form", null), ("Password", "open sesame"));
        late.Text.ShouldNotContain("open sesame");
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string address, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var client = app.CreateDefaultClient();
        using var request = new HttpRequestMessage(method, address) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

/// <summary>The application with one address that fails, as only a defect would.</summary>
public sealed class BreakingApp : DemonstrationApp
{
    public const string Broken = "/tests/broken";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(new Break()));
    }

    // Behind everything of ours: what no page answers ends here.
    private sealed class Break : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Use((context, further) => context.Request.Path == Broken
                ? throw new InvalidOperationException("the secret of the vault")
                : further(context));
        };
    }
}
