using System.Net;
using Dapper;
using Entente.Bodies;
using Entente.SignIn;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.SignIn;

/// <summary>People with posts and ways in, made as the tests of the door need them.</summary>
internal static class Door
{
    public const string Password = "lighthouse velvet ostrich";

    public static string Email(string name) => Newcomers.Email(name);

    /// <summary>From a ticket to a password with its code, as a person without scripts does it. Signed in afterwards.</summary>
    public static async Task<Telephone> EnrolPassword(this Browser browser, TestApp app, string ticket, string password = Password)
    {
        var choose = await browser.Submit(await browser.Get(ticket), "main form");
        choose.Address.AbsolutePath.ShouldBe("/enrol");
        return await browser.SetPassword(app, password);
    }

    public static async Task<Telephone> SetPassword(this Browser browser, TestApp app, string password)
    {
        var code = await browser.Submit(await browser.Get("/enrol/password"), "main form", ("Password", password));
        code.Address.AbsolutePath.ShouldBe("/enrol/code", code.Say());
        var telephone = Telephone.Reads(app, code.Say(".e-key"));
        var codes = await browser.Submit(code, "main form", ("OneTimeCode", telephone.Code()));
        codes.Address.AbsolutePath.ShouldBe("/account/recovery-codes", codes.Say());
        telephone.RecoveryCodes = [.. codes.Html.QuerySelectorAll(".e-codes code").Select(code => code.TextContent)];
        (await browser.Submit(codes, "main form")).Address.AbsolutePath.ShouldBe("/account");
        return telephone;
    }

    /// <summary>Somebody with a password and a telephone, signed in in a browser of their own.</summary>
    public static async Task<(Browser Browser, Telephone Telephone, Guid Id)> SignedIn(this TestApp app, string name, params (string Body, string? Party, Right[] Rights)[] posts)
    {
        var id = await app.Person(name, posts);
        var browser = app.Browser();
        var telephone = await browser.EnrolPassword(app, await app.Ticket(id));
        return (browser, telephone, id);
    }

    public static async Task<Page> SignIn(this Browser browser, string email, string password, Func<string> code, string from = "/sign-in/password")
    {
        var second = await browser.Submit(await browser.Get(from), "main form", ("Email", email), ("Password", password));
        return second.Address.AbsolutePath == "/sign-in/code" ? await browser.Submit(second, "main form", ("OneTimeCode", code())) : second;
    }

    public static async Task<bool> IsSignedIn(this Browser browser) => (await browser.Get("/account")).Address.AbsolutePath == "/account";

    public static async Task<IReadOnlyList<string>> Log(this TestApp app, Guid? person)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return [.. await owner.QueryAsync<string>("select event || coalesce(':' || detail, '') from sign_in.log where person is not distinct from @person order by at, id", new { person })];
    }

    public static async Task<T> Ask<T>(this TestApp app, string sql, object? values = null)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return (await owner.QuerySingleAsync<T>(sql, values))!;
    }

    public static async Task Do(this TestApp app, string sql, object? values = null)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        await owner.ExecuteAsync(sql, values);
    }

    public static void ShouldBeSeen(this Page page, HttpStatusCode status, string text)
    {
        page.Status.ShouldBe(status, page.Say());
        page.Say().ShouldContain(text);
    }
}
