using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Dmn.Tables;
using Entente.Feel.Explaining;

namespace Entente.Tests.Feel.Explaining;

/// <summary>"Why am I asked this?" and "why was this refused?", answered for catches, arms transfers and customs.</summary>
public sealed class WhyTests
{
    private const string Figures = """
        {
          landed_kg: 900, discards_kg: 120, quota_kg: 1000, rate: 1.1, gears: ["PS", "LL"], gear: "BB",
          sent_on: @"2026-07-20", due_on: @"2026-07-15", at_sea: @"P5DT3H", permit: @"P1Y7M", arrived: @"2026-04-01T14:30:00",
          hs_code: "870323", invoice: "FR-2026-118", exporter: "FRA", end_user: null, licence: { number: "A12", holder: "ACME" }
        }
        """;

    private static readonly Checked Data = Rule.Check(Figures, Scope.Empty);
    private static readonly Scope Scope = Scope.Of([.. ((ContextType)Data.Type).Members]);

    private static string Why(string rule, string language = "en", Func<string, string?>? label = null)
    {
        var read = Rule.Check(rule, Scope);
        read.Findings.ShouldBeEmpty();
        return new Voice(language, label).Explain(Trace.Of(read, Data.Compile().Evaluate([]).Value.AsContext.AsSpan()));
    }

    [Theory]
    [InlineData("en", "*landed_kg* 900 plus *discards_kg* 120 makes 1,020, which is more than *quota_kg* 1,000.")]
    [InlineData("fr", "*landed_kg* 900 plus *discards_kg* 120 donne 1\u202f020, ce qui est supérieur à *quota_kg* 1\u202f000.")]
    [InlineData("ar", "*\u2068landed_kg\u2069* \u2068900\u2069 زائد *\u2068discards_kg\u2069* \u2068120\u2069 يساوي \u20681,020\u2069، وهي أكثر من *\u2068quota_kg\u2069* \u20681,000\u2069.")]
    public void A_sum_is_shown_with_its_parts(string language, string said) => Why("landed_kg + discards_kg <= quota_kg", language).ShouldBe(said);

    [Theory]
    [InlineData("landed_kg <= quota_kg * rate", "*landed_kg* is 900, which is less than 1,100 (*quota_kg* 1,000 times *rate* 1.1).")]
    [InlineData("(landed_kg + discards_kg) / quota_kg > 1", "(*landed_kg* 900 plus *discards_kg* 120) divided by *quota_kg* 1,000 makes 1.02, which is more than 1.")]
    [InlineData("(sent_on - due_on).days <= 3", "*days* of (*sent_on* 20 July 2026 minus *due_on* 15 July 2026) is 5, which is more than 3.")]
    [InlineData("sent_on - due_on <= duration(\"P3D\")", "*sent_on* 20 July 2026 minus *due_on* 15 July 2026 makes 5 days, which is more than 3 days.")]
    public void Calculations_in_and_around_comparisons(string rule, string said) => Why(rule).ShouldBe(said);

    [Theory]
    [InlineData("en", "*hs_code* is “870323”, which does not begin with “88”.")]
    [InlineData("fr", "*hs_code* est «\u00a0870323\u00a0», ce qui ne commence pas par «\u00a088\u00a0».")]
    [InlineData("ar", "قيمة *\u2068hs_code\u2069* هي «\u2068870323\u2069»، وهي لا تبدأ بـ «\u206888\u2069».")]
    public void What_a_code_begins_with(string language, string said) => Why("starts with(hs_code, \"88\")", language).ShouldBe(said);

    [Theory]
    [InlineData("en", "*invoice* is “FR-2026-118”, which does not have the form `^[0-9]+$`.")]
    [InlineData("fr", "*invoice* est «\u00a0FR-2026-118\u00a0», ce qui n’a pas la forme `^[0-9]+$`.")]
    [InlineData("ar", "قيمة *\u2068invoice\u2069* هي «\u2068FR-2026-118\u2069»، وهي ليست على الصورة `\u2068^[0-9]+$\u2069`.")]
    public void What_form_a_number_has(string language, string said) => Why("matches(invoice, \"^[0-9]+$\")", language).ShouldBe(said);

    [Theory]
    [InlineData("en", "*gears* “PS” and “LL” does not contain *gear* “BB”.")]
    [InlineData("fr", "*gears* «\u00a0PS\u00a0» et «\u00a0LL\u00a0» ne contient pas *gear* «\u00a0BB\u00a0».")]
    [InlineData("ar", "لا تحتوي *\u2068gears\u2069* «\u2068PS\u2069» و«\u2068LL\u2069» على *\u2068gear\u2069* «\u2068BB\u2069».")]
    public void What_a_list_holds(string language, string said) => Why("list contains(gears, gear)", language).ShouldBe(said);

    [Theory]
    [InlineData("not(starts with(hs_code, \"87\"))", "*hs_code* is “870323”, which begins with “87”.")]
    [InlineData("not(list contains([\"PS\", \"LL\"], gear))", "*gear* is “BB”, which is not among “PS” and “LL”.")]
    [InlineData("not(exporter = \"FRA\")", "*exporter* is “FRA”.")]
    [InlineData("not(landed_kg in [0..900))", "*landed_kg* is 900, which does not lie between 0 and 900 (not included).")]
    public void A_negation_is_answered_with_what_is_the_case(string rule, string said) => Why(rule).ShouldBe(said);

    [Theory]
    [InlineData("end_user != null", "*end_user* is blank.")]
    [InlineData("exporter != null and end_user != null", "*end_user* is blank.")]
    [InlineData("licence.number != null", "*number* is “A12”.")]
    public void Whether_something_is_given(string rule, string said) => Why(rule).ShouldBe(said);

    [Theory]
    [InlineData("en", "*at_sea* is 5 days and 3 hours, which is more than 2 days.")]
    [InlineData("fr", "*at_sea* est 5 jours et 3 heures, ce qui est supérieur à 2 jours.")]
    [InlineData("ar", "قيمة *\u2068at_sea\u2069* هي 5 أيام و3 ساعات، وهي أكثر من يومين.")]
    public void A_duration_in_words(string language, string said) => Why("at_sea <= duration(\"P2D\")", language).ShouldBe(said);

    [Theory]
    [InlineData("en", "*permit* is 1 year and 7 months, which is more than 1 year.")]
    [InlineData("es", "*permit* es 1 año y 7 meses, lo que es mayor que 1 año.")]
    [InlineData("pt", "*permit* é 1 ano e 7 meses, o que é superior a 1 ano.")]
    public void Years_and_months_in_words(string language, string said) => Why("permit <= duration(\"P1Y\")", language).ShouldBe(said);

    [Theory]
    [InlineData("en", "*arrived* is 1 April 2026 at 14:30, which is after 31 March 2026 at 00:00.")]
    [InlineData("fr", "*arrived* est 1er avril 2026 à 14:30, ce qui est postérieur à 31 mars 2026 à 00:00.")]
    [InlineData("es", "*arrived* es 1 de abril de 2026 a las 14:30, lo que es posterior a 31 de marzo de 2026 a las 00:00.")]
    [InlineData("ar", "قيمة *\u2068arrived\u2069* هي 1 أبريل 2026 الساعة \u206814:30\u2069، وهي بعد 31 مارس 2026 الساعة \u206800:00\u2069.")]
    public void A_day_and_time_in_words(string language, string said) => Why("arrived <= date and time(\"2026-03-31T00:00:00\")", language).ShouldBe(said);

    [Theory]
    [InlineData("if landed_kg > 500 then \"inspect\" else \"pass\"", "Because *landed_kg* is 900, which is more than 500: “inspect”.")]
    [InlineData("gear in (\"BB\", \"LL\")", "*gear* is “BB”, which is among “BB” or “LL”.")]
    [InlineData("@\"10:00:00Z\" = time(\"12:00:00+02:00\")", "`@\"10:00:00Z\"` is 10:00 (UTC).")]
    [InlineData("duration(\"-PT26H30M\") > at_sea", "*at_sea* is 5 days and 3 hours, which is more than minus 1 day, 2 hours and 30 minutes.")]
    public void Answers_codes_zones_and_times_before(string rule, string said) => Why(rule).ShouldBe(said);

    [Fact]
    public void A_label_in_arabic_is_set_apart_among_french_words() =>
        Why("landed_kg > 1000", "fr", name => name == "landed_kg" ? "الوزن" : null).ShouldBe("*\u2068الوزن\u2069* est 900, ce qui est inférieur à 1\u202f000.");

    private static string WhyRow(string sheet, string language, params Value[] values)
    {
        var scope = Scope.Of(("gear", FeelType.Text), ("weight_kg", FeelType.Number));
        var prepared = PreparedTable.Prepare(TableSheet.Read(sheet, "fees").Table!, scope);
        prepared.Findings.ShouldBeEmpty();
        return new Voice(language).Explain(prepared, values);
    }

    private const string Fees = """"
        U,gear,weight_kg,-> fee
        ,"""PS""",-,5
        ,"""LL""",<= 500,2
        ,"starts with(?, ""L"")",> 500,3
        """";

    [Theory]
    [InlineData("en", "Row 3 of *fees* applies, because *gear* is “LL”, which begins with “L” and *weight_kg* is 620, which is more than 500; the answer is 3.")]
    [InlineData("fr", "La ligne 3 de *fees* s’applique, parce que *gear* est «\u00a0LL\u00a0», ce qui commence par «\u00a0L\u00a0» et *weight_kg* est 620, ce qui est supérieur à 500\u202f; la réponse est 3.")]
    [InlineData("ar", "ينطبق الصف 3 من *\u2068fees\u2069*، لأن قيمة *\u2068gear\u2069* هي «\u2068LL\u2069»، وهي تبدأ بـ «\u2068L\u2069» وقيمة *\u2068weight_kg\u2069* هي \u2068620\u2069، وهي أكثر من \u2068500\u2069؛ والجواب هو \u20683\u2069.")]
    public void A_row_of_a_decision_table_applies_because(string language, string said) => WhyRow(Fees, language, Value.Of("LL"), Value.Of(620)).ShouldBe(said);

    [Fact]
    public void A_row_that_asks_for_one_thing_says_one_thing() =>
        WhyRow(Fees, "en", Value.Of("PS"), Value.Of(1)).ShouldBe("Row 1 of *fees* applies, because *gear* is “PS”; the answer is 5.");

    [Fact]
    public void No_row_applies() => WhyRow(Fees, "en", Value.Of("BB"), Value.Of(1)).ShouldBe("No row of *fees* applies.");

    [Fact]
    public void All_rows_of_a_table_that_collects_are_named() =>
        WhyRow("C+,gear,weight_kg,-> fee\n,\"\"\"PS\"\"\",-,5\n,-,[1..10],2\n,-,-,1", "en", Value.Of("PS"), Value.Of(7)).ShouldBe(
            "Row 1 of *fees* applies, because *gear* is “PS”; row 2 of *fees* applies, because *weight_kg* is 7, which lies between 1 and 10; row 3 of *fees* applies, whatever is given; the answer is 8.");
}
