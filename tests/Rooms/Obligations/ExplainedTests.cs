using Entente.Bodies;
using Entente.Obligations;
using Entente.Records;
using Entente.Shared.Localisation;
using Entente.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>A deadline is explained in words, step by step, in each language.</summary>
public sealed class ExplainedTests
{
    private static Words In(string language) => Texts.Load(typeof(Explained).Assembly, pseudo: false, TimeProvider.System, NullLogger<Texts>.Instance).WordsIn(language);

    private static readonly IReadOnlyList<DutyStep> Sum =
    [
        new("start", "party.entry_into_force", null, new DateOnly(2025, 6, 1)), new("add", null, "P90D", new DateOnly(2025, 8, 30)), new("add", null, "P1Y", new DateOnly(2026, 8, 30)),
        new("working", null, "5", new DateOnly(2026, 9, 4), [new DateOnly(2026, 9, 2)], 2),
    ];

    private static Body Body => Kit.Definitions.Body() with { PartyColumns = [new ListColumn("entry-into-force", Kit.Definitions.Say("entry into force"), ColumnKind.Date, null)] };

    [Fact]
    public void A_sum_is_said_step_by_step() => Explained.Sum(Sum, Body, In("en")).ShouldBe([
        "Counted from entry into force: 1 June 2025.", "90 days later: 30 August 2025.", "one year later: 30 August 2026.",
        "5 working days later: 4 September 2026. 2 days of weekends were passed over. A holiday was passed over: 2 September 2026."]);

    [Theory]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("pt")]
    [InlineData("ar")]
    public void Every_language_says_every_step(string language)
    {
        IReadOnlyList<DutyStep> all = [.. Sum, new("start", "period.end", null, new DateOnly(2026, 1, 1)), new("add", null, "-P60D", new DateOnly(2026, 1, 1)), new("working", null, "-3", new DateOnly(2026, 1, 1)), new("known", null, null, new DateOnly(2026, 1, 1)), new("failed", "x", null, null)];
        var said = Explained.Sum(all, Body, In(language));
        said.Count.ShouldBe(all.Count);
        said.ShouldAllBe(sentence => !sentence.Contains('[') && !sentence.Contains('{'));
    }

    [Fact]
    public void A_reason_has_its_values_in_the_form_of_the_reader()
    {
        var reason = new DutyReason(new LocalText(("en", "You hold {0} kg since {1}."), ("fr", "Vous détenez {0} kg depuis le {1}.")), [new SaidValue("number", "1234.5"), new SaidValue("date", "2026-01-31")]);
        Explained.Why(reason, Kit.Definitions.Catch(), In("fr")).ShouldHaveSingleItem().Text.ShouldBe("Vous détenez 1\u202F234,5 kg depuis le 31 janvier 2026.");
    }
}
