using System.Net;
using Dapper;
using Entente.Bodies;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.SignIn;

public sealed class DemonstrationTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Fact]
    public async Task In_a_demonstration_one_click_makes_one_somebody()
    {
        await app.Person("Demo Reporter", ("iccat", "SN", [Right.Read]));
        using var browser = app.Browser();
        var door = await browser.Get("/sign-in?back=/account");
        door.Say().ShouldContain("Choose who to be");
        var button = door.Html.QuerySelectorAll("button[name=person]").Single(one => one.TextContent == "Demo Reporter");
        var account = await browser.Submit(door, "form[action^='/demonstration/sign-in']", ("person", button.GetAttribute("value")));
        account.Address.AbsolutePath.ShouldBe("/account");
        account.Say().ShouldContain("Demo Reporter");
    }

    [Fact]
    public async Task Somebody_of_a_demonstration_confirms_a_sensitive_act_with_a_click()
    {
        var id = await app.Person("Demo Confirmer", ("iccat", "GH", [Right.Read]));
        using var browser = app.Browser();
        await browser.Submit(await browser.Get("/sign-in"), "form[action^='/demonstration/sign-in']", ("person", id.ToString()));
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        var again = await browser.Get("/enrol");
        again.Address.AbsolutePath.ShouldBe("/sign-in/again");
        (await browser.Submit(again, "main form")).Address.AbsolutePath.ShouldBe("/enrol");
    }

    [Fact]
    public async Task Becoming_somebody_else_gives_a_new_token_and_ends_the_session_before()
    {
        var one = await app.Person("Demo First", ("iccat", "TN", [Right.Read]));
        var other = await app.Person("Demo Second", ("iccat", "TN", [Right.Enter]));
        using var browser = app.Browser();
        await browser.Submit(await browser.Get("/sign-in"), "form[action^='/demonstration/sign-in']", ("person", one.ToString()));
        var page = await browser.Get("/account");
        await browser.Send(new HttpRequestMessage(HttpMethod.Post, "/demonstration/sign-in")
        {
            Content = new FormUrlEncodedContent(page.Fields("main form").Append(KeyValuePair.Create("person", other.ToString()))),
        });
        (await browser.Get("/account")).Say().ShouldContain("Demo Second");
        (await app.Ask<string>("select ended_why from sign_in.session where person = @one", new { one })).ShouldBe("replaced");
    }

    [Fact]
    public async Task Without_a_form_of_ours_nobody_is_signed_in()
    {
        var id = await app.Person("Demo Forged", ("iccat", "MA", [Right.Read]));
        using var browser = app.Browser();
        using var answer = await browser.Http.PostAsync("/demonstration/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("person", id.ToString())]));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.IsSignedIn()).ShouldBeFalse();
    }
}

/// <summary>The door that must not exist.</summary>
public sealed class NoDemonstrationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task In_a_real_installation_there_is_no_such_door_whatever_is_sent()
    {
        var id = await app.Person("Real Person", ("iccat", "SN", [Right.Read]));
        using var browser = app.Browser();
        var door = await browser.Get("/sign-in");
        door.Say().ShouldNotContain("Choose who to be");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Put })
        {
            using var request = new HttpRequestMessage(method, "/demonstration/sign-in");
            if (method != HttpMethod.Get)
                request.Content = new FormUrlEncodedContent(door.Fields("main form").Append(KeyValuePair.Create("person", id.ToString())));
            using var answer = await browser.Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await browser.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_database_itself_names_nobody_to_choose_from_and_lets_no_web_process_change_that()
    {
        await app.Person("Unlisted Person", ("iccat", "SN", [Right.Read]));
        foreach (var login in new[] { app.Database.Logins.Reader, app.Database.Logins.Writer })
        {
            await using var connection = new NpgsqlConnection(login);
            var refused = await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync("update house.installation set demonstration = true"));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
        await using var reader = new NpgsqlConnection(app.Database.Logins.Reader);
        (await reader.QuerySingleAsync<long>("select count(*) from bodies.people_of_demonstration()")).ShouldBe(0);
    }
}
