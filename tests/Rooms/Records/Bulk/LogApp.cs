using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Api;
using Entente.Tests.Rooms.Records.Writing;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Bulk;

/// <summary>
/// A log whose rows name vessels and are held against a register and the version before, and whose step is guarded by a total; a
/// case with a table; and a register whose entries have one.
/// </summary>
public sealed class LogApp : ApiApp
{
    private int _weeks;

    private static Section Lines { get; } = Table("lines", "Lines", new RowRules(0, 2_000_000, [], null),
        Text("mark", "Mark") with { Required = "true" },
        Of("vessel", FieldType.Reference, "Vessel") with { References = "vessels" },
        Number("weight", "Weight") with { Places = 2 },
        Number("tonnes", "Tonnes") with { Places = 3, Computed = "weight / 1000" });

    private static Definition Log { get; } = New("log", DefinitionKind.Return,
        [
            Fields("report", "Report", Text("officer", "Officer"), Number("limit", "Limit"), Number("total", "Total") with { Places = 2, Computed = "sum(lines.weight)" }),
            Lines,
            Table("notes", "Notes", new RowRules(0, 100, [], null), Text("text", "Text")),
        ],
        facts: [new Fact("fleet", FactSource.Register, "vessels", "vessel", "period.end", OwnOnly: true), new Fact("before", FactSource.LastVersion, "log", "lines", null, OwnOnly: false)],
        checks:
        [
            Rule("own-flag", "lines", "vessel = null or vessel_entry.flag = party.code", "The vessel flies another flag.", "lines.vessel"),
            Rule("afloat", null, "count(fleet) > 0", "Somebody must have caught it.", null),
            Rule("no-less", null, "count(lines) >= count(before)", "Rows are not taken away.", null),
            Rule("heavy", "lines", "weight <= 900", "That is a great deal.", "lines.weight", CheckLevel.Warning),
        ]) with { Workflow = Usual with { Steps = [.. Usual.Steps.Select(step => step.Submits ? step with { Guard = "report.limit = null or sum(lines.weight) <= report.limit" } : step)] } };

    private static Definition Request { get; } = New("request", DefinitionKind.Case, [Fields("ask", "Ask", Text("what", "What")), Lines], traits: new Traits(Case: new CaseTrait("AR-{year}-{party}-{0000}", [], [])));

    private static Definition Yards { get; } = New("yards", DefinitionKind.Register,
        [Fields("yard", "Yard", Text("name", "Name") with { Required = "true", Longest = 80 }), Table("berths", "Berths", new RowRules(0, 1000, [], null), Text("mark", "Mark"))],
        traits: new Traits(Register: new RegisterTrait(["name"], ["name"], ["name"], 0, false)));

    protected override IEnumerable<Definition> Published() => [Vessels(), Log, Request, Yards];

    public Door Door => Services.GetRequiredService<Door>();

    private Database Own => Services.GetRequiredService<Database>();

    private DefinitionCatalogue Catalogue => Services.GetRequiredService<DefinitionCatalogue>();

    public PublishedDefinition Current(string code) => Catalogue.Find("tuna", code).ShouldNotBeNull();

    public Subject Week()
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _weeks));
        return new Subject("JPN", new Period(monday, monday.AddDays(7)));
    }

    public async Task<Guid> Vessel(string sign, string flag = "JPN")
    {
        var vessel = new Statement(Current("vessels").Definition);
        vessel["vessel", "name"] = Answer.Of(Value.Of(sign));
        vessel["vessel", "ircs"] = Answer.Of(Value.Of(sign));
        vessel["vessel", "flag"] = Answer.Of(Value.Of(flag));
        var reply = await Door.Do(new Take(Guid.NewGuid(), "tuna", "vessels", "submit", 0) { Opening = new Subject("JPN"), Content = vessel, Valid = new Period(new DateOnly(2000, 1, 1), null) }, DoorApp.Japan);
        reply.Done.ShouldBeTrue(string.Join(", ", reply.Faults));
        return reply.Statement;
    }

    public async Task<Guid> Opened(string code, Subject? subject = null)
    {
        var reply = await Door.Do(new Open(Guid.NewGuid(), "tuna", code, subject ?? (code == "log" ? Week() : new Subject("JPN"))), DoorApp.Japan);
        reply.Done.ShouldBeTrue(string.Join(", ", reply.Faults));
        return reply.Statement;
    }

    /// <summary>What somebody types into the draft.</summary>
    public async Task Draft(Guid statement, string code, params (string Section, string Field, string Now)[] cells)
    {
        var definition = Current(code);
        var drafting = Services.GetRequiredService<Drafting>();
        var open = await Own.Write(connection => drafting.Open(connection, statement, definition.Version, DraftBeginning.Blank(definition.Definition), null, byBody: false));
        var who = await this.NewPerson($"{Guid.NewGuid():n}@tuna.example");
        var changes = new List<Change>();
        foreach (var (section, field, now) in cells)
        {
            var row = definition.Definition.Section(section)!.IsTable ? Guid.NewGuid() : Guid.Empty;
            if (row != Guid.Empty)
                changes.Add(new Change(Guid.NewGuid(), OperationKind.AddRow, section, row, null, "a", null, null, 0, Clock.GetUtcNow()));
            changes.Add(new Change(Guid.NewGuid(), OperationKind.Set, section, row, field, null, null, now, 0, Clock.GetUtcNow()));
        }
        (await drafting.Append(open.Statement, open.Generation, "draft", who, "client", changes)).ShouldNotBeNull();
    }

    public Task<HttpClient> Japan() => this.Program($"Japan {Guid.NewGuid():n}", "JPN", Right.Read, Right.Enter, Right.Submit);

    public static async Task<string> Put(HttpClient program, string code, Guid statement, string table, string rows, string query = "")
    {
        using var content = new StringContent(rows, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await program.PutAsync($"/api/tuna/{code}/{statement}/{table}{query}", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Sends the file, lets it be carried out, and says what became of it with the rules of its faults.</summary>
    public async Task<string> Load(HttpClient program, string code, Guid statement, string table, string rows, string query = "")
    {
        var load = await Put(program, code, statement, table, rows, query);
        await Work();
        var state = JsonNode.Parse(await program.GetStringAsync(load))!["state"]!.ToString();
        var faults = JsonNode.Parse(await program.GetStringAsync($"/api/tuna/{code}/{statement}/faults{(state == "refused" ? "?version=0" : "")}"))!["faults"]!.AsArray();
        return string.Join(' ', [state, .. faults.Where(fault => fault!["level"]!.ToString() != "note").Select(fault => $"{fault!["rule"]}{(fault["rowNumber"] is { } row ? $"@{row}" : "")}")]);
    }

    public async Task Work()
    {
        while (await this.RunJobs() > 0)
        {
            // One may make another.
        }
    }
}
