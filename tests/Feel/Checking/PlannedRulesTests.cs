using Entente.Feel;
using Entente.Feel.Checking;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Checking;

public sealed class PlannedRulesTests
{
    private static readonly Value[] catches =
    [
        Book.CatchOf("A", "PS", 10, 1), Book.CatchOf("B", "LL", 20, 2), Book.CatchOf("A", "PS", 30, 3), Book.CatchOf("C", "BB", 5, 4),
    ];

    private static readonly Value[] register =
        [Book.VesselOf("A", "FR", 12, 2), Book.VesselOf("A", "ES", 14, 20), Book.VesselOf("B", "FR", 8, 1)];

    [Theory]
    [InlineData("sum(catches[gear = \"PS\"].weight_kg) <= party.quota_kg", "0: true")]
    [InlineData("weight_kg > 8", "1: true, 2: true, 3: true, 4: false")]
    [InlineData("count(catches[vessel_id = row.vessel_id]) = 1", "1: false, 2: true, 3: false, 4: true")]
    [InlineData("count(register[vessel_id = row.vessel_id]) > 0", "1: true, 2: true, 3: true, 4: false")]
    [InlineData("some v in register satisfies v.vessel_id = row.vessel_id and v.until > landed", "1: true, 2: false, 3: true, 4: false")]
    [InlineData("register[vessel_id = row.vessel_id][1].flag", "1: \"FR\", 2: \"FR\", 3: \"FR\", 4: null")]
    [InlineData("sum(register[vessel_id = row.vessel_id and until > row.landed].length_m)", "1: 26, 2: null, 3: 14, 4: null")]
    [InlineData("weight_kg <= mean(catches.weight_kg)", "1: true, 2: false, 3: false, 4: true")]
    [InlineData("every c in catches satisfies some v in register satisfies v.vessel_id = c.vessel_id", "0: false")]
    [InlineData("sum(register[vessel_id in catches.vessel_id].length_m)", "0: 34")]
    [InlineData("count(catches[weight_kg > mean(catches.weight_kg)])", "0: 2")]
    [InlineData("party.quota_kg > 5", "0: true")]
    public void Rules_come_to_what_they_say(string rule, string outcomes) =>
        string.Join(", ", Book.Planned([rule], catches, register).Select(o => $"{o.Row}: {o.Outcome.Value}")).ShouldBe(outcomes);

    [Fact]
    public void Several_rules_share_the_passes()
    {
        var asked = new List<string>();
        string[] texts = ["weight_kg > 8", "count(register[vessel_id = row.vessel_id]) > 0", "count(register[vessel_id = row.vessel_id]) < 2", "sum(catches.weight_kg) > 5"];
        var rules = PlannedRules.Of(Desk.Large, [.. texts.Select(t => Checker.Check(t, Desk.Large))]);
        var outcomes = rules.Run(Book.Values([], [], Value.Null), name =>
        {
            asked.Add(name);
            return name == "catches" ? catches : register;
        }).ToList();
        asked.ShouldBe(["register", "catches"]);
        outcomes.Select(o => (o.Rule, o.Row)).ShouldBe([(0, 1), (1, 1), (2, 1), (0, 2), (1, 2), (2, 2), (0, 3), (1, 3), (2, 3), (0, 4), (1, 4), (2, 4), (3, 0)]);
    }

    [Fact]
    public void A_failure_in_a_filter_is_told_to_whom_it_concerns()
    {
        var outcomes = Book.Planned(["count(register[vessel_id = row.vessel_id and 1 / (length_m - 8) > 0]) > 0"], catches, register);
        outcomes.Select(o => o.Outcome.Problem?.Code).ShouldBe([null, "divided-by-zero", null, null]);
    }

    [Fact]
    public void A_row_may_be_put_into_the_same_array_again_and_again()
    {
        IEnumerable<Value> Streamed()
        {
            var cells = new Value[5];
            foreach (var row in catches)
            {
                row.AsContext.AsSpan().CopyTo(cells);
                yield return Value.Of(new Context(Book.Catch, cells));
            }
        }
        var rules = PlannedRules.Of(Desk.Large, Checker.Check("count(catches[vessel_id = row.vessel_id and gear = row.gear])", Desk.Large));
        rules.Run(Book.Values([], [], Value.Null), _ => Streamed()).Select(o => o.Outcome.Value).ShouldBe([Value.Of(2), Value.Of(1), Value.Of(2), Value.Of(1)]);
    }

    [Fact]
    public void Rules_with_findings_are_not_taken() =>
        Should.Throw<ArgumentException>(() => PlannedRules.Of(Desk.Large, Checker.Check("nothing > 1", Desk.Large)));

    [Fact]
    public void Planned_rules_come_to_the_same_as_the_whole_table_at_once() =>
        Check.One(Cases.Config(3000), Prop.ForAll(Questions.Cases.ToArbitrary(), Same));

    private static void Same(Questions.Case given)
    {
        var read = Checker.Check(given.Rule, Desk.Large);
        read.Findings.ShouldBeEmpty(given.Rule);
        var rule = Rule.Dynamic(read.Tree, Desk.Large);
        foreach (var (_, row, outcome) in Book.Planned([given.Rule], given.Catches, given.Register))
        {
            var whole = rule.Evaluate(Book.Values(given.Catches, given.Register, row == 0 ? Value.Null : given.Catches[(int)row - 1]));
            var place = $"{given.Rule}, row {row}: {outcome} and {whole}";
            outcome.Value.Equals(whole.Value).ShouldBeTrue(place);
            (outcome.Value.Problem is null).ShouldBe(whole.Value.Problem is null, place);
            // A plan loses no failure, except of a condition in a row of another key, which it has no need to look at.
            if (read.Plan!.Kind != PlanKind.Join && whole.Problem is not null)
                outcome.Problem.ShouldNotBeNull(place);
        }
    }
}
