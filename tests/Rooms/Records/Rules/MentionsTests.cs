using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Shared.Localisation;
using Microsoft.Extensions.Logging.Abstractions;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Rules;

/// <summary>The sentence of a check mentions answers, said as the reader knows them.</summary>
public sealed class MentionsTests
{
    private static readonly Texts Texts = Texts.Load(typeof(Texts).Assembly, pseudo: false, TimeProvider.System, NullLogger<Texts>.Instance);

    private static readonly Definition Catches = New("catches", DefinitionKind.Return,
        [
            Fields("report", "Report", Number("limit", "Limit") with { Unit = "kg" }, Of("until", FieldType.Date, "Until"), Text("why", "Why") with { Visible = "limit = null" }),
            Table("rows", "Rows", new RowRules(0, 100, [], null),
                Number("weight", "Weight") with { Unit = "kg" }, Of("gear", FieldType.Code, "Gear") with { List = "gears" }, Of("flag", FieldType.Party, "Flag"), Of("seen", FieldType.YesNo, "Seen"), Text("note", "Note")),
        ],
        checks:
        [
            Rule("much", "rows", "weight <= report.limit", "{weight} with {gear} is more than {report.limit} ({weight}).", "weight"),
            Rule("whose", "rows", "weight > 0 and flag = null", "{flag}: {seen}, {note}.", "flag"),
            Rule("late", null, "report.until < date(\"2026-01-01\")", "{report.until} is late, {report.why}.", null),
        ]);

    private static readonly RuleBook Book = RuleBook.Of(Catches, Body(), new Dictionary<string, Definition>());

    [Theory]
    [InlineData("en", "600\u202F000.5\u00A0kg with PS (PS) is more than 500\u202F000\u00A0kg (600\u202F000.5\u00A0kg).", "Japan: yes, –.", "1 February 2026 is late, –.")]
    [InlineData("fr", "600\u202F000,5\u00A0kg with PS (PS (fr)) is more than 500\u202F000\u00A0kg (600\u202F000,5\u00A0kg). (fr)", "Japan (fr): oui, –. (fr)", "1er février 2026 is late, –. (fr)")]
    public void Answers_are_said_in_the_readers_language_and_a_dash_where_there_is_none(string language, params string[] said)
    {
        var statement = new Statement(Catches);
        Desk.Put(statement, "report", ("limit", 500_000m), ("until", Entente.Feel.Value.Of(new Entente.Feel.Values.Date(2026, 2, 1))), ("why", "hidden"));
        Desk.Add(statement, "rows", 600_000.5m, "PS", "JPN", true);
        var faults = Book.Judge(statement, Desk.Around).Faults;
        faults.Select(fault => fault.Rule).ShouldBe(["check:much", "check:whose", "check:late"]);
        var words = Texts.WordsIn(language);
        faults.Select(fault => Faults.Say(fault, words, Catches, Body()).Replace("\u2068", "").Replace("\u2069", "")).ShouldBe(said);
    }

    [Fact]
    public void A_fault_that_was_kept_under_another_version_says_a_dash() =>
        Faults.Say(new Fault("check:late", CheckLevel.Error, null, null, null, null), Texts.WordsIn("en"), Catches, Body()).ShouldBe("\u2068–\u2069 is late, \u2068–\u2069.");

    [Fact]
    public void What_is_kept_of_a_long_answer_is_its_beginning()
    {
        var statement = new Statement(Catches);
        Desk.Put(statement, "report", ("limit", 5m));
        statement["report", "until"] = Desk.AnswerOf(Desk.Day(1));
        Desk.Add(statement, "rows", 1m, "PS", "JPN", true, new string('x', 5000));
        Book.Judge(statement, Desk.Around).Faults.Single(fault => fault.Rule == "check:whose").Facts[2].Length.ShouldBeLessThan(210);
    }
}
