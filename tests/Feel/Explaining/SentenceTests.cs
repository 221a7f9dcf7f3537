using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Explaining;

namespace Entente.Tests.Feel.Explaining;

public sealed class SentenceTests
{
    private static readonly FeelType Row = FeelType.ContextOf(("gear", FeelType.Text), ("weight_kg", FeelType.Number), ("fish", FeelType.Number), ("caught_on", FeelType.Date));
    private static readonly Scope Scope = Scope.Of(("catches", FeelType.ListOf(Row)), ("quota_kg", FeelType.Number), ("gear", FeelType.Text), ("sent_on", FeelType.Date), ("fish", FeelType.Number));

    private static string Why(string rule, string language = "en", Func<string, string?>? label = null) => Why(Rule.Check(rule, Scope), language, label);

    private static string Why(Checked rule, string language, Func<string, string?>? label)
    {
        rule.Findings.ShouldBeEmpty();
        return new Voice(language, label).Explain(Trace.Of(rule, [Read(Catches), Value.Of(12000), Value.Of("PS"), Read("@\"2026-07-20\""), Value.Null]));
    }

    private const string Catches = """
        [{gear: "PS", weight_kg: 9000, fish: 60, caught_on: @"2025-06-03"}, {gear: "LL", weight_kg: 2400, fish: null, caught_on: @"2025-06-21"}, {gear: "PS", weight_kg: 1000, fish: 7, caught_on: @"2025-07-02"}]
        """;

    private static Value Read(string text) => Rule.Check(text, Scope.Empty).Compile().Evaluate([]).Value;

    [Theory]
    [InlineData("en", "The total of *weight_kg* over 3 rows is 12,400, which is more than *quota_kg* 12,000.")]
    [InlineData("fr", "Le total de *weight_kg* sur 3 lignes est 12\u202f400, ce qui est supérieur à *quota_kg* 12\u202f000.")]
    [InlineData("es", "El total de *weight_kg* en 3 filas es 12.400, lo que es mayor que *quota_kg* 12.000.")]
    [InlineData("pt-BR", "O total de *weight_kg* em 3 linhas é 12.400, o que é superior a *quota_kg* 12.000.")]
    [InlineData("ar", "قيمة مجموع *\u2068weight_kg\u2069* في 3 صفوف هي \u206812,400\u2069، وهي أكثر من *\u2068quota_kg\u2069* \u206812,000\u2069.")]
    public void A_comparison_says_what_is_the_case(string language, string sentence) =>
        Why("sum(catches.weight_kg) <= quota_kg", language).ShouldBe(sentence);

    [Fact]
    public void One_row_is_one_row() =>
        Why("sum(catches[gear = \"LL\"].weight_kg) > 3000").ShouldBe("The total of *weight_kg* over 1 row is 2,400, which is less than 3,000.");

    [Fact]
    public void Names_are_called_what_the_reader_calls_them() =>
        Why("quota_kg > 5", label: name => name == "quota_kg" ? "Quota (kg)" : null).ShouldBe("*Quota (kg)* is 12,000, which is more than 5.");

    [Fact]
    public void A_constant_on_the_left_is_said_on_the_right() => Why("15000 < quota_kg").ShouldBe("*quota_kg* is 12,000, which is less than 15,000.");

    [Fact]
    public void Of_an_and_only_what_was_false_is_said() =>
        Why("quota_kg > 5 and gear = \"LL\" and quota_kg < 10").ShouldBe("*gear* is “PS”, which is not the same as “LL”.");

    [Fact]
    public void Of_an_or_only_what_was_true_is_said() =>
        Why("gear = \"LL\" or quota_kg > 5").ShouldBe("*quota_kg* is 12,000, which is more than 5.");

    [Fact]
    public void A_blank_is_called_blank() => Why("fish > 3").ShouldBe("*fish* is blank.");

    [Fact]
    public void Asking_for_a_blank_is_answered_with_what_is_there() => Why("gear = null").ShouldBe("*gear* is “PS”.");

    [Fact]
    public void Dates_come_before_and_after() =>
        Why("sent_on <= date(\"2026-07-15\")").ShouldBe("*sent_on* is 20 July 2026, which is after 15 July 2026.");

    [Fact]
    public void A_list_of_codes_is_read_out() => Why("gear in (\"LL\", \"BB\")").ShouldBe("*gear* is “PS”, which is not among “LL” or “BB”.");

    [Fact]
    public void Limits_are_named() => Why("quota_kg between 1 and 500").ShouldBe("*quota_kg* is 12,000, which does not lie between 1 and 500.");

    [Fact]
    public void The_first_row_that_breaks_a_rule_is_named() =>
        Why("every c in catches satisfies c.weight_kg > 5000").ShouldBe("In row 2 of *catches*, *weight_kg* is 2,400, which is less than 5,000.");

    [Fact]
    public void A_rule_that_every_row_keeps_says_how_many_there_were() =>
        Why("every c in catches satisfies c.weight_kg > 5").ShouldBe("For each of the 3 rows of *catches*, `c.weight_kg > 5` holds.");

    [Fact]
    public void A_count_is_a_number_of_something() =>
        Why("count(catches[fish = null]) = 0").ShouldBe("The number of *catches* where `fish = null` is 1, which is more than 0.");

    [Fact]
    public void Texts_come_before_and_after_too() =>
        Why("gear < \"ZZ\"").ShouldBe("*gear* is “PS”, which is before “ZZ”.");

    [Fact]
    public void What_could_not_be_decided_says_why() =>
        Why("1 / (quota_kg - 12000) > 2").ShouldStartWith("This could not be decided: ");

    [Fact]
    public void Every_language_has_the_same_words()
    {
        // Arabic has further forms for zero, two, a few and many.
        string[] more = ["zero", "two", "few", "many"];
        var english = Phrases.In("en").Keys.Order().ToList();
        foreach (var language in Phrases.Languages)
            Phrases.In(language).Keys.Where(key => !more.Contains(key[(key.LastIndexOf('.') + 1)..])).Order().ToList().ShouldBe(english, customMessage: language);
    }
}
