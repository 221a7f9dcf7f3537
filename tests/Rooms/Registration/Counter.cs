using System.Net;
using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms;

/// <summary>Shortcuts for tests of registration: what people on either side of the counter do.</summary>
public static partial class Counter
{
    public static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. new byte[100]];

    /// <summary>Asks on the public page and gives back the address that was mailed, confirmed.</summary>
    public static async Task<string> AskAndProve(this Town town, string name, string party = "UTO", string post = "reporter")
    {
        var link = await town.Ask(name, party, post);
        var visitor = town.Browser();
        await visitor.Submit(await visitor.Get(link), "#prove");
        return link;
    }

    /// <summary>Asks, and gives back the link of the mail.</summary>
    public static async Task<string> Ask(this Town town, string name, string party = "UTO", string post = "reporter", string language = "en")
    {
        var visitor = town.Browser();
        var form = await visitor.Get("/bodies/tin/ask");
        var sent = await visitor.Submit(form, "main form", ("Name", name), ("Email", Address(name)), ("Party", party), ("Post", post), ("Purpose", "Reports"), ("Language", language));
        sent.Status.ShouldBe(HttpStatusCode.OK);
        return (await town.Mails(Address(name))).SelectMany(mail => Links().Matches(mail).Select(match => match.Value)).First(address => address.StartsWith("/access/", StringComparison.Ordinal));
    }

    public static string Address(string name) => $"{name.Replace(' ', '.')}@example.org";

    public static Task<List<string>> Mails(this Town town, string address) =>
        town.Ask<string>("select subject || E'\n' || body from mail.message where lower(to_address) = lower(@address) order by added_at desc, ctid desc", new { address });

    public static async Task<string> LinkIn(this Town town, string address, string start) =>
        (await town.Mails(address)).SelectMany(mail => Links().Matches(mail).Select(match => match.Value)).First(link => link.StartsWith(start, StringComparison.Ordinal));

    public static async Task<string> RequestOf(this Town town, string name) =>
        $"/bodies/tin/requests/{(await town.Ask<Guid>("select id from registration.request where name = @name order by asked_at desc", new { name }))[0]}";

    public static async Task<string> StateOf(this Town town, string name) =>
        (await town.Ask<string>("select state from registration.request where name = @name order by asked_at desc", new { name }))[0];

    public static async Task<Page> Decide(this Town town, Person person, string name, string form, params (string, string?)[] typed)
    {
        var browser = town.As(person);
        return await browser.Submit(await browser.Get(await town.RequestOf(name)), form, typed);
    }

    /// <summary>Sends the secretariat's form with a file, which the browser without scripts sends in parts.</summary>
    public static async Task<Page> Confirm(this Town town, Person officer, string name, byte[] scan, string fileName = "note.pdf")
    {
        var browser = town.As(officer);
        var page = await browser.Get(await town.RequestOf(name));
        var form = page.One("#confirm");
        var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[name]").Where(input => input.GetAttribute("type") != "file"))
            content.Add(new StringContent(input.GetAttribute("name") == "Reference" ? "Note 77/2026" : input.GetAttribute("value") ?? ""), input.GetAttribute("name")!);
        content.Add(new ByteArrayContent(scan), "Scan", fileName);
        return await browser.Send(new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, form.GetAttribute("action"))) { Content = content });
    }

    /// <summary>Sends to another address what a form this person may open carries, its token included.</summary>
    public static async Task<Page> Forge(this Browser browser, string own, string address, params (string Field, string Value)[] fields)
    {
        var hidden = (await browser.Get(own)).Html.QuerySelectorAll("main form input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!));
        return await browser.Send(new HttpRequestMessage(HttpMethod.Post, "https://localhost" + address)
        {
            Content = new FormUrlEncodedContent(hidden.Concat(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)))),
        });
    }

    [GeneratedRegex(@"(?<=https://localhost)/\S+", RegexOptions.None, 1000)]
    private static partial Regex Links();
}
