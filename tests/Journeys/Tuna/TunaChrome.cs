using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Client.Run;
using Entente.Obligations;
using Entente.Records;
using Entente.Records.Api;
using Entente.Records.Demonstrations;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>
/// The tuna commission as it is described, with a part of its demonstration, on a morning in the season: weeks are reported, Morocco has
/// used more than four fifths of its limit, and its report of the year before last is there.
/// </summary>
public sealed class TunaChrome : Chrome
{
    public const string Layla = "layla.mithal@example.org", Youssef = "youssef.mithal@example.org", Camille = "camille.exemple@example.org", Haruka = "haruka.rei@example.org",
        Kenji = "kenji.rei@example.org", Lucia = "lucia.ejemplo@example.org", Ines = "ines.muestra@example.org", Edward = "edward.sample@example.org",
        Salma = "salma.mithal@example.org", Yui = "yui.rei@example.org";

    private static readonly string[] Wanted =
    [
        "vessel-eu-1", "vessel-mar-1", "vessel-mar-2", "vessel-jpn-1", "vessel-jpn-2", "port-mar-1", "port-eu-1", "authority-jpn-1", "authority-eu-1", "closure-1",
        "req-gen-1", "req-gen-2", "req-gen-3", "req-gen-5", "req-gen-13", "req-gen-14", "req-gen-21", "req-sta-13",
    ];

    public TunaChrome() => Added = services => services.AddSingleton<IStartupFilter>(new AsPerson());

    protected override TimeProvider Time { get; } = new Season();

    public static Guid Known(string name) => Demonstration.Id("declaration", "iccat", name);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Demonstrate();
        await Post("Salma Mithal", Salma, "MAR", "head-delegate");
        await Post("Yui Rei", Yui, "JPN", "reporting-officer");
        foreach (var (party, kg) in new[] { ("MAR", 100_000), ("JPN", 2_800_000) })
            await Declare("quotas", null, Edward, $$"""{"limit": {"holder": "{{party}}", "stock": "BFT-E", "year": 2026, "base": {{kg}}, "measure": "22-08"} }""", from: "2026-01-01");
        await Weeks();
        await Declare("annual-report", "MAR", Layla, LastYear(), period: "2024");
        await Services.GetRequiredService<GoingThrough>().Everything();
    }

    /// <summary>As one of the demonstration's people, in a browser of this language.</summary>
    public async Task<IPage> As(string email, string language, bool scripts = true, bool phone = false)
    {
        var page = await Visit("about:blank", language, scripts, phone);
        await page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [AsPerson.Header] = Demonstration.Id("person", email).ToString() });
        // The language of the browser, whatever the person's is.
        await page.GotoAsync($"/language?to={language}&back=/accessibility");
        return page;
    }

    /// <summary>As through the interface of programs: what a journey needs and does not prove.</summary>
    public async Task<Guid> Declare(string code, string? party, string by, string content, string? period = null, string? from = null, string step = "submit", string? shownTo = null)
    {
        var definition = Services.GetRequiredService<DefinitionCatalogue>().Find("iccat", code)!.Definition;
        var said = Submission.Read(definition, Encoding.UTF8.GetBytes($$"""{"content": {{content}}}"""));
        said.Faults.ShouldBeEmpty();
        var span = period is not null && ReportingPeriod.Of(definition.Traits.Return!, period) is { } one ? new Period(one.Start, one.End) : (Period?)null;
        var actor = Actor.Of((await Services.GetRequiredService<People>().Find(Demonstration.Id("person", by))).ShouldNotBeNull());
        var id = Guid.CreateVersion7();
        var reply = await Services.GetRequiredService<Door>().Do(new Take(id, "iccat", code, step, 0)
        {
            Opening = new Subject(party, span, ShownTo: shownTo), Content = said.Content, Valid = from is null ? null : new Period(DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture), null),
        }, actor);
        reply.Done.ShouldBeTrue(string.Join("; ", reply.Faults.Where(fault => fault.Blocks).Select(fault => $"{fault.Rule} {fault.Section} {fault.RowNumber} {fault.Field} {string.Join(' ', fault.Facts)}")));
        return id;
    }

    /// <summary>As within a second of what happened.</summary>
    public async Task Follow()
    {
        for (var tries = 0; tries < 300; tries++)
        {
            while (await Services.GetRequiredService<Follower>().Take() > 0)
            {
            }
            if (await Ask<bool>("select not exists (select from records.event e, obligations.follower f where f.name = 'records' and (e.tx, e.statement, e.turn) > (f.tx, f.statement, f.turn))"))
                return;
            await Task.Delay(50);
        }
        Assert.Fail("What happened was not taken.");
    }

    public async Task<T> Ask<T>(string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        return (await owner.QuerySingleAsync<T>(sql, with))!;
    }

    public async Task Execute(string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.ExecuteAsync(sql, with);
    }

    // Of the demonstration what the journeys need: all of it takes longer than they do.
    private async Task Demonstrate()
    {
        var folder = Directory.CreateTempSubdirectory("entente-tuna-");
        var demo = folder.CreateSubdirectory("iccat").CreateSubdirectory("demo");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(House.Find().Bodies, "iccat", "demo"), "declarations*.json"))
        {
            var wanted = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray().Where(one => Wanted.Contains((string?)one!["name"], StringComparer.Ordinal)).Select(one => one!.DeepClone());
            await File.WriteAllTextAsync(Path.Combine(demo.FullName, Path.GetFileName(file)), new JsonArray([.. wanted]).ToJsonString());
        }
        (await DemonstrationDeclarations.Load(Database.Logins, folder.FullName, Time, CancellationToken.None)).ShouldBeEmpty();
        folder.Delete(recursive: true);
    }

    private Task Post(string name, string email, string party, string post) => Execute("""
        insert into bodies.person (id, name, email, created_at) values (@id, @name, @email, '2026-01-01Z');
        insert into bodies.holding (id, person, body, party, post, period, granted_at, confirmed_at) values (gen_random_uuid(), @id, 'iccat', @party, @post, '[2026-01-01,)', '2026-01-01Z', '2026-05-01Z')
        """, new { id = Demonstration.Id("person", email), name, email, party, post });

    // Four fifths are passed in the second week of May; the weeks after it are missing.
    private async Task Weeks()
    {
        foreach (var (week, monday, weight) in new[] { ("2026-W18", "2026-04-27", 41_000), ("2026-W19", "2026-05-04", 43_500) })
            await Declare("bluefin-weekly", "MAR", Layla, $$"""{"report": {"officer": "L. Mithal", "no_catch": false}, "catches": [{"vessel": "{{Known("vessel-mar-1")}}", "day": "{{monday}}", "gear": "PSM", "area": "AT-NE", "weight": {{weight}}, "number": 220}]}""", week);
        await Declare("bluefin-weekly", "JPN", Haruka, $$"""{"report": {"officer": "H. Rei", "no_catch": false}, "catches": [{"vessel": "{{Known("vessel-jpn-1")}}", "day": "2026-05-05", "gear": "LL", "area": "AT-N", "weight": 19920.5, "number": 125}]}""", "2026-W19", shownTo: "cpcs");
    }

    private static string LastYear()
    {
        var rows = new[] { "req-gen-1", "req-gen-2", "req-gen-3", "req-gen-13", "req-gen-14", "req-gen-21", "req-sta-13" }.Select(name => name is "req-gen-3" or "req-gen-13"
            ? $$"""{"requirement": "{{Known(name)}}", "status": "NOT-APPLICABLE", "reason": "There was nothing of the kind in this year."}"""
            : $$"""{"requirement": "{{Known(name)}}", "status": "SENT", "sent": "2025-08-30", "reference": "2025-{{name}}"}""");
        return $$"""
            {"report": {"officer": "L. Mithal", "authority": "Department of Fisheries", "written_in": "fr", "active": true, "summary": "Two vessels fished for bluefin tuna."},
             "fisheries": {"year_fished": "Purse seine and longline.", "research": "Sampling in port."},
             "requirements": [{{string.Join(", ", rows)}}],
             "signature": {"signed_by": "S. Mithal", "duty": "Head of delegation", "signed_on": "2025-09-01"} }
            """;
    }

    // The clock of the machine, set to a Tuesday morning in June.
    private sealed class Season : TimeProvider
    {
        private readonly TimeSpan _apart = new DateTimeOffset(2026, 6, 16, 9, 0, 0, TimeSpan.Zero) - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _apart;
    }
}

/// <summary>One installation for all journeys of the tuna commission.</summary>
[CollectionDefinition(Name)]
public sealed class Tunas : ICollectionFixture<TunaChrome>
{
    public const string Name = "The tuna commission";
}
