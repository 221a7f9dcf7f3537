using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Rules;

public sealed class ScopesTests
{
    private static readonly Definition Everything = Definitions.Everything();

    public static TheoryData<string> Codes => [.. Definitions.All().Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_sample_definitions_have_no_findings(string code)
    {
        var definition = Definitions.All()[code];
        foreach (var check in definition.Checks)
        {
            Findings(check.That, ScopeOf(definition, check.In)).ShouldBeEmpty(check.Code);
            if (check.When is { } when)
                Findings(when, ScopeOf(definition, check.In)).ShouldBeEmpty(check.Code);
        }
        foreach (var section in definition.Sections)
            foreach (var formula in section.Fields.SelectMany(field => new[] { field.Required, field.Visible, field.Default, field.Computed }).OfType<string>())
                Findings(formula, ScopeOf(definition, section.Code)).ShouldBeEmpty(formula);
    }

    [Theory]
    [InlineData("party.code = \"JPN\" and list contains(party.groups, \"north\")")]
    [InlineData("period.end > period.start and period.code = \"2026-W07\"")]
    [InlineData("report.value.amount > 5 and report.value.currency = \"EUR\" and report.fee < 3")]
    [InlineData("report.flagship_entry.length > 12")]
    [InlineData("report.effort_answer = \"withheld\"")]
    [InlineData("report.port.latitude > 0 and report.season.start < @\"2026-01-01\"")]
    [InlineData("sum(catches[gear = \"PS\"].weight) <= sum(before.weight)")]
    [InlineData("previous.officer = null or count(fleet[flag = party.code]) > 0")]
    public void The_names_of_the_guide_are_known(string formula) => Findings(formula, ScopeOf(Everything, null)).ShouldBeEmpty();

    [Theory]
    [InlineData("gear = \"XX\"", "unknown-code")]
    [InlineData("party.code = \"XXX\"", "unknown-code")]
    [InlineData("wieght > 5", "unknown-name")]
    [InlineData("number_answer = \"nil\"", "unknown-name")]
    [InlineData("median(catches.weight) > 5", "plan-whole")]
    [InlineData("count(catches[weight > row.weight]) = 0", "plan-quadratic")]
    public void What_is_not_known_or_cannot_be_planned_is_found(string formula, string finding) =>
        Findings(formula, ScopeOf(Everything, "catches")).ShouldContain(found => found.StartsWith(finding, StringComparison.Ordinal));

    [Theory]
    [InlineData("weight > 0", PlanKind.Row)]
    [InlineData("count(fleet[id = row.vessel and length > 12]) > 0", PlanKind.Join)]
    [InlineData("weight <= mean(catches.weight)", PlanKind.Fold)]
    public void Rules_over_rows_are_classed(string formula, PlanKind kind) => Rule.Check(formula, ScopeOf(Everything, "catches")).Plan!.Kind.ShouldBe(kind);

    [Fact]
    public void A_field_hides_what_is_called_like_it()
    {
        var party = Definitions.New("named", DefinitionKind.Return, [Definitions.Fields("report", "Report", Definitions.Number("party", "Party"))]);
        Rule.Check("party > 5", ScopeOf(party, "report")).Findings.ShouldBeEmpty();
        Rule.Check("party.code = \"JPN\"", ScopeOf(party, null)).Findings.ShouldBeEmpty();
    }

    private static Scope ScopeOf(Definition definition, string? section) => section is null
        ? Scopes.Whole(definition, Definitions.Body(), Definitions.All())
        : Scopes.OfRow(definition, Definitions.Body(), Definitions.All(), definition.Section(section)!);

    private static string[] Findings(string formula, Scope scope) =>
        [.. Rule.Check(formula, scope).Findings.Select(finding => $"{finding.Code} {string.Join(", ", finding.Facts)}")];
}
