using System.Net;
using Entente.Bodies;
using Entente.Shared.Localisation;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Shared;

public sealed class LanguageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Choosing_a_language_is_remembered_and_returns_to_the_page()
    {
        using var browser = app.Browser("en");
        using var answer = await browser.Http.GetAsync("/language?to=fr&back=%2Flanguage%3Fback%3D%2F", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/language?back=/");
        var page = await browser.Get(answer.Headers.Location.OriginalString);
        page.Say("h1").ShouldBe("Choisir une langue");
        page.Headers["Content-Language"].ShouldBe("fr");
        page.Headers["Vary"].ShouldContain("Accept-Language");
        page.Headers["Vary"].ShouldContain("Cookie");
    }

    [Fact]
    public async Task The_cookie_cannot_be_read_by_scripts_and_lasts()
    {
        using var browser = app.Browser();
        using var answer = await browser.Http.GetAsync("/language?to=ar", TestContext.Current.CancellationToken);
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("__Host-language=ar;");
        foreach (var attribute in new[] { "max-age=31536000", "path=/", "secure", "samesite=lax", "httponly" })
            cookie.ShouldContain(attribute);
    }

    [Theory]
    [InlineData("%2F%2Fevil.example"), InlineData("%2F%5Cevil.example"), InlineData("%2F%252Fevil.example"), InlineData("https%3A%2F%2Fevil.example"), InlineData("%2F%0D%0ASet-Cookie%3Aa%3Db")]
    public async Task Nobody_is_sent_to_another_site(string back)
    {
        using var browser = app.Browser();
        using var answer = await browser.Http.GetAsync($"/language?to=fr&back={back}", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task An_unknown_language_is_answered_with_the_list_of_those_there_are()
    {
        using var browser = app.Browser("es");
        var page = await browser.Get("/language?to=<b>&back=%2Ficcat");
        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("&lt;b&gt;");
        page.Headers.Keys.ShouldNotContain("Set-Cookie");
        var links = page.Html.QuerySelectorAll("a[hreflang]").Where(link => link.GetAttribute("href")!.Contains("iccat")).ToList();
        links.Select(link => link.GetAttribute("lang")).Distinct().ShouldBe(["en", "fr", "es", "pt", "ar"]);
        links.First(link => link.GetAttribute("lang") == "ar").GetAttribute("dir").ShouldBe("rtl");
    }

    [Fact]
    public async Task The_pseudo_languages_are_for_developers_only()
    {
        using var browser = app.Browser();
        (await browser.Get("/language?to=xx")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_browser_decides_until_somebody_chooses()
    {
        using var browser = app.Browser("pt-BR,pt;q=0.9,en;q=0.5");
        (await browser.Get("/language")).Say("h1").ShouldBe("Escolher um idioma");
    }
}

/// <summary>What rooms add to the choice: who asks, and somebody who wants to be told of it.</summary>
public sealed class LanguageOfPersonTests(LanguageOfPersonTests.App app) : IClassFixture<LanguageOfPersonTests.App>
{
    [Fact]
    public async Task The_profile_decides_until_another_language_is_chosen_here_and_the_room_is_told()
    {
        using var browser = app.Browser("pt");
        (await browser.Get("/language")).Say("h1").ShouldBe("Elegir un idioma");
        (await browser.Get("/language?to=ar&back=/language")).One("html").GetAttribute("dir").ShouldBe("rtl");
        app.Told.ShouldBe([Language.Arabic]);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_language_that_does_not_exist()
    {
        using var browser = app.Browser();
        var before = app.Told.Count;
        await browser.Get("/language?to=tlh");
        app.Told.Count.ShouldBe(before);
    }

    public sealed class App : TestApp
    {
        public List<Language> Told { get; } = [];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services =>
            {
                services.AddSingleton<LanguageChosen>((_, language) => { Told.Add(language); return Task.CompletedTask; });
                services.AddSingleton<IStartupFilter, SignedIn>();
            });
        }
    }

    private sealed class SignedIn : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, after) =>
            {
                context.Features.Set(new Person(Guid.Empty, "Awa Ndiaye", "awa@entente.example", "es", "Africa/Dakar", []));
                return after(context);
            });
            next(app);
        };
    }
}

public sealed class PseudoLanguageTests(PseudoLanguageTests.Developing app) : IClassFixture<PseudoLanguageTests.Developing>
{
    [Theory]
    [InlineData("xx", "ltr"), InlineData("xr", "rtl")]
    public async Task A_developer_sees_any_page_in_a_made_up_language(string code, string direction)
    {
        using var browser = app.Browser();
        var page = await browser.Get($"/language?to={code}&back=/language");
        page.One("html").GetAttribute("dir").ShouldBe(direction);
        page.Say("h1").ShouldNotContain("Choose");
        page.Text.ShouldNotContain("[layout.");
        page.Html.QuerySelectorAll("[hreflang]").Select(link => link.GetAttribute("hreflang")).Distinct().ShouldBe(["en", "fr", "es", "pt", "ar"]);
    }

    public sealed class Developing : TestApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Development");
        }
    }
}
