using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Shared.Localisation;
using Entente.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Rooms.Records.Rules;

public sealed class FaultsTests
{
    private static readonly Texts Texts = Texts.Load(typeof(Texts).Assembly, pseudo: false, TimeProvider.System, NullLogger<Texts>.Instance);

    public static TheoryData<string> Languages => ["en", "fr", "es", "pt", "ar"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_fault_has_words_that_mention_its_facts(string language)
    {
        var words = Texts.WordsIn(language);
        foreach (var fault in Wrong())
        {
            var said = Say(fault, words);
            said.ShouldNotStartWith("[");
            said.ShouldNotContain("{");
            if (!fault.Rule.StartsWith(Fault.OfCheck, StringComparison.Ordinal) && fault.Rule is not ("type" or "may" or "reason" or "not-run" or "unknown-record" or "pattern"))
                foreach (var fact in fault.Facts)
                    said.ShouldContain(decimal.TryParse(fact, System.Globalization.CultureInfo.InvariantCulture, out var number) && fault.Rule is not ("missing-row" or "unknown-code") ? words.Number(number) : fact);
        }
    }

    [Fact]
    public void Every_rule_that_the_tests_break_is_told_apart() =>
        Wrong().Select(fault => fault.Rule).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(15);

    [Fact]
    public void A_fault_says_what_is_wrong_and_how_to_mend_it()
    {
        var words = Texts.WordsIn("en");
        Plain(Say(At("longest", "report", null, "officer", "100", "140"), words)).ShouldBe("“Responsible officer” is too long: 140 characters, at most 100. Please shorten it.");
        Plain(Say(At("key", "catches", 3, "vessel", "1"), words)).ShouldBe("This row says the same as row 1 in what may stand only once (Vessel and Gear). Please remove or correct one of the two.");
        Plain(Say(At("check:plausible", "catches", 1, "weight"), Texts.WordsIn("fr"))).ShouldBe("More than 500 tonnes is unusual. (fr)");
        Plain(Say(At("missing-row", "bycatch", null, "species", "BET"), words)).ShouldBe("The table “By-catch” has no row for BET (BET). Please add it.");
        Plain(Say(At("not-run", "catches", null, "vessel", "check:known", "no-fact", "fleet"), words)).ShouldContain("(fleet) is not at hand");
        Plain(Say(At("not-run", null, null, null, "check:own", "divided-by-zero"), words)).ShouldContain("zero");
    }

    [Fact]
    public void A_place_is_said_as_the_reader_knows_it()
    {
        string Place(Fault fault, string language) => Plain(Faults.Place(fault, Texts.WordsIn(language), Desk.Everything));
        Place(At("required", "catches", 3, "weight"), "en").ShouldBe("Catches, row 3, Weight");
        Place(At("required", "catches", 3, null), "fr").ShouldBe("Catches (fr), ligne 3");
        Place(At("required", "report", null, "officer"), "en").ShouldBe("The report, Responsible officer");
        Place(At("least", "catches", null, null), "en").ShouldBe("Catches");
        Place(At("check:x", null, null, null), "es").ShouldBe("Toda la declaración");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_check_says_why_it_found_what_it_found(string language)
    {
        var statement = Desk.Good();
        statement.Rows("catches")[0].Answers[2] = Desk.AnswerOf(600_000m);
        Desk.Put(statement, "report", ("limit", 100m));
        var judged = Desk.Faults(statement).Where(fault => fault.Rule.StartsWith(Fault.OfCheck, StringComparison.Ordinal)).ToList();
        judged.Count.ShouldBe(3);
        foreach (var fault in judged)
            Faults.Why(Desk.Book(Desk.Everything), fault, statement, Desk.Around, Texts.WordsIn(language)).ShouldNotBeNullOrWhiteSpace(fault.Rule);
        Faults.Why(Desk.Book(Desk.Everything), judged.Find(fault => fault.Rule == "check:plausible")!, statement, Desk.Around, Texts.WordsIn("en"))!.ShouldContain("Weight");
        Faults.Why(Desk.Book(Desk.Everything), judged.Find(fault => fault.Rule == "check:plausible")!, statement, Desk.Around, Texts.WordsIn("en"))!.ShouldContain("The rule applies here: *Gear* is “PS”");
    }

    private static string Say(Fault fault, Words words) => Faults.Say(fault, words, Desk.Everything, Definitions.Body());

    private static Fault At(string rule, string? section, long? row, string? field, params string[] facts) => new(rule, CheckLevel.Error, section, null, row, field, facts);

    // The signs that keep names of another direction apart are not what these tests are about.
    private static string Plain(string said) => said.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);

    private static List<Fault> Wrong()
    {
        var statement = Desk.Good();
        Desk.Put(statement, "report", ("officer", new string('x', 101)), ("email", "x"), ("website", "x"), ("vessels", 1.5m), ("limit", -1m), ("fee", 1.005m), ("ocean", "XXX"),
            ("area", "ATE"), ("partner", "XXX"), ("flagship", "x"), ("product", "1"), ("effort", Answer.Withheld(null)), ("no_catch", Answer.Nil), ("checked", "text"), ("remarks", "\0"));
        statement["report", "value"] = Answer.Of(Value.Of(Context.Of(("amount", Value.Of(1)), ("currency", Value.Of("XYZ")))));
        statement["report", "gears"] = Answer.Of(Value.Of(FeelList.Of(Value.Of("PS"), Value.Of("LL"), Value.Of("BB"))));
        statement["report", "season"] = Answer.Of(Value.Of(new FeelRange(true, Desk.Day(9), Desk.Day(9), false)));
        statement["report", "port"] = Answer.Of(Value.Of(Context.Of(("latitude", Value.Of(91)), ("longitude", Value.Of(0)))));
        statement["report", "no_catch"] = Desk.AnswerOf(false);
        statement.Rows("bycatch").RemoveAt(0);
        Desk.AddCatch(statement, "v1", "PS", 1, 1);
        Desk.Add(statement, "catches", "v1", null, 1m, 400m);
        Desk.Add(statement, "fleet_use", "v1", 400m);
        var again = Desk.Good();
        Desk.Put(again, "report", ("area", "MDE"), ("vessels", Answer.Nil), ("limit", Value.Of(Entente.Feel.Values.Number.Parse("1e30"))));
        again["report", "gears"] = Answer.Of(Value.Of(FeelList.Of(Value.Of("PS"), Value.Of("PS"))));
        return [.. Desk.Faults(statement), .. Desk.Faults(again), At("least", "catches", null, null, "2", "1"), At("most", "catches", null, null, "2", "3"), At("pattern", "report", null, "officer", "^a$")];
    }
}
