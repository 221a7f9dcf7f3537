using Entente.Feel.Dmn;
using Entente.Feel.Dmn.Tables;
using static Entente.Tests.Feel.Dmn.Sheets;

namespace Entente.Tests.Feel.Dmn;

public class SheetTests
{
    private static string[] Findings(string sheet)
    {
        var (table, findings) = TableSheet.Read(Csv(sheet), "fees");
        return [.. (table is null ? findings : PreparedTable.Prepare(table, Catches).Findings).Select(Said)];
    }

    [Fact]
    public void Everything_is_read_from_a_sheet()
    {
        var table = Table(
            """
            C+      | gear       | weight_kg | -> fee | # why
            type    | string     | number    | number |
            allowed | "PS", "LL" | >= 0      |        |
            default |            |           | 0      |
            1       | "PS"       | > 10      | 5      | large
            """);
        table.Policy.ShouldBe(HitPolicy.Collect);
        table.Aggregation.ShouldBe(Aggregation.Sum);
        table.Inputs[0].Allowed!.Value.Text.ShouldBe("\"PS\", \"LL\"");
        table.Outputs[0].Default!.Value.Text.ShouldBe("0");
        table.Rules[0].Annotations!.ShouldBe(["large"]);
        table.Rules[0].At.Line.ShouldBe(5);
    }

    [Theory]
    [InlineData("U;gear;-> fee\r\n;\"\"\"PS\"\"\";5\r\n")]
    [InlineData("\uFEFFU\tgear\t-> fee\n\t\"\"\"PS\"\"\"\t5\n\t\t\n")]
    [InlineData("U,gear,→ fee\n1,\"\"\"PS\"\"\",5")]
    public void Spreadsheets_separate_cells_as_they_like(string csv)
    {
        var (table, findings) = TableSheet.Read(csv);
        findings.ShouldBeEmpty();
        table!.Rules.ShouldHaveSingleItem().Inputs[0].Text.ShouldBe("\"PS\"");
    }

    [Fact]
    public void All_mistakes_of_a_sheet_are_said_with_row_and_column() =>
        Findings(
            """
            X | gear | -> fee | weight_kg
              | "PS" | 5
            """).ShouldBe(["1:1 unknown-hit-policy X", "1:4 column-order weight_kg", "2:0 row-width 4, 3"]);

    [Fact]
    public void All_mistakes_of_the_cells_are_said_with_row_and_column() =>
        Findings(
            """
            U | gear  | weight_kg | -> fee
            1 | "PS   | >> 5      | 5
            2 | "TX"  | "heavy"   | weigth_kg
            3 |       | -         |
            4 | "LL"  | > 5       | 5 +
            """).ShouldBe([
            "4:2 blank-cell -",
            "4:4 blank-cell null",
        ]);

    [Fact]
    public void Cells_are_checked_against_the_types_of_the_scope() =>
        Findings(
            """
            U      | gear  | weight_kg | -> fee
            type   |       |           | number
            1      | "TX"  | "heavy"   | weigth_kg
            2      | -     | > 5       | "much"
            """).ShouldBe([
            "3:2 unknown-code TX, PS, LL, BB",
            "3:3 compared-types number, text",
            "3:4 unknown-name weigth_kg",
            "4:4 answer-type text, number",
        ]);

    [Fact]
    public void Cells_that_cannot_be_read_are_said_with_row_and_column() =>
        Findings(
            """
            U      | gear  | weight_kg | -> fee
            1      | "PS   | == 5      | 5 +
            """).Select(finding => finding[..3]).ShouldBe(["2:2", "2:3", "2:4"]);

    [Fact]
    public void A_priority_needs_allowed_values() =>
        Findings("P | gear | -> fee\n1 | - | 5").ShouldBe(["1:1 no-priority"]);

    [Fact]
    public void A_row_has_its_number_or_none() =>
        Findings("U | gear | -> fee\n1 | - | 5\n3 | - | 6").ShouldBe(["3:1 row-number 3, 2"]);

    [Theory]
    [InlineData("", "1:1 empty-sheet")]
    [InlineData("U,gear,-> fee\n1,\"open", "2:2 open-quote")]
    [InlineData("U,gear,-> fee\n1,\"a\"b,5", "2:2 text-after-quote")]
    public void What_is_no_sheet_is_refused(string csv, string finding) => TableSheet.Read(csv).Findings.Select(Said).ShouldBe([finding]);

    [Fact]
    public void A_table_filled_by_another_reader_is_checked_as_strictly()
    {
        static Cell At(string text, int row, int column) => new(text, new Location(row, column));
        var table = new DecisionTable(
            HitPolicy.First, Aggregation.Sum,
            [new TableInput("gear", At: new Location(3, 5)), new TableInput("weight_kg", "weight", At: new Location(3, 12))],
            [new TableOutput("fee"), new TableOutput("fee"), new TableOutput()],
            [
                new TableRule([At("\"PS\"", 7, 5)], [At("1", 7, 20), At("2", 7, 25), At("3", 7, 30)], At: new Location(7, 1)),
                new TableRule([At("-", 8, 5), At("", 8, 12)], [At("1", 8, 20)], At: new Location(8, 1)),
            ],
            "fees");
        PreparedTable.Prepare(table, Catches).Findings.Select(finding => $"{Said(finding)} ({finding.Element} {finding.Rule} {finding.Column})").ShouldBe([
            "0:0 repeated-name fee (fees  fee)",
            "0:0 output-without-name (fees  )",
            "0:0 aggregation-without-collect Sum (fees  )",
            "0:0 aggregation-of-several Sum, 3 (fees  )",
            "7:1 row-width 2, 1 (fees 1 )",
            "8:1 row-width 3, 1 (fees 2 )",
            "8:12 blank-cell - (fees 2 weight_kg)",
        ]);
        PreparedTable.Prepare(Table("U | weight_kg | -> fee\n1 | - | 5") is var plain ? plain with { Inputs = [plain.Inputs[0] with { Type = "weight" }] } : plain, Catches)
            .Findings.Select(Said).ShouldBe(["1:2 unknown-type weight"]);
    }
}
