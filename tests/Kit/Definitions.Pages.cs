using Entente.Bodies.Definitions;

namespace Entente.Tests.Kit;

public static partial class Definitions
{
    /// <summary>A section of fields of which one is asked only sometimes, a table, a check that blocks and one that warns, and three people before it is settled.</summary>
    public static Definition Weekly() => New("weekly", DefinitionKind.Return,
        [
            Fields("report", "The report",
                Text("officer", "Responsible officer") with { Required = "true", Longest = 100 },
                Of("no_catch", FieldType.YesNo, "Nothing was caught") with { Required = "true" },
                Text("why", "Why nothing was caught") with { Visible = "no_catch", Required = "true" }),
            Table("catches", "Catches", new RowRules(0, 1_000, [], null),
                Text("vessel", "Vessel") with { Required = "true" },
                Of("gear", FieldType.Code, "Gear") with { List = "gears", Required = "true" },
                Number("weight", "Weight") with { Unit = "kg", Places = 2, From = 0, Required = "true", May = [AnswerKind.Nil] },
                Of("number", FieldType.Whole, "Number of fish") with { From = 0 },
                Number("mean", "Mean weight") with { Unit = "kg", Places = 1, Computed = "if number > 0 then weight / number else null" }) with
            {
                Visible = "not(report.no_catch = true)",
            },
        ],
        checks: [Rule("plausible", "catches", "weight <= 500000", "More than 500 tonnes is unusual.", "weight", CheckLevel.Warning)]) with
    {
        Workflow = new(
            [
                new("draft", Say("Draft"), true, false), new("approval", Say("With the ministry"), false, false), new("submitted", Say("Submitted"), false, true),
                new("returned", Say("Returned"), true, false), new("accepted", Say("Accepted"), false, true),
            ],
            [
                new("ask", Say("Send for approval"), ["draft", "returned"], "approval", ["enter"], null, false, false, Reason.None),
                new("submit", Say("Submit"), ["approval"], "submitted", ["submit"], null, true, true, Reason.None),
                new("return", Say("Return"), ["submitted"], "returned", ["serve"], null, false, false, Reason.Required),
                new("accept", Say("Accept"), ["submitted"], "accepted", ["serve"], null, false, false, Reason.None),
            ]),
    };

    /// <summary>Every type of field once, and nothing that refers to another statement.</summary>
    public static Definition Every() => New("every", DefinitionKind.Return,
        [
            Fields("report", "The report",
                Text("short", "Short") with { Longest = 5 },
                Of("long", FieldType.LongText, "Long"),
                Of("email", FieldType.Email, "E-mail address"),
                Of("url", FieldType.Url, "Website"),
                Of("yes", FieldType.YesNo, "Yes or no"),
                Of("whole", FieldType.Whole, "Whole") with { From = 0, To = 10 },
                Number("exact", "Exact") with { Places = 2, Unit = "kg", May = [AnswerKind.Nil, AnswerKind.NotApplicable, AnswerKind.Withheld] },
                Of("fee", FieldType.Money, "Fee") with { Currency = "EUR" },
                Of("value", FieldType.Money, "Value"),
                Of("day", FieldType.Date, "Day"),
                Of("moment", FieldType.DateTime, "Moment"),
                Of("season", FieldType.Period, "Season"),
                Of("ocean", FieldType.Code, "Ocean") with { List = "oceans" },
                Of("country", FieldType.Code, "Country") with { List = "countries" },
                Of("gears", FieldType.Codes, "Gears") with { List = "gears" },
                Of("partner", FieldType.Party, "Partner"),
                Of("hs", FieldType.Hs, "Product"),
                Of("place", FieldType.Place, "Place")),
        ]);

    /// <summary>Twelve fields and a table of six columns: with 200 rows, the form of 1,212 fields that the page budget speaks of.</summary>
    public static Definition Heavy() => New("heavy", DefinitionKind.Return,
        [
            Fields("report", "The report", [.. Enumerable.Range(1, 12).Select(Simple)]),
            Table("catches", "Catches", new RowRules(0, 10_000, [], null),
                Text("vessel", "Vessel") with { Required = "true" },
                Of("gear", FieldType.Code, "Gear") with { List = "gears", Required = "true" },
                Of("area", FieldType.Code, "Area") with { List = "areas" },
                Of("landed", FieldType.Date, "Landed on"),
                Number("weight", "Weight") with { Unit = "kg", Places = 2, From = 0 },
                Of("number", FieldType.Whole, "Number of fish") with { From = 0 }),
        ]);

    /// <summary>A question, and a table with a row for each species; what was said for the week before is filled in.</summary>
    public static Definition Listed() => New("listed", DefinitionKind.Return,
        [
            Fields("report", "The report", Text("officer", "Responsible officer") with { Required = "true" }),
            Table("bycatch", "By-catch", new RowRules(0, 100, [], new ForEach(false, "species")),
                Of("species", FieldType.Code, "Species") with { List = "species", Required = "true" },
                Number("weight", "Weight") with { Unit = "kg", Places = 2, From = 0 }),
        ],
        traits: new Traits(Return: new ReturnTrait(Rhythm.Week, "period.end + @\"P7D\"", true)));

    /// <summary>A question, and a file.</summary>
    public static Definition Attached() => New("attached", DefinitionKind.Return,
        [Fields("report", "The report", Text("officer", "Responsible officer"), Of("licence", FieldType.File, "Licence") with { Accept = ["application/pdf"] })]);

    /// <summary>Questions with all that a page of them can carry: rules that run in the page, answers that are said instead of a value, long lists, dates and a file.</summary>
    public static Definition Questions() => New("questions", DefinitionKind.Return,
        [
            Fields("report", "The report",
            [
                Of("fished", FieldType.YesNo, "The vessel fished") with { Required = "true" },
                .. Enumerable.Range(1, 10).Select(number => Number($"weight_{number}", $"Weight of part {number}") with
                {
                    Unit = "kg", Places = 2, From = 0, May = [AnswerKind.Nil, AnswerKind.NotApplicable, AnswerKind.Withheld], Required = "fished",
                    Visible = number == 1 ? "fished" : $"fished and weight_{number - 1} > {number}.5 and not(country in (\"JPN\", \"GHA\"))",
                }),
                Of("country", FieldType.Code, "Country of landing") with { List = "countries" },
                Of("day", FieldType.Date, "Day of landing") with { Visible = "fished and country != null" },
                Of("late", FieldType.LongText, "Why so late") with { Visible = "day > period.end + @\"P7D\"" },
                Of("licence", FieldType.File, "Licence") with { Accept = ["application/pdf"] },
            ]),
        ]);
}
