using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Examples;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>Examples are read as strictly as definitions: one that is misread proves nothing.</summary>
public sealed class ExampleFileTests
{
    private const string File = "examples/catch.yaml";

    private static Entente.Bodies.Definitions.Example Catch => BodyLoader.Load(Golden.Body.Folder()).Examples.Single(example => example.File == File);

    [Fact]
    public void Answers_are_read_as_the_types_of_their_fields()
    {
        var report = Catch.Content["report"][0].Answers;
        (report["officer"].Value.Kind, report["no_catch"].Value.Kind, report["gears"].Value.Kind, report["value"].Value.Kind, report["season"].Value.Kind, report["signed"].Value.Kind)
            .ShouldBe((Kind.Text, Kind.Boolean, Kind.List, Kind.Context, Kind.Range, Kind.Date));
        Catch.Content["catches"][1].Answers["weight"].Kind.ShouldBe(AnswerKind.Nil);
        (Catch.Content["by_gear"][1].Answers["days"].Kind, Catch.Content["by_gear"][1].Answers["days"].Reason).ShouldBe((AnswerKind.NotApplicable, "Not used."));
        (Catch.Period!.Value.Start, Catch.Period.Value.End).ShouldBe((new DateOnly(2026, 2, 9), new DateOnly(2026, 2, 16)));
        Catch.Facts["fleet"][0].Id.ShouldBe("v1");
    }

    [Fact]
    public void Examples_give_exactly_the_findings_that_they_say() => Differences(Golden.Body).ShouldBeEmpty();

    [Fact]
    public void What_an_example_does_not_expect_and_what_it_expects_in_vain_is_said_at_its_line()
    {
        var spoilt = Golden.Body.Replace("examples/catch.yaml", "weight: 5000", "weight: 600000").Replace("examples/catch-with-findings.yaml", "  - less-than-before at catches\n", "  - less-than-before at report\n");
        var said = string.Join('\n', Differences(spoilt));
        said.ShouldContain("\"plausible-weight at catches 1 weight\" is found");
        said.ShouldContain("\"less-than-before at report\" is not found. It is found at another place: \"less-than-before at catches\"");
    }

    private static List<Entente.Bodies.Finding> Differences(Example body)
    {
        var loaded = BodyLoader.Load(body.Folder());
        return [.. ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples)];
    }

    [Theory]
    [InlineData("definition: catch", "definition: ‸cath", "unknown-definition", "Did you mean \"catch\"?")]
    [InlineData("party: FRA", "party: ‸FRE", "unknown-party", "FRA")]
    [InlineData("period: 2026-W07", "period: ‸2026-07", "period", "2026-W07")]
    [InlineData("period: 2026-W07", "period: ‸2026-W54", "period", "2026-W07")]
    [InlineData("  fleet: [", "  ‸flet: [", "unknown-fact", "Did you mean \"fleet\"?")]
    [InlineData("ship: Maru", "‸shp: Maru", "unknown-field", "Did you mean \"ship\"?")]
    [InlineData("  catches:\n", "  ‸catch:\n", "unknown-section", "Known here: report, catches")]
    [InlineData("officer: K. Sato", "‸oficer: K. Sato", "unknown-field", "Did you mean \"officer\"?")]
    [InlineData("weight: 5000", "weight: ‸5t", "answer", "a number with a point")]
    [InlineData("weight: 5000", "weight: 5,‸000", "number", "write 5000, or 5.000")]
    [InlineData("weight: 5000", "weight: ‸'5,000'", "answer", "Did you mean 5000, or 5.000?")]
    [InlineData("no_catch: false", "no_catch: ‸no", "answer", "true or false")]
    [InlineData("signed: 2026-02-20", "signed: ‸20.2.2026", "answer", "2026-02-28")]
    [InlineData("season: 2026-01-01..2026-07-01", "season: ‸2026-01", "answer", "2026-01-01..2026-02-01")]
    [InlineData("gears: [PS, LL]", "gears: ‸PS", "answer", "[PS, LL]")]
    [InlineData("{amount: 12, currency: EUR}", "‸12", "answer", "{amount: 12.50, currency: EUR}")]
    [InlineData("{latitude: 12.5, longitude: -17.25}", "‸{latitude: 12.5}", "answer", "longitude")]
    [InlineData("findings: []", "findings: ‸none", "wrong-type", "findings: []")]
    [InlineData("findings: []", "findings: [‸nothing at all at all at]", "finding", "\"plausible-weight at catches 1 weight\"")]
    [InlineData("findings: []", "findings: [‸plausible-wait]", "unknown-check", "Did you mean \"plausible-weight\"?")]
    [InlineData("findings: []", "findings: [‸required at report oficer]", "unknown-field", "Did you mean \"officer\"?")]
    [InlineData("findings: []", "findings: []\n‸note: x", "unknown-key", "\"note\" is not known")]
    [InlineData("findings: []\n", "", "missing-key", "\"findings\" is missing")]
    public void One_mistake_is_one_finding_at_its_place(string old, string with, string rule, string words) =>
        Golden.Body.Spoil(File, old, with).ShouldSay(rule, words);

    [Fact]
    public void A_check_that_no_example_finds_is_a_warning_and_no_error()
    {
        var loaded = BodyLoader.Load(Golden.Body.Replace("examples/catch-with-findings.yaml", "  - less-than-before at catches\n", "").Folder());
        loaded.Body.ShouldNotBeNull();
        var advice = loaded.Advice.Single(finding => finding.Rule == "untested-check");
        (advice.File, advice.Level, advice.What).ShouldBe(("catch.return.yaml", FindingLevel.Warning, "No example finds \"less-than-before\"."));
        advice.Line.ShouldBe(Golden.Body.Text("catch.return.yaml").Split("  less-than-before:")[0].Count(letter => letter == '\n') + 1);
    }

    [Fact]
    public void What_a_new_body_begins_with_is_warned_about_until_it_is_replaced()
    {
        var loaded = BodyLoader.Load(Entente.Tests.Rooms.Bodies.Example.New().Folder());
        loaded.Findings.ShouldBeEmpty();
        loaded.Advice.Where(finding => finding.Rule == "placeholder").Select(finding => finding.File).Distinct().ShouldBe(["body.yaml", "lists/subjects.csv", "parties.csv", "texts/fr.yaml"]);
        loaded.Advice.ShouldAllBe(finding => finding.ToString().Contains("  warning  ", StringComparison.Ordinal));
    }
}
