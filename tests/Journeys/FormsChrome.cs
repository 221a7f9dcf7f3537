using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Microsoft.Playwright;
using Npgsql;

namespace Entente.Tests.Journeys;

/// <summary>A body with forms of every kind of question, and two clerks of one country.</summary>
public sealed class FormsChrome : Chrome
{
    private int _week;

    public FormsChrome() => Added = services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(services, new AsPerson());

    public Guid Clerk { get; private set; }

    public Guid Colleague { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var body = Definitions.Body();
        await Publication.Publish(owner, new Loaded(body, [Definitions.Heavy(), Definitions.Attached(), Definitions.Weekly(), Definitions.Every(), Definitions.Questions()], []), body.Code, TableMaking.Make, TimeProvider.System.GetUtcNow());
        Clerk = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter]));
        Colleague = await this.Person("Colleague of Japan", ("tuna", "JPN", [Right.Read, Right.Enter]));
    }

    public async Task<IPage> As(Guid person, string language, bool scripts = true, bool phone = false)
    {
        var page = await Visit("about:blank", language, scripts, phone);
        await page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [AsPerson.Header] = person.ToString() });
        return page;
    }

    /// <summary>A new draft with so many rows, open at its table.</summary>
    public async Task<(IPage Page, string Address)> Heavy(string language, int rows, bool scripts = true, bool phone = false)
    {
        var page = await As(Clerk, language);
        await page.GotoAsync("/bodies/tuna/heavy");
        await page.Locator("select[name=period]").First.SelectOptionAsync(new SelectOptionValue { Index = Interlocked.Increment(ref _week) });
        await page.Locator("form.e-begin button").ClickAsync();
        var address = new Uri(page.Url).AbsolutePath + "/catches";
        await page.GotoAsync(address);
        await Paste(page, "r1.vessel", rows);
        await Assertions.Expect(page.Locator("[data-draft-status]")).ToHaveAttributeAsync("data-how", "saved", new() { Timeout = 20_000 });
        if (!scripts || phone)
        {
            await page.Context.CloseAsync();
            page = await As(Clerk, language, scripts, phone);
        }
        await page.GotoAsync(address);
        return (page, address);
    }

    /// <summary>Who is signed in in this browser from now on; null: nobody.</summary>
    public static Task Be(IPage page, Guid? person) =>
        page.Context.SetExtraHTTPHeadersAsync(person is { } id ? new Dictionary<string, string>(StringComparer.Ordinal) { [AsPerson.Header] = id.ToString() } : []);

    /// <summary>A new draft that asks for a file; the address of its section.</summary>
    public Task<string> Attached(IPage page) => Begun(page, "attached");

    public async Task<string> Begun(IPage page, string definition)
    {
        await page.GotoAsync($"/bodies/tuna/{definition}");
        await page.Locator("select[name=period]").First.SelectOptionAsync(new SelectOptionValue { Index = Interlocked.Increment(ref _week) });
        await page.Locator("form.e-begin button").ClickAsync();
        return new Uri(page.Url).AbsolutePath + "/report";
    }

    /// <summary>What the clerk's browser put into the log, in the words of its cells.</summary>
    public async Task<IReadOnlyList<string>> Operations(string address)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select o.kind, o.field, o.now, (select count(*) from records.cell_operation a where a.statement = o.statement and a.kind = 'add-row' and a.place <= r.place)
            from records.cell_operation o join records.cell_operation r on r.statement = o.statement and r.row_id = o.row_id and r.kind = 'add-row'
            where o.statement = $1 and o.by = $2 and o.kind = 'set' and o.seen > 0
            order by o.sequence
            """, owner) { Parameters = { new() { Value = Guid.Parse(address.Split('/')[^2]) }, new() { Value = Clerk } } };
        await using var rows = await command.ExecuteReaderAsync();
        var said = new List<string>();
        while (await rows.ReadAsync())
            said.Add($"r{rows.GetInt64(3)}.{rows.GetString(1)} {rows.GetString(2).Trim('"')}");
        return said;
    }

    /// <summary>For whoever wants to look: written where ENTENTE_PICTURES says.</summary>
    public async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ENTENTE_PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    /// <summary>Rows as a spreadsheet copies them.</summary>
    public static Task Paste(IPage page, string cell, int rows) => page.EvaluateAsync("""
        ([name, rows]) => {
          const data = new DataTransfer();
          data.setData('text/plain', Array.from({ length: rows }, (_, row) => `Maru ${row + 1}\t${row % 2 ? 'PS' : 'LL'}\tATE\t2026-03-02\t${(row + 1) * 37}\t${row + 1}`).join('\n') + '\n');
          document.querySelector(`[name="${name}"]`).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """, new object[] { cell, rows });
}
