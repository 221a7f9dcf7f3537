using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>A body with a return that looks at a register, warns, asks for four eyes and guards its steps; a case; and a large table.</summary>
public sealed class ReturnApp : TestApp
{
    private int _weeks;

    private static Definition Landings { get; } = New("landings", DefinitionKind.Return,
        [
            Fields("report", "Report",
                Text("officer", "Officer") with { Required = "true" },
                Of("vessel", FieldType.Reference, "Vessel") with { References = "vessels" },
                Number("weight", "Weight") with { From = 0, Places = 2 },
                Number("tonnes", "Tonnes") with { Places = 2, Computed = "report.weight / 1000" }),
        ],
        facts: [new Fact("fleet", FactSource.Register, "vessels", "vessel", "period.end", OwnOnly: true)],
        checks:
        [
            Rule("plausible", null, "report.weight <= 1000", "That is a great deal.", "report.weight", CheckLevel.Warning),
            Rule("afloat", null, "count(fleet) > 0", "Somebody must have caught it.", null),
            Rule("own-flag", null, "report.vessel = null or report.vessel_entry.flag = party.code", "The vessel flies another flag.", "report.vessel"),
        ]) with
    {
        Workflow = new Workflow(
            [new("draft", Say("Draft"), true, false), new("submitted", Say("Submitted"), false, true), new("returned", Say("Returned"), true, false), new("accepted", Say("Accepted"), false, true)],
            [
                new("submit", Say("Submit"), ["draft", "returned"], "submitted", ["submit"], "report.weight > 0", true, true, Reason.None),
                new("return", Say("Return"), ["submitted"], "returned", ["serve"], null, false, false, Reason.Required),
                new("accept", Say("Accept"), ["submitted"], "accepted", ["serve"], "report.weight < 9000", false, false, Reason.None),
            ]),
    };

    private static Definition Requests { get; } = New("requests", DefinitionKind.Case, [Fields("ask", "Ask", Text("what", "What"))],
        traits: new Traits(Case: new CaseTrait("AR-{year}-{party}-{0000}", [], [])));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var body = Body();
        await Publication.Publish(owner, new Loaded(body, [Landings, Requests, Vessels(), Large()], []), body.Code, TableMaking.Make, Clock.GetUtcNow());
        NpgsqlConnection.ClearPool(owner);
    }

    public Door Door => Services.GetRequiredService<Door>();

    public PublishedDefinition Published(string code) => Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code).ShouldNotBeNull();

    public async Task<Actor> Somebody(string name) =>
        new(await this.NewPerson($"{name}@tuna.example"), null, [new Holding(Guid.NewGuid(), "tuna", "JPN", "head", new DateOnly(2020, 1, 1), null, new HashSet<Right> { Right.Enter, Right.Submit })]);

    public Subject Week()
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _weeks));
        return new Subject("JPN", new Period(monday, monday.AddDays(7)));
    }

    public Statement Report(string? officer, decimal? weight, string? vessel = null)
    {
        var content = new Statement(Published("landings").Definition);
        content["report", "officer"] = Answer.Of(Value.Of(officer));
        content["report", "weight"] = weight is { } number ? Answer.Of(Value.Of(number)) : Answer.Blank;
        content["report", "vessel"] = Answer.Of(Value.Of(vessel));
        return content;
    }

    public Take Landing(Statement content) => new(Guid.NewGuid(), "tuna", "landings", "submit", 0) { Opening = Week(), Content = content };

    public async Task<Reply> Register(string name, string sign, string flag = "JPN")
    {
        var vessel = new Statement(Published("vessels").Definition);
        vessel["vessel", "name"] = Answer.Of(Value.Of(name));
        vessel["vessel", "ircs"] = Answer.Of(Value.Of(sign));
        vessel["vessel", "flag"] = Answer.Of(Value.Of(flag));
        return await Door.Do(new Take(Guid.NewGuid(), "tuna", "vessels", "submit", 0) { Opening = new Subject("JPN"), Content = vessel, Valid = new Period(new DateOnly(2000, 1, 1), null) }, DoorApp.Japan);
    }

    public Task<OpenDraft> Begin(Guid statement, DraftBeginning? beginning = null) => Own.Write(connection =>
        Services.GetRequiredService<Drafting>().Open(connection, statement, Published("landings").Version, beginning ?? DraftBeginning.Blank(Published("landings").Definition), null, byBody: false));

    public async Task Type(OpenDraft draft, Actor who, string state, string field, string now) =>
        (await Services.GetRequiredService<Drafting>().Append(draft.Statement, draft.Generation, state, who.Person!.Value, $"client of {who.Person}",
            [new Change(Guid.NewGuid(), OperationKind.Set, "report", Guid.Empty, field, null, null, now, 0, Clock.GetUtcNow())])).ShouldNotBeNull();

    /// <summary>The step that submits the draft as it stands.</summary>
    public async Task<Take> Submit(Guid statement, int expected)
    {
        var (open, draft) = (await Own.Write(connection => DraftReading.Read(connection, statement)))!.Value;
        return new Take(statement, "tuna", "landings", "submit", expected) { Content = draft.Content(Published("landings").Definition), Draft = new DraftRead(open.Generation, draft.Through) };
    }

    public async Task<T> Ask<T>(string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        return (await owner.QuerySingleAsync<T>(sql, with))!;
    }

    private Database Own => Services.GetRequiredService<Database>();
}
