using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Mail;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;

namespace Entente.Tests.Journeys;

/// <summary>The pages of whoever runs the installation, with everything on them that can be on them.</summary>
public sealed class AdministrationJourneys(AdministrationChrome chrome) : IClassFixture<AdministrationChrome>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Can_be_used_by_everybody_everywhere(string language)
    {
        foreach (var address in chrome.Pages)
        {
            var page = await chrome.Open(address, language);
            (await Chrome.Barriers(page)).ShouldBeEmpty();
            await page.SetViewportSizeAsync(360, 740);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, $"{address} fits a phone");
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task An_administrator_finds_a_dead_letter_and_has_it_tried_again()
    {
        var page = await chrome.Open("/administration", "en");
        await page.GetByRole(AriaRole.Link, new() { Name = "failed for good" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "poison" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByText("will be tried again at once").WaitForAsync();
        await page.Context.CloseAsync();
    }
}

public sealed class AdministrationChrome : Chrome
{
    private Guid _administrator;

    public AdministrationChrome() => Added = services =>
    {
        services.AddSingleton<IStartupFilter, AsPerson>();
        services.AddJob<AdministrationChrome>("poison", (_, _, _) => throw new PermanentFailure("The file could not be read: " + new string('x', 200)));
        services.AddSingleton(this);
    };

    public IReadOnlyList<string> Pages { get; private set; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _administrator = await this.NewPerson("chief@example.org", administrator: true);
        var database = Services.GetRequiredService<Database>();
        var job = await database.Write(connection => Services.GetRequiredService<Queue>().Add(connection, "poison", new { file = Guid.Empty }));
        for (var i = 0; i < 30; i++)
            await database.Write(connection => Services.GetRequiredService<Queue>().Add(connection, "poison"));
        var mail = await database.Write(connection => Services.GetRequiredService<Outbox>().Send(connection, "omar@example.org", "ar", "mail.test"));
        await this.RunJobs();
        var error = Guid.NewGuid();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.ExecuteAsync("""
            insert into administration.error values (@error, now(), 'node-1', '0af7651916cd43dd8448eb211c80319c', 'Entente.Shared.Web.HelpfulErrors', '/bodies/{code}',
              'System.InvalidOperationException', 'GET /bodies/{code} failed with 500: Sequence contains no elements', '   at Entente.Workspace.BodyHome.OnGet(String code) in /platform/Workspace/BodyHome.cshtml.cs:line 42')
            """, new { error });
        Pages = ["/administration", "/administration/jobs", "/administration/jobs?show=done", $"/administration/jobs/{job}", "/administration/mail?sort=-added_at",
            $"/administration/mail/{mail}", "/administration/errors?sort=-at", $"/administration/errors/{error}"];
    }

    public async Task<IPage> Open(string address, string language)
    {
        var page = await Visit("about:blank", language);
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { [AsPerson.Header] = _administrator.ToString() });
        await page.GotoAsync(address);
        return page;
    }
}
