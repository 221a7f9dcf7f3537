using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Rules;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Rules;

public sealed class WithinTests
{
    private static readonly Definition Trip = New("trip", DefinitionKind.Return, [Fields("trip", "Trip",
        Of("ocean", FieldType.Code, "Ocean") with { List = "oceans" }, Of("port", FieldType.Code, "Port") with { List = "ports", Within = "ocean" })]);

    [Theory]
    [InlineData("ATL", null)]
    [InlineData("MED", "not-within")]
    public void A_code_lies_within_what_stands_in_the_column_that_is_tied_to_the_other_list(string ocean, string? fault)
    {
        var codes = new ListCode("DKR", Say("Dakar"), new Period(null, null), "WEST-AFRICA", new Dictionary<string, string>(StringComparer.Ordinal) { ["ocean"] = "ATL" });
        var body = Body() with { Lists = [.. Body().Lists, new CodeList("ports", Say("Ports"), [new ListColumn("ocean", Say("Ocean"), ColumnKind.Code, "oceans")], [codes])] };
        var statement = new Statement(Trip);
        statement["trip", "ocean"] = Answer.Of(Value.Of(ocean));
        statement["trip", "port"] = Answer.Of(Value.Of("DKR"));
        var book = RuleBook.Of(Trip, body, new Dictionary<string, Definition>(StringComparer.Ordinal) { ["trip"] = Trip });
        var rules = book.Judge(statement, new Surroundings(body, body.Party("JPN"), new DateOnly(2026, 2, 1))).Faults.Select(found => found.Rule);
        rules.ShouldBe(fault is null ? [] : [fault]);
    }
}
