using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Journeys;

/// <summary>Two registers: one that a party changes itself, one that changes only by request. In the first a vessel that was renamed.</summary>
public sealed class RegistersChrome : Chrome
{
    public Guid Captain { get; private set; }

    public Guid Officer { get; private set; }

    public Guid Vessel { get; private set; }

    public RegistersChrome() => Added = services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new AsPerson());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var (body, plain) = (Body(), Vessels());
        var workflow = new Workflow([.. Usual.States, new State("correction", Say("Being corrected"), true, true)],
            [.. Usual.Steps.Select(step => step.Code == "submit" ? step with { From = ["draft", "returned", "correction"] } : step), new Step("correct", Say("Correct"), ["submitted", "accepted"], "correction", ["enter"], null, false, false, Reason.None)]);
        var vessels = plain with { Sharing = new Sharing(Sharing.Public, []), Workflow = workflow };
        await Publication.Publish(owner, new Loaded(body, [vessels, vessels with { Code = "ports", Traits = new Traits(Register: plain.Traits.Register! with { ByRequest = true }) }], []), body.Code, TableMaking.Make, TimeProvider.System.GetUtcNow());
        Captain = await this.Person("Captain Kei", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Officer = await this.Person("Olga Officer", ("tuna", null, [Right.Read, Right.Serve]));
        Vessel = await Submit(Guid.CreateVersion7(), 0, "Hoshi Maru", "2020-01-01");
    }

    public async Task<IPage> As(Guid person, string language)
    {
        var page = await Visit("about:blank", language);
        await page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [AsPerson.Header] = person.ToString() });
        return page;
    }

    private async Task<Guid> Submit(Guid id, int seen, string name, string from)
    {
        var content = new Statement(Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", "vessels")!.Definition);
        content["vessel", "name"] = Answer.Of(Value.Of(name));
        content["vessel", "ircs"] = Answer.Of(Value.Of("JABC"));
        var actor = Actor.Of((await Services.GetRequiredService<People>().Find(Captain))!);
        var take = new Take(id, "tuna", "vessels", "submit", seen) { Opening = new Subject("JPN"), Content = content, Valid = new Period(DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture), null) };
        (await Services.GetRequiredService<Door>().Do(take, actor)).Faults.ShouldBeEmpty();
        return id;
    }
}

/// <summary>A vessel of a register from its former name to its end, as people find, change and look at it.</summary>
public sealed class RegistersJourney(RegistersChrome chrome) : IClassFixture<RegistersChrome>
{
    private const string List = "/bodies/tuna/vessels";

    [Fact]
    public async Task An_entry_is_changed_found_by_its_former_name_seen_before_and_after_and_ended()
    {
        var captain = await chrome.As(chrome.Captain, "en");
        await captain.GotoAsync(chrome.Address + $"{List}/{chrome.Vessel}/steps/correct");
        await captain.Press("Correct");
        await Accessible(captain);
        await captain.Locator("form[action*='handler=Correct'] button").ClickAsync();
        await captain.GotoAsync(chrome.Address + $"{List}/{chrome.Vessel}/vessel");
        await captain.Locator("[name='f.name']").FillAsync("Asahi Maru");
        await captain.Locator("button[name=do][value=save]").Last.ClickAsync();
        await captain.GotoAsync(chrome.Address + $"{List}/{chrome.Vessel}/check-answers");
        await Accessible(captain);
        await captain.GotoAsync(chrome.Address + $"{List}/{chrome.Vessel}/steps/submit");
        await Day(captain, "from", "1", "6", "2024");
        await Accessible(captain);
        await captain.Press("Submit");

        var visitor = await chrome.Visit(chrome.Address + List, "en");
        await visitor.GetByLabel("Name or number").FillAsync("hoshi");
        await visitor.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Locator("#entries")).ToContainTextAsync("also: Hoshi Maru");
        await Accessible(visitor);
        await visitor.Locator("#entries th a").First.ClickAsync();
        await Assertions.Expect(visitor.Locator("h1")).ToContainTextAsync("Asahi Maru");
        await Assertions.Expect(visitor.Locator("main")).ToContainTextAsync("Name: Hoshi Maru → Asahi Maru");
        await Accessible(visitor);
        await visitor.GotoAsync(chrome.Address + $"{List}/{chrome.Vessel}/entry?on=2024-05-31");
        await Assertions.Expect(visitor.Locator("h1")).ToContainTextAsync("Hoshi Maru");
        await visitor.GotoAsync(chrome.Address + $"{List}/{chrome.Vessel}/entry/compare?on=2024-05-31&on2=2024-06-01");
        await Accessible(visitor);

        await captain.GotoAsync(chrome.Address + $"{List}/{chrome.Vessel}/entry/do/end");
        await Accessible(captain);
        await Day(captain, "from", "1", "1", "2025");
        await captain.Locator("[name=reason]").FillAsync("Scrapped");
        await captain.Press("End the entry");
        await Accessible(captain);
        await visitor.GotoAsync(chrome.Address + $"{List}?q=asahi");
        await Assertions.Expect(visitor.Locator("#entries")).ToContainTextAsync("not in the register on this day");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_request_is_asked_for_and_answered(string language)
    {
        var captain = await chrome.As(chrome.Captain, language);
        await captain.GotoAsync(chrome.Address + "/bodies/tuna/ports");
        await captain.Locator("form.e-begin button").ClickAsync();
        var address = new Uri(captain.Url).AbsolutePath;
        await captain.GotoAsync(chrome.Address + $"{address}/vessel");
        await captain.Locator("[name='f.name']").FillAsync($"Port {language}");
        await captain.Locator("[name='f.ircs']").FillAsync($"PORT{language.ToUpperInvariant()}");
        await captain.Locator("button[name=do][value=save]").Last.ClickAsync();
        await captain.GotoAsync(chrome.Address + $"{address}/steps/submit");
        await Accessible(captain);
        await Day(captain, "from", "1", "6", "2024");
        await captain.Locator("main form button.e-button").First.ClickAsync();
        await captain.WaitForURLAsync("**/entry/requests/*");
        await Accessible(captain);
        var officer = await chrome.As(chrome.Officer, language);
        await officer.GotoAsync(chrome.Address + "/bodies/tuna/ports/requests");
        await Accessible(officer);
        await officer.GetByRole(AriaRole.Link, new() { Name = $"Port {language}" }).First.ClickAsync();
        await Accessible(officer);
        await officer.Locator("button[name=word][value=agreed]").ClickAsync();
        await Assertions.Expect(officer.Locator(".e-notice--success")).ToBeVisibleAsync();
        await Accessible(officer);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task The_pages_of_a_register_are_for_everybody_and_fit_a_telephone(string language)
    {
        var officer = await chrome.As(chrome.Officer, language);
        var captain = await chrome.As(chrome.Captain, language);
        foreach (var (page, address) in new[] { (officer, List), (officer, $"{List}/duplicates"), (captain, $"{List}/in-bulk"), (captain, $"{List}/{chrome.Vessel}/entry"), (captain, $"{List}/{chrome.Vessel}/entry/do/split"), (officer, "/bodies/tuna/ports/requests") })
        {
            foreach (var width in new[] { 1280, 360 })
            {
                await page.SetViewportSizeAsync(width, 800);
                await page.GotoAsync(chrome.Address + address);
                await Accessible(page);
                (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue($"{address} at {width}");
            }
        }
    }

    private static async Task Accessible(IPage page)
    {
        (await Chrome.Barriers(page)).ShouldBeEmpty(page.Url);
        if (Environment.GetEnvironmentVariable("ENTENTE_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"register-{Interlocked.Increment(ref _pictures):00}.png"), FullPage = true });
    }

    private static int _pictures;

    private static async Task Day(IPage page, string name, string day, string month, string year)
    {
        foreach (var (part, text) in new[] { ("Day", day), ("Month", month), ("Year", year) })
            await page.Locator($"[name='{name}.{part}']").FillAsync(text);
    }
}
