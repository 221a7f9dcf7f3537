using Entente.Feel.Checking;

namespace Entente.Tests.Feel.Checking;

public sealed class PlannerTests
{
    [Theory]
    [InlineData("weight_kg > 5")]
    [InlineData("row.weight_kg <= party.quota_kg")]
    [InlineData("list contains(codes, row.vessel_id)")]
    [InlineData("row.landed - date(sent) < @\"P30D\"")]
    public void Rules_about_one_row(string text) => PlanOf(text).ShouldBe((PlanKind.Row, true, 1));

    [Theory]
    [InlineData("sum(catches[gear = \"PS\"].weight_kg) <= party.quota_kg")]
    [InlineData("count(catches) > 0")]
    [InlineData("max(catches.weight_kg) - min(catches.weight_kg) < 5 * mean(catches.weight_kg)")]
    [InlineData("sum(for c in catches return c.weight_kg * 2) > 5")]
    [InlineData("every c in catches satisfies c.weight_kg > 0")]
    [InlineData("count(distinct values(catches.vessel_id)) = count(catches)")]
    [InlineData("count(catches[weight_kg > mean(catches.weight_kg)]) < 10")]
    [InlineData("count(register[flag = party.name]) > 0")]
    public void Rules_about_totals(string text) => PlanOf(text).ShouldBe((PlanKind.Fold, false, Plan.End));

    [Theory]
    [InlineData("count(register[vessel_id = row.vessel_id]) > 0")]
    [InlineData("list contains(register.vessel_id, row.vessel_id)")]
    [InlineData("row.vessel_id in register.vessel_id")]
    [InlineData("row.vessel_id in register[length_m > 10].vessel_id")]
    [InlineData("some v in register satisfies v.vessel_id = row.vessel_id and v.length_m > 10")]
    [InlineData("some v in register satisfies v.vessel_id = row.vessel_id and v.until > landed")]
    [InlineData("count(register[vessel_id = row.vessel_id and until > row.landed]) > 0")]
    [InlineData("every v in register satisfies v.vessel_id != row.vessel_id or v.until > landed")]
    [InlineData("register[vessel_id = row.vessel_id][1].flag = \"FR\"")]
    public void Rules_that_look_something_up_need_one_pass(string text) => PlanOf(text).ShouldBe((PlanKind.Join, true, 1));

    [Theory]
    [InlineData("count(catches[vessel_id = row.vessel_id]) = 1", PlanKind.Join)]
    [InlineData("weight_kg <= mean(catches.weight_kg)", PlanKind.Fold)]
    [InlineData("sum(catches[gear = row.gear].weight_kg) / sum(catches.weight_kg) < 0.5", PlanKind.Join)]
    public void Rules_that_hold_a_row_against_its_table_need_two(string text, PlanKind kind) => PlanOf(text).ShouldBe((kind, true, 3));

    [Theory]
    [InlineData("every c in catches satisfies some v in register satisfies v.vessel_id = c.vessel_id")]
    [InlineData("some c in catches, v in register satisfies v.vessel_id = c.vessel_id")]
    [InlineData("every c in catches satisfies count(catches[vessel_id = c.vessel_id]) = 1")]
    [InlineData("sum(register[vessel_id in catches.vessel_id].length_m) > 5")]
    public void Tables_are_held_against_each_other(string text) => PlanOf(text).ShouldBe((PlanKind.Join, false, Plan.End));

    [Theory]
    [InlineData("some a in catches, b in catches satisfies a.weight_kg < b.weight_kg", "a.weight_kg < b.weight_kg | plan-quadratic catches")]
    [InlineData("count(catches[weight_kg > row.weight_kg]) = 0", "weight_kg > row.weight_kg | plan-quadratic catches")]
    [InlineData("count(register[length_m > row.weight_kg]) = 0", "length_m > row.weight_kg | plan-quadratic register")]
    [InlineData("sort(catches, function(a, b) a.weight_kg < b.weight_kg)", "catches | plan-whole catches / sort")]
    [InlineData("median(catches.weight_kg) > 5", "catches | plan-whole catches / median")]
    [InlineData("catches[1].gear", "catches | plan-order catches")]
    [InlineData("catches[gear = \"PS\"][1].weight_kg > 5", "catches[gear = \"PS\"][1].weight_kg | plan-order catches")]
    [InlineData("sublist(catches, 1, 2)", "catches | plan-order catches")]
    [InlineData("catches[gear = \"PS\"]", "catches | plan-list catches")]
    [InlineData("weight_kg < mean(catches[weight_kg < mean(catches.weight_kg)].weight_kg)", "weight_kg < mean(catches[weight_kg < mean(catches.weight_kg)].weight_kg) | plan-passes catches")]
    public void What_cannot_be_planned_is_refused(string text, string finding) => Desk.Findings(text, Desk.Large).ShouldBe([finding]);

    [Fact]
    public void Lists_that_are_no_tables_may_be_used_in_any_way() =>
        Checker.Check("sort(catches, function(a, b) a.weight_kg < b.weight_kg)[1].gear = \"PS\"", Desk.Scope).Plan!.Kind.ShouldBe(PlanKind.Row);

    [Fact]
    public void What_has_findings_has_no_plan() => Checker.Check("nothing > 5", Desk.Large).Plan.ShouldBeNull();

    private static (PlanKind Kind, bool PerRow, int Turn) PlanOf(string text)
    {
        Desk.Findings(text, Desk.Large).ShouldBeEmpty();
        var plan = Checker.Check(text, Desk.Large).Plan!;
        return (plan.Kind, plan.PerRow, plan.Turn);
    }
}
