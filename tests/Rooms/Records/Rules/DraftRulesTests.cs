using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Rules;

public sealed class DraftRulesTests
{
    [Fact]
    public void Defaults_stand_where_nothing_was_answered()
    {
        var statement = new Statement(Desk.Everything);
        Desk.Book(Desk.Everything).FillDefaults(statement, Desk.Around);
        statement["report", "limit"].Value.ShouldBe(Value.Of(1_000_000));
        Desk.Put(statement, "report", ("limit", 5m));
        Desk.Book(Desk.Everything).FillDefaults(statement, Desk.Around);
        statement["report", "limit"].Value.ShouldBe(Value.Of(5));
    }

    [Fact]
    public void Judging_never_fills_defaults()
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("limit", null));
        Desk.Faults(statement);
        statement["report", "limit"].IsBlank.ShouldBeTrue();
    }

    [Fact]
    public void Simple_formulas_run_on_the_page()
    {
        var report = Desk.Book(Desk.Everything).ForPage("report");
        report.Select(formula => (formula.Field, formula.Of)).ShouldBe([("mean", "computed"), ("why", "visible"), ("why", "required")]);
        report[1].Rule.ShouldBe("[1,[\"b\",\"no_catch\"]]");
        Desk.Book(Desk.Everything).ForPage("catches").Select(formula => (formula.Field, formula.Of)).ShouldContain(("length", "visible"));
    }

    [Fact]
    public void A_check_goes_to_the_page_with_its_condition_and_without_what_only_the_server_has()
    {
        var formulas = Desk.Book(Desk.Everything).ForPage("catches");
        formulas.Single(formula => formula.Of == "check:plausible").Rule.ShouldContain("\"PS\"");
        formulas.ShouldNotContain(formula => formula.Of == "check:known");
    }

    [Fact]
    public void An_example_gives_exactly_the_findings_it_lists()
    {
        var statement = Desk.Good();
        statement.Rows("catches")[0].Answers[2] = Desk.AnswerOf(600_000m);
        var run = new ExampleRun("much", statement, Desk.Around, ["plausible at catches 1  weight", "half at catches 1 weight"]);
        Examples.Run(Desk.Book(Desk.Everything), run).ShouldBeEmpty();
        Examples.Run(Desk.Book(Desk.Everything), run with { Findings = ["half at catches 1 weight", "half at catches 2 weight"] })
            .ShouldBe([new ExampleDifference("half at catches 2 weight", Expected: true), new ExampleDifference("plausible at catches 1 weight", Expected: false)]);
    }

    [Fact]
    public void A_book_is_made_once_for_a_version_and_anew_when_what_it_refers_to_changes()
    {
        var (body, all) = (Definitions.Body(), Definitions.All());
        var book = RuleBook.Of(all["everything"], body, all);
        RuleBook.Of(all["everything"], body, all.ToDictionary()).ShouldBeSameAs(book);
        RuleBook.Of(all["everything"], body, new Dictionary<string, Entente.Bodies.Definitions.Definition>(all) { ["vessels"] = Definitions.Vessels() }).ShouldNotBeSameAs(book);
    }
}
