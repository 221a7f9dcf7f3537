using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.SignIn;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.SignIn;

public sealed class ProgramKeyTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly (string, string?, Right[]) Japan = ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]);
    private static readonly (string, string?, Right[]) Desk = ("tuna", null, [Right.Read, Right.Serve]);

    [Fact]
    public async Task A_key_is_made_on_a_page_shown_once_and_acts_for_one_post_only()
    {
        var (browser, _, id) = await app.SignedIn("Key Maker", Japan, Desk);
        using (browser)
        {
            var page = await browser.Get("/account/keys");
            var post = page.Html.QuerySelectorAll("select[name=Post] option").Single(option => option.TextContent.Contains("JPN", StringComparison.Ordinal)).GetAttribute("value");
            var made = await browser.Submit(page, ".e-new-key", ("Post", post), ("Name", "Nightly catch"), ("Days", "30"));
            var key = made.Say(".e-key code");
            key.ShouldStartWith(ProgramKey.Mark);
            (await browser.Get("/account/keys")).Text.ShouldNotContain(key);
            using var program = Program(key);
            var you = await You(program);
            you.GetProperty("posts").GetArrayLength().ShouldBe(1);
            you.GetProperty("posts")[0].GetProperty("party").GetString().ShouldBe("JPN");
            (await browser.Get("/account/keys")).Say().ShouldContain("Last used");
            (await app.Log(id)).ShouldContain("key-made:Nightly catch");
        }
    }

    [Fact]
    public async Task The_database_reads_with_the_post_of_the_key_alone()
    {
        var (key, id) = await Made("Two Posts", TimeSpan.FromDays(30), Japan, Desk);
        var use = await app.Services.GetRequiredService<ProgramKeys>().Find(key, null, default);
        var database = app.Services.GetRequiredService<Database>();
        (await Principals(database, id)).ShouldContain("serving");
        ReadingPost.Only = use!.Holding;
        (await Principals(database, id)).ShouldBe(["party:JPN", $"post:{use.Person.Holdings[0].Post}"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_database_keeps_no_key()
    {
        var (key, _) = await Made("Hash Keeper", TimeSpan.FromDays(30), Japan);
        (await app.Ask<string>("select string_agg(k::text, '') from sign_in.program_key k")).ShouldNotContain(key[^43..]);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_at_once_here_and_after_five_seconds_on_other_nodes()
    {
        var (key, id) = await Made("Revoker", TimeSpan.FromDays(30), Japan);
        await using var twin = app.Twin();
        using var here = Program(key);
        using var there = Program(key, twin);
        (await here.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.Services.GetRequiredService<Database>().Write(async connection =>
            (await app.Services.GetRequiredService<ProgramKeys>().Revoke(connection, id, ProgramKey.Read(key)!.Id)).ShouldBeTrue());
        (await here.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        twin.Clock.Advance(ProgramKeys.Remembered);
        (await there.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_ends_on_its_day()
    {
        await using var twin = app.Twin();
        var (key, _) = await Made("Expirer", TimeSpan.FromDays(30), Japan);
        using var program = Program(key, twin);
        twin.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await program.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.OK);
        twin.Clock.Advance(TimeSpan.FromSeconds(1));
        (await program.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_ends_with_its_post()
    {
        await using var twin = app.Twin();
        var (key, id) = await Made("Leaver", TimeSpan.FromDays(30), Japan);
        using var program = Program(key, twin);
        (await program.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.Do("update bodies.holding set period = daterange(lower(period), @today) where person = @id", new { id, today = app.Clock.Today });
        twin.Clock.Advance(ProgramKeys.Remembered);
        (await program.GetAsync("/api")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Bearer nonsense"), InlineData("Basic abc"), InlineData("Bearer ")]
    [InlineData("Bearer entente_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_key_is_refused_rather_than_answered_as_the_public(string header)
    {
        using var browser = app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var answer = await browser.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_key_opens_no_page()
    {
        var (key, _) = await Made("No Pages", TimeSpan.FromDays(30), Japan);
        using var program = Program(key);
        (await program.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.RedirectMethod);
    }

    private async Task<(string Key, Guid Person)> Made(string name, TimeSpan lasts, params (string Body, string? Party, Right[] Rights)[] posts)
    {
        var id = await app.Person(name, posts);
        var person = (await app.Services.GetRequiredService<Entente.Bodies.People>().Find(id))!;
        var holding = person.Holdings.FirstOrDefault(held => held.Party is not null) ?? person.Holdings[0];
        return (await app.Services.GetRequiredService<Database>().Write(connection =>
            app.Services.GetRequiredService<ProgramKeys>().Make(connection, person, holding.Id, "A program", lasts)), id);
    }

    private HttpClient Program(string key, TestApp? node = null)
    {
        var http = (node ?? app).CreateDefaultClient(new Uri("https://localhost/"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task<JsonElement> You(HttpClient program) =>
        JsonDocument.Parse(await program.GetStringAsync("/api")).RootElement.GetProperty("you");

    private static Task<List<string>> Principals(Database database, Guid person) => database.Read(person, async connection =>
        (await connection.QueryAsync<string>("select principal from bodies.principals_of_reader()")).ToList());
}
