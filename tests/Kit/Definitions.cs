using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Tests.Kit;

/// <summary>Definitions that tests share, and the small body they belong to.</summary>
public static partial class Definitions
{
    /// <summary>Two parties of different standing, two lists of which one is within the other, and the languages en and fr.</summary>
    public static Body Body() => new(
        "tuna", Say("Tuna Organisation"), Say("TO"), Say("About tuna."), ["en", "fr"], "Europe/Madrid", "https://tuna.example",
        [new("parties", Say("Parties")), new("everybody", Say("Everybody at the table"))],
        [new("member", Say("Member"), ["parties", "everybody"]), new("observer", Say("Observer"), ["everybody"])],
        [new("panel", Say("Panel"), Share.Any, [new("north", Say("North")), new("south", Say("South"))])],
        [
            new("head", Say("Head"), PostFor.Party, [.. Enum.GetValues<Right>()], null, null),
            new("desk", Say("Desk"), PostFor.Body, [.. Enum.GetValues<Right>()], null, null),
        ],
        [PartyOf("JPN", "Japan", "member", "north"), PartyOf("GHA", "Ghana", "member", "south"), PartyOf("NOR", "Norway", "observer")],
        [
            ListOf("oceans", ("ATL", null), ("MED", null)),
            ListOf("areas", ("ATE", "ATL"), ("ATW", "ATL"), ("MDE", "MED")),
            ListOf("gears", ("PS", null), ("LL", null), ("BB", null)),
            ListOf("species", ("BFT", null), ("BET", null), ("SWO", null)),
        ]);

    /// <summary>The definitions of the body by their codes: those that others refer to.</summary>
    public static IReadOnlyDictionary<string, Definition> All() =>
        new[] { Vessels(), Everything(), Catch(), Large() }.ToDictionary(definition => definition.Code, StringComparer.Ordinal);

    /// <summary>A register that others refer to.</summary>
    public static Definition Vessels() => New("vessels", DefinitionKind.Register,
        [
            Fields("vessel", "Vessel",
                Text("name", "Name") with { Required = "true", Longest = 80 },
                Text("ircs", "Call sign") with { Required = "true", Pattern = "^[A-Z0-9]{3,8}$" },
                Of("flag", FieldType.Party, "Flag"),
                Of("length", FieldType.Exact, "Length") with { Unit = "m", Places = 2, From = 0 }),
        ],
        traits: new Traits(Register: new RegisterTrait(["name"], ["ircs"], ["name"], 0, false)));

    /// <summary>Twenty simple fields in one section.</summary>
    public static Definition Catch() => New("catch", DefinitionKind.Return, [Fields("report", "Report", [.. Enumerable.Range(1, 20).Select(Simple)])],
        checks: [Rule("positive", null, "report.f03 >= 0", "The third figure is not negative.", "report.f03")]);

    /// <summary>One table of twelve columns, and twenty rules for each of its rows.</summary>
    public static Definition Large() => New("large", DefinitionKind.Return,
        [
            Table("catches", "Catches", new RowRules(0, 2_000_000, [], null),
                Of("vessel", FieldType.Text, "Vessel") with { Required = "true", Longest = 20 },
                Of("gear", FieldType.Code, "Gear") with { Required = "true", List = "gears" },
                Of("species", FieldType.Code, "Species") with { Required = "true", List = "species" },
                Of("area", FieldType.Code, "Area") with { List = "areas" },
                Of("landed", FieldType.Date, "Landed on"),
                Number("weight", "Weight") with { Unit = "kg", Places = 2, From = 0, Required = "true" },
                Of("fish", FieldType.Whole, "Number of fish") with { From = 0 },
                Number("length", "Mean length") with { Unit = "cm", Places = 1 },
                Number("discarded", "Discarded") with { Unit = "kg", Places = 2 },
                Number("price", "Price") with { Places = 2 },
                Of("transhipped", FieldType.YesNo, "Transhipped"),
                Text("remark", "Remark")),
        ],
        checks: [.. Twenty.Select((rule, at) => Rule($"rule-{at + 1}", "catches", rule, $"Rule {at + 1} does not hold.", null))]);

    private static readonly string[] Twenty =
    [
        "weight >= 0", "weight <= 500000", "fish >= 0", "fish <= 100000", "length between 10 and 400", "discarded <= weight", "price >= 0",
        "gear in (\"PS\", \"LL\", \"BB\")", "species != \"SWO\" or gear = \"LL\"", "if gear = \"PS\" then weight < 400000 else weight < 300000",
        "landed >= period.start", "landed < period.end", "fish = null or fish = 0 or weight / fish < 1000", "transhipped = false or area != null",
        "string length(vessel) >= 2", "remark = null or string length(remark) <= 200", "price = null or price <= 1000", "not(gear = \"BB\" and species = \"SWO\")",
        "weight + discarded <= 600000", "length = null or fish != null",
    ];

    private static Field Simple(int number)
    {
        var code = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"f{number:00}");
        return (number % 5) switch
        {
            0 => Of(code, FieldType.Date, $"Day {number}"),
            1 => Text(code, $"Text {number}") with { Required = number == 1 ? "true" : "false" },
            2 => Of(code, FieldType.YesNo, $"Question {number}"),
            3 => Number(code, $"Figure {number}") with { Places = 2 },
            _ => Of(code, FieldType.Code, $"Gear {number}") with { List = "gears" },
        };
    }

    /// <summary>A definition with what is always the same.</summary>
    public static Definition New(string code, DefinitionKind kind, IReadOnlyList<Section> sections, IReadOnlyList<Fact>? facts = null,
        IReadOnlyList<Check>? checks = null, Traits? traits = null) =>
        new(code, kind, Say(code), null, "parties", new Sharing("parties", [Sharing.Own, Sharing.Public]), sections, facts ?? [], checks ?? [], Usual, [],
            traits ?? new Traits(Return: new ReturnTrait(Rhythm.Week, "period.end + @\"P7D\"", false)));

    /// <summary>What a definition has that says nothing of its workflow.</summary>
    public static Workflow Usual { get; } = new(
        [
            new("draft", Say("Draft"), true, false), new("submitted", Say("Submitted"), false, true), new("returned", Say("Returned"), true, false),
            new("accepted", Say("Accepted"), false, true), new("withdrawn", Say("Withdrawn"), false, false),
        ],
        [
            new("submit", Say("Submit"), ["draft", "returned"], "submitted", ["submit"], null, true, false, Reason.None),
            new("return", Say("Return"), ["submitted"], "returned", ["serve"], null, false, false, Reason.Required),
            new("accept", Say("Accept"), ["submitted"], "accepted", ["serve"], null, false, false, Reason.Optional),
            new("withdraw", Say("Withdraw"), ["submitted"], "withdrawn", ["submit"], null, false, false, Reason.Required),
        ]);

    public static Section Fields(string code, string name, params IReadOnlyList<Field> fields) => new(code, Say(name), null, fields, null, null, null);

    public static Section Table(string code, string name, RowRules rows, params IReadOnlyList<Field> fields) => new(code, Say(name), null, fields, rows, null, null);

    public static Field Of(string code, FieldType type, string name) => new(code, type, Say(name), null, null);

    public static Field Text(string code, string name) => Of(code, FieldType.Text, name);

    public static Field Number(string code, string name) => Of(code, FieldType.Exact, name);

    public static Check Rule(string code, string? table, string that, string says, string? at, CheckLevel level = CheckLevel.Error) =>
        new(code, table, that, null, level, Say(says), at, BlankPasses: true);

    /// <summary>A text in both languages.</summary>
    public static LocalText Say(string text) => new(("en", text), ("fr", text + " (fr)"));

    private static Party PartyOf(string code, string name, string standing, params string[] groups) =>
        new(code, code, Say(name), [new Membership(standing, new Period(new DateOnly(2000, 1, 1), null), groups)]);

    private static CodeList ListOf(string code, params (string Code, string? Parent)[] rows) =>
        new(code, Say(code), [], [.. rows.Select(row => new ListCode(row.Code, Say(row.Code), new Period(new DateOnly(2000, 1, 1), null), row.Parent, new Dictionary<string, string>(StringComparer.Ordinal)))]);
}
