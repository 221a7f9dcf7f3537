using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;
using Entente.Tests.House.Localisation;
using Entente.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.House.Records;

public sealed class CellTextTests
{
    private static readonly CellText Cells = new(Definitions.Body(), new DateOnly(2026, 3, 1));
    private static readonly Section Report = Definitions.Everything().Section("report")!;

    [Theory]
    [InlineData("effort", "1,5", "1.5"), InlineData("limit", "12 kg", "12"), InlineData("fee", "€ 12,50", "12.5"), InlineData("fee", "12 eur", "12")]
    [InlineData("value", "1 234,50 jpy", "{amount: 1234.5, currency: \"JPY\"}"), InlineData("product", "0302.31", "\"030231\"")]
    [InlineData("signed", "27 mars 2026", "@\"2026-03-27\""), InlineData("signed", "13/04/2026", "@\"2026-04-13\"")]
    [InlineData("checked", "2026-03-27 10:30", "@\"2026-03-27T09:30:00Z\""), InlineData("checked", "27 March 2026, 10:30:05 +02:00", "@\"2026-03-27T08:30:05Z\"")]
    [InlineData("season", "mars de 2026", "[@\"2026-03-01\"..@\"2026-04-01\")"), InlineData("season", "2026-W07", "[@\"2026-02-09\"..@\"2026-02-16\")")]
    [InlineData("season", "1 March 2026 - 5 April 2026", "[@\"2026-03-01\"..@\"2026-04-06\")"), InlineData("season", "2026-03-01/..", "[@\"2026-03-01\"..null)")]
    [InlineData("ocean", "atl", "\"ATL\""), InlineData("ocean", "ATL (fr)", "\"ATL\""), InlineData("gears", "ps,ll", "[\"PS\", \"LL\"]"), InlineData("partner", "JAPAN", "\"JPN\"")]
    [InlineData("port", "12°30'S 030°06'15\"E", "{latitude: -12.5, longitude: 30.1041667}"), InlineData("port", "-12,5; 30,1", "{latitude: -12.5, longitude: 30.1}"), InlineData("port", "30 E 12 N", "{latitude: 12, longitude: 30}")]
    [InlineData("no_catch", "Oui", "true"), InlineData("no_catch", "não", "false"), InlineData("no_catch", "لا", "false")]
    [InlineData("officer", "=1+1", "\"=1+1\""), InlineData("officer", "'s-Hertogenbosch", "\"'s-Hertogenbosch\""), InlineData("officer", "'=1+1", "\"=1+1\""), InlineData("officer", "nil", "\"nil\"")]
    public void What_people_type_is_understood_in_every_language(string field, string text, string value)
    {
        foreach (var language in Language.All)
            Cells.Read(Report.Field(field)!, text, language).Answer.Value.ToString().ShouldBe(value);
    }

    [Theory]
    [InlineData("effort", "Néant", AnswerKind.Nil, null), InlineData("effort", "n/a: no port", AnswerKind.NotApplicable, "no port"), InlineData("effort", "WITHHELD (art. 13)", AnswerKind.Withheld, "art. 13"), InlineData("effort", "لا ينطبق: سبب", AnswerKind.NotApplicable, "سبب")]
    public void What_is_said_instead_of_a_value_is_understood_with_its_reason(string field, string text, AnswerKind kind, string? reason) =>
        Cells.Read(Report.Field(field)!, text, Language.Spanish).Answer.ShouldBe(new Answer(kind, default, reason));

    [Theory]
    [InlineData("effort", "1,234", "cell.number-ambiguous", "1234|1.234"), InlineData("effort", "1e400", "cell.number", "exponent"), InlineData("limit", "nil", "cell.may-not", "nil"), InlineData("limit", "=1+1", "cell.number", "formula")]
    [InlineData("limit", "#N/A", "cell.spreadsheet-error", "#N/A"), InlineData("officer", "a\u0001", "cell.characters", "U+0001")]
    [InlineData("vessels", "1.5", "cell.whole", "1.5"), InlineData("fee", "12 USD", "cell.currency-other", "USD|EUR"), InlineData("value", "12", "cell.currency-missing", ""), InlineData("value", "3 XXQ", "cell.currency-unknown", "XXQ")]
    [InlineData("signed", "03/04/2026", "cell.date-ambiguous", "2026-04-03|2026-03-04"), InlineData("checked", "2026-03-27", "cell.time-missing", ""), InlineData("checked", "2026-03-29 02:30", "cell.time-skipped", "Europe/Madrid"), InlineData("checked", "2026-10-25 02:30", "cell.time-twice", "Europe/Madrid")]
    [InlineData("season", "2026-03-05 – 2026-03-01", "cell.period-backwards", "2026-03-05|2026-03-01"), InlineData("partner", "JPM", "cell.unknown", "JPM|JPN – Japan"), InlineData("product", "30231", "cell.hs-nought", "30231|030231"), InlineData("port", "100 N 10 E", "cell.latitude", "100"), InlineData("no_catch", "maybe", "cell.yes-no", "maybe")]
    public void What_is_not_certain_is_asked_and_said_in_five_languages(string field, string text, string rule, string facts)
    {
        var reading = Cells.Read(Report.Field(field)!, text, Language.English);
        (reading.Rule, string.Join('|', reading.Facts ?? [])).ShouldBe((rule, facts));
        foreach (var language in Language.All)
            InterchangeFaults.Say(rule, reading.Facts!, Speaking.In(language.Code)).ShouldNotContain("[");
    }

    [Fact]
    public void Half_a_pair_of_surrogates_is_refused() =>
        Cells.Read(Report.Field("officer")!, "a\ud800b", Language.English).Facts.ShouldBe(["U+D800"]);

    [Fact]
    public void The_text_of_an_answer_reads_back_as_the_same_answer() =>
        Prop.ForAll(SomeAnswers.Of(Report).ToArbitrary(), pair =>
        {
            foreach (var language in Language.All)
                foreach (var style in Enum.GetValues<CodeStyle>())
                {
                    var text = Cells.Write(pair.Field, pair.Answer, language, style);
                    (text.Length == 0 || pair.Field.IsNumber || !"=+-@\t\r".Contains(text[0])).ShouldBeTrue(text);
                    foreach (var reader in Language.All)
                        Cells.Read(pair.Field, text, reader).ShouldBe(CellReading.Of(pair.Answer), text);
                }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
