using Dapper;
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

/// <summary>A body with a certificate, a case and a notice, one of each at work.</summary>
public sealed class KindsChrome : Chrome
{
    public Guid Officer { get; private set; }

    public Guid Document { get; private set; }

    public Guid Ruling { get; private set; }

    public Guid Circular { get; private set; }

    public KindsChrome() => Added = services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new AsPerson());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var body = Body();
        var document = New("document", DefinitionKind.Certificate,
            [Fields("head", "The consignment", Text("vessel", "Vessel")), Table("products", "Products", new RowRules(1, 100, [], null), Text("product", "Product"), Number("weight", "Weight") with { Unit = "kg", Places = 2 })],
            traits: new Traits(Certificate: new CertificateTrait("D-{party}-{0000}", ["vessel"], "products", "weight", [], ["head.vessel", "products"])));
        var ruling = New("ruling", DefinitionKind.Case, [Fields("request", "The request", Text("goods", "Goods"))],
            traits: new Traits(Case: new CaseTrait("AR-{year}-{0000}", ["goods"], [new Clock("decision", Say("Decision"), ["submitted"], [], 30, WorkingDays: true, null)]) { Referrals = new Referrals(["request"], new TimeLimit(5, WorkingDays: true, null)) }));
        var circular = New("circular", DefinitionKind.Notice, [Fields("notice", "The notice", Text("subject", "Subject"), Text("text", "Text"), Of("until", FieldType.Date, "Replies until"))],
            traits: new Traits(Notice: new NoticeTrait(["subject"], null, "until"))) with { DeclaredBy = Definition.ByBody };
        var workflow = Usual with { Steps = [.. Usual.Steps.Select(step => step.Code == "submit" ? step with { By = ["serve"] } : step)] };
        await Publication.Publish(owner, new Loaded(body, [document, ruling, circular with { Workflow = workflow }], []), body.Code, TableMaking.Make, TimeProvider.System.GetUtcNow());
        Officer = await this.Person("Olga Officer", ("tuna", null, [Right.Read, Right.Serve]), ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Document = await Submit("document", "JPN", content =>
        {
            content["head", "vessel"] = Answer.Of(Value.Of("Hoshi Maru"));
            var row = Row.Of(content.Definition.Section("products")!, Guid.NewGuid());
            row[content.Definition.Section("products")!, "product"] = Answer.Of(Value.Of("Gilled and gutted"));
            row[content.Definition.Section("products")!, "weight"] = Answer.Of(Value.Of(1234.5m));
            content.Rows("products").Add(row);
        });
        Ruling = await Submit("ruling", "JPN", content => content["request", "goods"] = Answer.Of(Value.Of("Frozen loins")));
        Circular = await Submit("circular", null, content =>
        {
            content["notice", "subject"] = Answer.Of(Value.Of("Annual meeting"));
            content["notice", "text"] = Answer.Of(Value.Of("The meeting is in November."));
            content["notice", "until"] = Answer.Of(Value.Of((Entente.Feel.Values.Date)new DateOnly(2099, 1, 1)));
        });
    }

    public async Task<IPage> As(Guid person, string language)
    {
        var page = await Visit("about:blank", language);
        await page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [AsPerson.Header] = person.ToString() });
        return page;
    }

    public async Task<string> Verification()
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        return await owner.QuerySingleAsync<string>("select '/verify?number=' || s.number || '&code=' || c.code from records.statement s join records.certificate c on c.statement = s.id where s.id = @Document", new { Document });
    }

    private async Task<Guid> Submit(string code, string? party, Action<Statement> fill)
    {
        var content = new Statement(Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code)!.Definition);
        fill(content);
        var actor = Actor.Of((await Services.GetRequiredService<People>().Find(Officer))!);
        var reply = await Services.GetRequiredService<Door>().Do(new Take(Guid.CreateVersion7(), "tuna", code, "submit", 0) { Opening = new Subject(party), Content = content }, actor);
        reply.Done.ShouldBeTrue(string.Join(", ", reply.Faults));
        return reply.Statement;
    }
}

/// <summary>The pages that certificates, cases and notices have for themselves, in a language from the left and one from the right, wide and on a telephone.</summary>
public sealed class KindsJourney(KindsChrome chrome) : IClassFixture<KindsChrome>
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("fr", 360)]
    [InlineData("ar", 360)]
    public async Task Every_page_is_without_barriers_and_within_its_width(string language, int width)
    {
        var page = await chrome.As(chrome.Officer, language);
        await page.SetViewportSizeAsync(width, 900);
        var barriers = new List<string>();
        string[] addresses =
        [
            "/verify", await chrome.Verification(), "/verify?number=D-JPN-0001&code=000000000000",
            $"/bodies/tuna/document/{chrome.Document}/view/document", $"/bodies/tuna/document/{chrome.Document}/view/uses",
            "/bodies/tuna/cases?tab=all", $"/bodies/tuna/ruling/{chrome.Ruling}", $"/bodies/tuna/ruling/{chrome.Ruling}/view/allot", $"/bodies/tuna/ruling/{chrome.Ruling}/view/refer",
            "/bodies/tuna/notices", $"/bodies/tuna/circular/{chrome.Circular}/view/notice",
        ];
        foreach (var (at, address) in addresses.Index())
        {
            await page.GotoAsync(chrome.Address + address);
            foreach (var details in await page.Locator("main details > summary").AllAsync())
                await details.ClickAsync();
            barriers.AddRange((await Chrome.Barriers(page)).Select(barrier => $"{address}: {barrier}"));
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                barriers.Add($"{address} is wider than {width}");
            if (Environment.GetEnvironmentVariable("ENTENTE_PICTURES") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"kinds-{language}-{width}-{at:00}.png"), FullPage = true });
        }
        barriers.ShouldBeEmpty();
    }
}
