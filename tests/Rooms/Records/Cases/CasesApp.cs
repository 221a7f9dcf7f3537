using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Certificates;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Cases;

/// <summary>A body with a case that has a clock, letters, referrals and an appeal, and the people who handle it.</summary>
public sealed class CasesApp() : PublishedApp(() => new Loaded(WithHolidays(), [Ruling], []))
{
    private static readonly Definition Ruling = New("ruling", DefinitionKind.Case,
        [
            Fields("request", "The request", Text("goods", "Goods") with { Required = "true" }),
            Fields("private", "For the customs only", Text("price", "Price")),
        ],
        traits: new Traits(Case: new CaseTrait("AR-{year}-{0000}", ["goods"], [new Clock("decision", Say("Decision"), ["submitted"], ["waiting"], 5, WorkingDays: true, "holidays") { Then = "lapse" }])
        {
            Letters = [new LetterText("answer", Say("Answer"), ["grant", "refuse"], new LocalText(("en", "To {party} on {day}\n\n{number}: {goods}. {reason}"), ("fr", "À {party} le {day}\n\n{number} : {goods}. {reason}")))],
            Referrals = new Referrals(["request"], new TimeLimit(2, WorkingDays: true, "holidays")),
        })) with
    {
        Sharing = new Sharing(Sharing.Own, []),
        Workflow = new Workflow(
            [
                new("draft", Say("Draft"), true, false), new("submitted", Say("Submitted"), false, true), new("waiting", Say("Waiting"), true, true), new("granted", Say("Granted"), false, true),
                new("refused", Say("Refused"), false, true), new("appealed", Say("Appealed"), false, true), new("lapsed", Say("Lapsed"), false, false),
            ],
            [
                new("submit", Say("Submit"), ["draft", "waiting"], "submitted", ["submit"], null, true, false, Reason.None),
                new("ask", Say("Ask for more"), ["submitted"], "waiting", ["serve"], null, false, false, Reason.Required),
                new("grant", Say("Grant"), ["submitted"], "granted", ["serve"], null, false, false, Reason.Required),
                new("refuse", Say("Refuse"), ["submitted"], "refused", ["serve"], null, false, false, Reason.Required),
                new("appeal", Say("Appeal"), ["refused"], "appealed", ["submit"], null, false, false, Reason.Required) { Within = new TimeLimit(10, WorkingDays: false, null) },
                new("overturn", Say("Grant on appeal"), ["appealed"], "granted", ["serve"], null, false, false, Reason.Required) { NotWho = ["refuse"] },
                new("lapse", Say("Lapse"), ["submitted"], "lapsed", [Step.ByClock], null, false, false, Reason.None),
            ]),
    };

    public Guid Clerk { get; private set; }

    public Guid Officer { get; private set; }

    public Guid Colleague { get; private set; }

    public Guid Neighbour { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Clerk = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Officer = await this.Person("Olga Officer", ("tuna", null, [Right.Read, Right.Serve]));
        Colleague = await this.Person("Carl Colleague", ("tuna", null, [Right.Read, Right.Serve]));
        Neighbour = await this.Person("Clerk of Ghana", ("tuna", "GHA", [Right.Read, Right.Enter]));
    }

    /// <summary>The small body of the tests with a holiday on 5 March 2026.</summary>
    public static Body WithHolidays()
    {
        var body = Body();
        var day = new ListCode("FREE", Say("Foundation day"), new Period(new DateOnly(2000, 1, 1), null), null, new Dictionary<string, string>(StringComparer.Ordinal) { ["day"] = "2026-03-05" });
        return body with { Lists = [.. body.Lists, new CodeList("holidays", Say("Holidays"), [new ListColumn("day", Say("Day"), ColumnKind.Date, null)], [day])] };
    }

    public async Task<Guid> Submit()
    {
        var content = new Statement(Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", "ruling")!.Definition);
        content["request", "goods"] = Answer.Of(Value.Of("Frozen loins"));
        content["private", "price"] = Answer.Of(Value.Of("A secret price"));
        var reply = await Door.Do(new Take(Guid.CreateVersion7(Clock.GetUtcNow()), "tuna", "ruling", "submit", 0) { Opening = new Subject("JPN"), Content = content }, await Acting(Clerk));
        return reply.ShouldBeDone().Statement;
    }

    public async Task<Reply> Take(Guid ruling, string step, Guid who, string? reason = "Because.") => await Door.Do(new Take(ruling, "tuna", "ruling", step, 1) { Reason = reason }, await Acting(who));
}
