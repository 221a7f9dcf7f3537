using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Rules;

public sealed class JudgingTests
{
    [Fact]
    public void A_good_statement_has_no_faults() => Desk.Lines(Desk.Faults(Desk.Good())).ShouldBeEmpty();

    [Fact]
    public void The_sample_definitions_have_rules_without_findings()
    {
        foreach (var definition in Desk.All.Values)
            Desk.Book(definition).Findings.ShouldBeEmpty(definition.Code);
    }

    [Theory]
    [InlineData("officer", null, "required at report officer")]
    [InlineData("officer", 5, "type at report officer (text)")]
    [InlineData("officer", "a\0b", "letters at report officer")]
    [InlineData("email", "nobody", "email at report email")]
    [InlineData("website", "javascript:alert(1)", "url at report website")]
    [InlineData("vessels", -1, "from at report vessels (0)")]
    [InlineData("vessels", 100_001, "to at report vessels (100000)")]
    [InlineData("ocean", "XXX", "unknown-code at report ocean (XXX)")]
    [InlineData("area", "MDE", "not-within at report area (MDE, ATL)")]
    [InlineData("partner", "XXX", "unknown-party at report partner (XXX)")]
    [InlineData("flagship", "v9", "unknown-record at report flagship (v9)")]
    [InlineData("product", "0302321", "hs at report product (6)")]
    [InlineData("product", "12345678", "hs at report product (6)")]
    public void An_answer_must_be_of_its_type(string field, object? answer, string fault)
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", (field, answer));
        Desk.Lines(Desk.Faults(statement)).ShouldContain(fault);
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0)]
    public void Half_a_character_is_none(int letter)
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("officer", $"a{(char)letter}b"));
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["letters at report officer"]);
    }

    [Fact]
    public void Numbers_keep_to_their_places_and_digits()
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("vessels", 1.5m), ("fee", 1.005m), ("limit", Value.Of(Entente.Feel.Values.Number.Parse("1e30"))));
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["whole at report vessels", "digits at report limit", "places at report fee (2)"]);
        Desk.Put(statement, "report", ("vessels", 2.0m), ("fee", 1.500m), ("limit", 9_000m));
        Desk.Lines(Desk.Faults(statement)).ShouldBeEmpty();
    }

    [Fact]
    public void Several_codes_are_few_known_and_different()
    {
        var statement = Desk.Good();
        statement["report", "gears"] = Codes("PS", "PS");
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["code-twice at report gears (PS)"]);
        statement["report", "gears"] = Codes("PS", "LL", "BB");
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["many-codes at report gears (2, 3)"]);
        statement["report", "gears"] = Codes("PS", "XX");
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["unknown-code at report gears (XX)"]);
    }

    [Fact]
    public void Money_of_any_currency_names_one_that_exists()
    {
        var statement = Desk.Good();
        statement["report", "value"] = Answer.Of(Value.Of(Context.Of(("amount", Value.Of(1)), ("currency", Value.Of("XYZ")))));
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["unknown-currency at report value (XYZ)"]);
    }

    [Fact]
    public void A_place_lies_on_the_earth_and_a_period_ends_after_it_begins()
    {
        var statement = Desk.Good();
        statement["report", "port"] = Answer.Of(Value.Of(Context.Of(("latitude", Value.Of(91)), ("longitude", Value.Of(0)))));
        statement["report", "season"] = Answer.Of(Value.Of(new FeelRange(true, Desk.Day(9), Desk.Day(9), false)));
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["period at report season", "place at report port"]);
    }

    [Fact]
    public void Instead_of_a_value_only_what_may_be_said_and_with_its_reason()
    {
        var statement = Desk.Good();
        statement["report", "vessels"] = Answer.Nil;
        statement["report", "effort"] = Answer.Withheld(" ");
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["may at report vessels (nil)", "reason at report effort (withheld)"]);
        statement["report", "vessels"] = Desk.AnswerOf(2m);
        foreach (var answer in new[] { Answer.Nil, Answer.NotApplicable("No fleet."), Answer.Withheld("Article 5") })
        {
            statement["report", "effort"] = answer;
            Desk.Lines(Desk.Faults(statement)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_nil_number_is_zero_and_a_withheld_one_is_blank()
    {
        var statement = Desk.Good();
        statement.Rows("catches")[0].Answers[2] = Answer.Nil;
        statement.Rows("catches")[0].Answers[3] = Answer.Blank;
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["check:half at catches 2 weight"]);
    }

    [Fact]
    public void No_two_rows_have_the_same_key()
    {
        var statement = Desk.Good();
        Desk.AddCatch(statement, "v1", "PS", 500, 1);
        Desk.AddCatch(statement, "v1", "LL", 500, 1);
        Desk.AddCatch(statement, "v1", "PS", 500, 1);
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["key at catches 3 vessel (1)", "key at catches 5 vessel (1)"]);
    }

    [Fact]
    public void A_table_has_as_many_rows_as_it_may()
    {
        var table = Definitions.Table("t", "T", new RowRules(1, 2, [], null), Definitions.Text("a", "A"));
        var definition = Definitions.New("rows", DefinitionKind.Return, [table]);
        var statement = new Statement(definition);
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["least at t (1, 0)"]);
        for (var rows = 0; rows < 3; rows++)
            Desk.Add(statement, "t", "x");
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["most at t (2, 3)"]);
    }

    [Fact]
    public void A_table_for_each_code_or_entry_has_exactly_a_row_for_each()
    {
        var statement = Desk.Good();
        statement.Rows("bycatch").RemoveAt(1);
        statement.Rows("fleet_use").RemoveAt(0);
        Desk.Add(statement, "fleet_use", "v2", 1m);
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["missing-row at bycatch species (BET)", "missing-row at fleet_use vessel (v1)", "key at fleet_use 2 vessel (1)"]);
    }

    [Fact]
    public void What_is_not_asked_is_emptied_and_never_wrong()
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("no_catch", true), ("why", "Storms"), ("mean", null));
        Desk.AddCatch(statement, "nobody", "XX", -1, -1);
        Desk.Lines(Desk.Faults(statement)).ShouldBeEmpty();
        statement.Rows("catches").ShouldBeEmpty();
        Desk.Put(statement, "report", ("no_catch", false));
        Desk.Faults(statement);
        statement["report", "why"].ShouldBe(Answer.Blank);
    }

    [Fact]
    public void Computed_answers_are_put_in_whatever_was_typed()
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("mean", 1m));
        statement.Rows("catches")[1].Answers[4] = Desk.AnswerOf(77m);
        Desk.Faults(statement);
        statement["report", "mean"].Value.ShouldBe(Value.Of(1000));
        statement.Rows("catches").Select(row => row.Answers[4].Value).ShouldBe([Value.Of(100), Value.Of(25)]);
    }

    [Fact]
    public void Checks_are_told_with_their_level_and_place()
    {
        var statement = Desk.Good();
        statement.Rows("catches")[0].Answers[2] = Desk.AnswerOf(600_000m);
        statement.Rows("catches")[1].Answers[0] = Desk.AnswerOf("v3");
        Desk.Put(statement, "report", ("limit", 100m));
        var faults = Desk.Faults(statement, Desk.Around with { Entry = (_, _) => Context.Empty });
        Desk.Lines(faults).ShouldBe(["check:within-total at report limit", "check:plausible at catches 1 weight", "check:half at catches 1 weight", "check:known at catches 2 vessel"]);
        faults.Select(fault => fault.Level).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void A_check_says_what_a_blank_does()
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("limit", null));
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["check:answered at report limit"]);
    }

    [Fact]
    public void A_rule_whose_fact_is_missing_is_not_run_and_so_not_passed()
    {
        var facts = Desk.Around.Facts.Where(fact => fact.Key != "fleet").ToDictionary();
        Desk.Lines(Desk.Faults(Desk.Good(), Desk.Around with { Facts = facts })).ShouldBe(["not-run at catches vessel (check:known, no-fact, fleet)"]);
    }

    [Fact]
    public void A_rule_that_fails_or_takes_too_long_is_not_run_and_so_not_passed()
    {
        var statement = new Statement(Checked("1 / (report.f03 - 5) > 0"));
        Desk.Put(statement, "report", ("f03", 5m));
        Desk.Lines(Desk.Faults(statement)).ShouldBe(["not-run (check:own, divided-by-zero)"]);
        statement = new Statement(Checked("count(for i in 1..100000 return i * report.f03) > 0"));
        Desk.Put(statement, "report", ("f03", 5m));
        Desk.Lines(Desk.Faults(statement, Desk.Around with { Steps = 1000 })).ShouldBe(["not-run (check:own, too-many-steps, 1000)"]);
    }

    [Theory]
    [InlineData("nothing > 1", "not-run (check:own, unknown-name, nothing)")]
    [InlineData("report.f03 +", "not-run (check:own, expected-value, )")]
    [InlineData("report.f03", "not-run (check:own, not-boolean, number)")]
    public void A_rule_that_cannot_be_used_is_never_passed(string rule, string fault)
    {
        var statement = new Statement(Checked(rule));
        Desk.Put(statement, "report", ("f03", 5m));
        Desk.Lines(Desk.Faults(statement)).ShouldBe([fault]);
    }

    [Fact]
    public void Computed_fields_rest_on_one_another_in_any_order_but_not_in_a_circle()
    {
        var section = Definitions.Fields("s", "S", Computed("a", "b + 1"), Computed("b", "c * 2"), Definitions.Number("c", "C"));
        var statement = new Statement(Definitions.New("chain", DefinitionKind.Return, [section]));
        Desk.Put(statement, "s", ("c", 5m));
        Desk.Faults(statement).ShouldBeEmpty();
        statement["s", "a"].Value.ShouldBe(Value.Of(11));
        var circle = Definitions.New("circle", DefinitionKind.Return, [Definitions.Fields("s", "S", Computed("a", "b + 1"), Computed("b", "a + 1"))]);
        Desk.Book(circle).Findings.Select(finding => (finding.Field, finding.Finding.Code)).ShouldBe([("a", "circle"), ("b", "circle")]);
        Desk.Lines(Desk.Faults(new Statement(circle))).ShouldBe(["not-run at s a (computed, circle, s.a, s.b)", "not-run at s b (computed, circle, s.a, s.b)"]);
    }

    [Fact]
    public void A_row_may_be_computed_from_the_total_of_its_table_and_the_total_of_that_again()
    {
        var table = Definitions.Table("t", "T", new RowRules(0, 10, [], null), Definitions.Number("weight", "W"), Computed("share", "100 * weight / sum(t.weight)"));
        var totals = Definitions.Fields("s", "S", Computed("all", "sum(t.share)"), Computed("weight", "sum(t[weight > 1].weight)"));
        var statement = new Statement(Definitions.New("shares", DefinitionKind.Return, [totals, table]));
        Desk.Add(statement, "t", 1m);
        Desk.Add(statement, "t", 3m);
        Desk.Lines(Desk.Faults(statement)).ShouldBeEmpty();
        statement.Rows("t").Select(row => row.Answers[1].Value).ShouldBe([Value.Of(25), Value.Of(75)]);
        statement["s", "all"].Value.ShouldBe(Value.Of(100));
        statement["s", "weight"].Value.ShouldBe(Value.Of(3));
    }

    private static Field Computed(string code, string formula) => Definitions.Number(code, code) with { Computed = formula };

    private static Definition Checked(string rule) => Definitions.Catch() with
    {
        Code = "checked", Checks = [Definitions.Rule("own", null, rule, "It holds.", null)],
        Sections = [Definitions.Fields("report", "Report", Definitions.Number("f03", "F"))],
    };

    private static Answer Codes(params string[] codes) => Answer.Of(Value.Of(FeelList.Of([.. codes.Select(Value.Of)])));
}
