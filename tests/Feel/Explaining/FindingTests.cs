using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Explaining;

namespace Entente.Tests.Feel.Explaining;

public sealed class FindingTests
{
    private static readonly Scope Scope = Scope.Of(
        ("catches", FeelType.ListOf(FeelType.ContextOf(("gear", FeelType.TextOf("PS", "LL")), ("weight_kg", FeelType.Number)))), ("quota_kg", FeelType.Number), ("landed_on", FeelType.Date));

    private static string Say(string rule, string language = "en") => new Voice(language).Say(Rule.Check(rule, Scope).Findings[0]);

    [Theory]
    [InlineData("qouta_kg > 5", "There is no “qouta_kg” here. Did you mean “quota_kg”?")]
    [InlineData("landed_on > quota_kg", "This compares a date with a number. The two can never be equal, nor one more than the other.")]
    [InlineData("catches[gear = \"LX\"]", "“LX” is not one of the codes that can occur here: PS, LL.")]
    [InlineData("substring(\"870323\")", "Number of values given to “substring”: 1. It takes 2 or 3.")]
    [InlineData("concatenate()", "Number of values given to “concatenate”: 0. It takes 1 or more.")]
    [InlineData("landed_on > @\"2026-02-30\"", "“2026-02-30” cannot be read as a date, a time or a duration.")]
    [InlineData("landed_on > date(\"2026-02-30\")", "“2026-02-30” cannot be read as a date.")]
    [InlineData("string length(catches.weight_kg)", "“string length” was given a list of which each member is a number for “string”; it needs text.")]
    [InlineData("day of year(quota_kg)", "“day of year” was given a number for “date”; it needs a date or a date and time.")]
    [InlineData("quota_kg == 5", "“==” is written as “=” in a rule.")]
    [InlineData("if quota_kg > 5 else 3", "The word “then” is missing here, followed by what applies if the condition holds.")]
    [InlineData("quota_kg)", "No bracket was opened that “)” could close. Leave it out.")]
    public void An_officer_is_told_what_is_wrong(string rule, string said) => Say(rule).ShouldBe(said);

    [Theory]
    [InlineData("fr", "Il n’y a pas de «\u00a0qouta_kg\u00a0» ici. Vouliez-vous dire «\u00a0quota_kg\u00a0»\u202f?")]
    [InlineData("es", "Aquí no existe «qouta_kg». ¿Quiso decir «quota_kg»?")]
    [InlineData("pt", "Aqui não existe «qouta_kg». Quis dizer «quota_kg»?")]
    [InlineData("ar", "لا يوجد هنا ما اسمه «\u2068qouta_kg\u2069». هل تقصد «\u2068quota_kg\u2069»؟")]
    public void In_five_languages(string language, string said) => Say("qouta_kg > 5", language).ShouldBe(said);

    [Fact]
    public void A_name_in_arabic_is_set_apart_in_an_english_sentence() =>
        Say("وزن > 5").ShouldBe("There is no “\u2068وزن\u2069” here.");

    [Fact]
    public void What_failed_while_running_is_one_sentence()
    {
        var rule = Rule.Check("1 / quota_kg > 2", Scope);
        new Voice("en").Explain(Trace.Of(rule, [Value.Null, Value.Of(0), Value.Null])).ShouldBe("This could not be decided: This divides by zero.");
    }
}
