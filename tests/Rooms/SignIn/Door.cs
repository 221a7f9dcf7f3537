using System.Net;
using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.SignIn;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.SignIn;

/// <summary>People with posts and ways in, made as the tests of the door need them.</summary>
internal static class Door
{
    public const string Password = "lighthouse velvet ostrich";

    public static async Task<Guid> Person(this TestApp app, string name, params (string Body, string? Party, Right[] Rights)[] posts)
    {
        var email = name.ToLowerInvariant().Replace(' ', '.') + "@example.org";
        var id = Guid.CreateVersion7();
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        await owner.ExecuteAsync("insert into bodies.person (id, name, email, language, created_at) values (@id, @name, @email, 'en', @now)", new { id, name, email, now = app.Clock.GetUtcNow() });
        foreach (var (body, party, rights) in posts)
        {
            var post = string.Join('-', rights.Order().Select(right => RightNames.Of(right))) + (party is null ? "" : "-of-party");
            await owner.ExecuteAsync("""
                insert into bodies.party (body, code, names) select @body, @party, '{}' where @party is not null on conflict do nothing;
                insert into bodies.post (body, code, for_party, rights) values (@body, @post, @ofParty, @rights) on conflict do nothing;
                insert into bodies.holding (id, person, body, party, post, period, granted_at)
                values (gen_random_uuid(), @id, @body, @party, @post, '[2020-01-01,)', '2020-01-01')
                """, new { body, post, ofParty = party is not null, rights = rights.Select(RightNames.Of).ToArray(), id, party });
        }
        return id;
    }

    public static string Email(string name) => name.ToLowerInvariant().Replace(' ', '.') + "@example.org";

    /// <summary>A ticket's path, as its mail would hold it.</summary>
    public static async Task<string> Ticket(this TestApp app, Guid person, TimeSpan? within = null)
    {
        var tickets = app.Services.GetRequiredService<Tickets>();
        var address = await app.Services.GetRequiredService<Database>().Write(connection => tickets.Issue(connection, person, within: within));
        return new Uri(address).PathAndQuery;
    }

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

    public static void ShouldBeSeen(this Page page, HttpStatusCode status, string text)
    {
        page.Status.ShouldBe(status, page.Say());
        page.Say().ShouldContain(text);
    }
}

/// <summary>The authenticator application on somebody's telephone, by the test's clock.</summary>
internal sealed class Telephone(TestApp app, byte[] key)
{
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    public static Telephone Reads(TestApp app, string typedKey)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(typedKey.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString(alphabet.IndexOf(letter), 2).PadLeft(5, '0')));
        return new Telephone(app, [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))]);
    }

    public string Code() => OneTimeCodes.At(key, OneTimeCodes.StepAt(app.Clock.GetUtcNow()));

    /// <summary>The last code was used; half a minute later there is a new one.</summary>
    public string NextCode()
    {
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        return Code();
    }

    public string WrongCode() => Code() == "000000" ? "111111" : "000000";
}
