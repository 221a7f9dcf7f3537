using Entente.Bodies.Definitions;

namespace Entente.Tests.Kit;

public static partial class Definitions
{
    /// <summary>A return with every type of field, every kind of answer, a table, tables with a row for each code and each entry, facts, and checks of each level.</summary>
    public static Definition Everything() => New("everything", DefinitionKind.Return,
        [
            Everyone(),
            Fields("private", "For the secretariat only", Of("note", FieldType.LongText, "Note"), Text("phone", "Telephone")) with { ShownTo = Sharing.Own },
            Catches(),
            Table("bycatch", "By-catch", new RowRules(0, 10_000, [], new ForEach(false, "species")),
                Of("species", FieldType.Code, "Species") with { List = "species", Required = "true" },
                Number("weight", "Weight") with { Unit = "kg", Places = 2, From = 0, May = [AnswerKind.Nil, AnswerKind.NotApplicable] }),
            Table("fleet_use", "Use of the fleet", new RowRules(0, 10_000, [], new ForEach(true, "vessels")),
                Of("vessel", FieldType.Reference, "Vessel") with { References = "vessels", Required = "true" },
                Of("days", FieldType.Whole, "Days at sea") with { From = 0, To = 366 }),
        ],
        facts:
        [
            new("fleet", FactSource.Register, "vessels", "vessel", "period.end", OwnOnly: false),
            new("before", FactSource.LastPeriod, "everything", "catches", null, OwnOnly: true),
            new("previous", FactSource.LastVersion, "everything", "report", null, OwnOnly: true),
        ],
        checks:
        [
            Rule("plausible", "catches", "weight <= 500000", "More than 500 tonnes is unusual.", "weight", CheckLevel.Warning) with { When = "gear = \"PS\"" },
            Rule("known", "catches", "count(fleet[id = row.vessel]) > 0", "The vessel is not in the register.", "vessel"),
            Rule("within-total", null, "sum(catches.weight) <= report.limit", "The catches exceed the limit.", "report.limit"),
            Rule("less-than-before", null, "sum(catches.weight) <= 2 * sum(before.weight)", "More than twice the period before.", "catches", CheckLevel.Note),
            Rule("half", "catches", "weight <= 0.5 * sum(catches.weight)", "One catch is more than half of all.", "weight", CheckLevel.Note),
            Rule("said-before", null, "report.officer = previous.officer", "Another officer than before.", "report.officer", CheckLevel.Note) with { When = "previous.officer != null" },
            Rule("answered", null, "report.limit > 0", "Give a limit.", "report.limit") with { BlankPasses = false },
        ]);

    // Every type of field once.
    private static Section Everyone() => Fields("report", "The report",
        Text("officer", "Responsible officer") with { Required = "true", Longest = 100, ShownTo = Sharing.Own },
        Of("remarks", FieldType.LongText, "Remarks"),
        Of("email", FieldType.Email, "E-mail address"),
        Of("website", FieldType.Url, "Website"),
        Of("no_catch", FieldType.YesNo, "Nothing was caught"),
        Of("vessels", FieldType.Whole, "Number of vessels") with { From = 0, To = 100_000 },
        Number("limit", "Limit") with { Unit = "kg", Places = 2, From = 0, Default = "1000000" },
        Of("fee", FieldType.Money, "Fee") with { Currency = "EUR", From = 0 },
        Of("value", FieldType.Money, "Value"),
        Of("signed", FieldType.Date, "Signed on"),
        Of("checked", FieldType.DateTime, "Checked at"),
        Of("season", FieldType.Period, "Season"),
        Of("ocean", FieldType.Code, "Ocean") with { List = "oceans" },
        Of("area", FieldType.Code, "Area") with { List = "areas", Within = "ocean" },
        Of("gears", FieldType.Codes, "Gears") with { List = "gears", Longest = 2 },
        Of("partner", FieldType.Party, "Partner"),
        Of("flagship", FieldType.Reference, "Flagship") with { References = "vessels" },
        Of("product", FieldType.Hs, "Product") with { Places = 6 },
        Of("port", FieldType.Place, "Port"),
        Of("licence", FieldType.File, "Licence") with { Accept = ["application/pdf"] },
        Number("mean", "Mean weight") with { Places = 1, Computed = "if vessels > 0 then sum(catches.weight) / vessels else null" },
        Text("why", "Why nothing was caught") with { Visible = "no_catch", Required = "no_catch" },
        Number("effort", "Effort") with { May = [AnswerKind.Nil, AnswerKind.NotApplicable, AnswerKind.Withheld], Required = "true" });

    private static Section Catches() => Table("catches", "Catches", new RowRules(0, 100_000, ["vessel", "gear"], null),
        Of("vessel", FieldType.Reference, "Vessel") with { References = "vessels", Required = "true" },
        Of("gear", FieldType.Code, "Gear") with { List = "gears", Required = "true" },
        Number("weight", "Weight") with { Unit = "kg", Places = 2, From = 0, Required = "true", May = [AnswerKind.Nil, AnswerKind.Withheld] },
        Of("number", FieldType.Whole, "Number of fish") with { From = 0, Required = "weight > 0" },
        Number("each", "Mean weight") with { Unit = "kg", Places = 1, Computed = "if number > 0 then weight / number else null" },
        Number("length", "Mean length") with { Unit = "cm", Places = 1, Visible = "gear = \"LL\"", ShownTo = Sharing.Own }) with
    {
        Visible = "not(report.no_catch = true)",
    };
}
