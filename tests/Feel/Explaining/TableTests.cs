using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Dmn;
using Entente.Feel.Dmn.Tables;
using Entente.Feel.Explaining;

namespace Entente.Tests.Feel.Explaining;

public sealed class TableTests
{
    private static readonly Scope Scope = Scope.Of(
        ("gear", FeelType.TextOf("PS", "LL")), ("weight_kg", FeelType.Number), ("landed_on", FeelType.Date), ("resident", FeelType.Boolean));

    private const string Fees = """"
        U,gear,weight_kg,-> fee
        ,"""PS""",-,5
        ,"""LL""",<= 500,2
        """";

    private static (DecisionTable Table, TableAnalysis Analysis) Read(string sheet)
    {
        var (table, findings) = TableSheet.Read(sheet, "fees");
        findings.ShouldBeEmpty();
        var prepared = PreparedTable.Prepare(table!, Scope);
        prepared.Findings.ShouldBeEmpty();
        return (table!, prepared.Analyse()!);
    }

    private static string Gap(string sheet, string language = "en")
    {
        var (table, analysis) = Read(sheet);
        return new Voice(language).Say(table, analysis.Gaps[0]);
    }

    [Theory]
    [InlineData("en", "No row applies when *gear* is “LL” and *weight_kg* is above 500, for instance 501.")]
    [InlineData("fr", "Aucune ligne ne s’applique lorsque *gear* est «\u00a0LL\u00a0» et *weight_kg* est supérieur à 500, par exemple 501.")]
    [InlineData("es", "No se aplica ninguna fila cuando *gear* es «LL» y *weight_kg* es superior a 500, por ejemplo 501.")]
    [InlineData("pt", "Não se aplica nenhuma linha quando *gear* é «LL» e *weight_kg* é superior a 500, por exemplo 501.")]
    [InlineData("ar", "لا ينطبق أي صف عندما تكون قيمة *\u2068gear\u2069* هي «\u2068LL\u2069» وتزيد قيمة *\u2068weight_kg\u2069* على \u2068500\u2069، مثلًا \u2068501\u2069.")]
    public void A_gap_is_said_with_an_example(string language, string said) => Gap(Fees, language).ShouldBe(said);

    [Fact]
    public void A_gap_between_two_limits() =>
        Gap("U,weight_kg,-> fee\n,< 10,1\n,>= 20,2").ShouldBe("No row applies when *weight_kg* is at least 10 and *weight_kg* is below 20, for instance 10.");

    [Fact]
    public void A_gap_in_time() =>
        Gap("U,landed_on,-> fee\n,< @\"2026-07-01\",1").ShouldStartWith("No row applies when *landed_on* is 1 July 2026 or later, for instance ");

    [Fact]
    public void A_gap_of_yes_or_no() => Gap("U,resident,-> fee\n,true,1").ShouldBe("No row applies when *resident* is no.");

    [Theory]
    [InlineData("en", "Rows 1 and 2 both apply, for instance when *gear* is “LL” and *weight_kg* is 100.")]
    [InlineData("fr", "Les lignes 1 et 2 s’appliquent toutes deux, par exemple lorsque *gear* est «\u00a0LL\u00a0» et *weight_kg* est 100.")]
    [InlineData("ar", "ينطبق الصفان \u20681\u2069 و\u20682\u2069 معًا، مثلًا عندما تكون قيمة *\u2068gear\u2069* هي «\u2068LL\u2069» وتكون قيمة *\u2068weight_kg\u2069* هي \u2068100\u2069.")]
    public void An_overlap_is_said_with_an_example(string language, string said)
    {
        var (table, analysis) = Read("U,gear,weight_kg,-> fee\n,-,100,5\n,\"\"\"LL\"\"\",<= 500,2");
        new Voice(language).Say(table, analysis.Overlaps[0]).ShouldBe(said);
        analysis.Findings.Select(new Voice(language).Say).ShouldContain(finding => finding.EndsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_in_a_cell_names_table_row_and_column()
    {
        var (table, _) = TableSheet.Read("U,gear,weight_kg,-> fee\n,\"\"\"PS\"\"\",\"> \"\"10\"\"\",5", "fees");
        var finding = PreparedTable.Prepare(table!, Scope).Findings[0];
        new Voice("en").Say(finding).ShouldBe("In *fees*, row 1, column *weight_kg*: This compares a number with text. The two can never be equal, nor one more than the other.");
        new Voice("fr").Say(finding).ShouldStartWith("Dans *fees*, ligne 1, colonne *weight_kg*\u00a0: Ceci compare un nombre à un texte.");
    }

    [Fact]
    public void A_finding_in_a_sheet_names_line_and_column()
    {
        var (_, findings) = TableSheet.Read("X,gear,-> fee\n,-,1", "fees");
        new Voice("en").Say(findings[0]).ShouldStartWith("In *fees*, line 1, column 1: “X” is no hit policy.");
    }

    [Fact]
    public void A_circle_names_who_is_in_it() =>
        new Voice("en").Say(new ModelFinding(new Finding("circle", default, ["fee", "duty"]), new Location(7, 3), "fee", Source: "fees.dmn"))
            .ShouldBe("In the file fees.dmn, *fee*, line 7, column 3: These need one another in a circle, so none of them can be decided: *fee*, *duty*.");
}
