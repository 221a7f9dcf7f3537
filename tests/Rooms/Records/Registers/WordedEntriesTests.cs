using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>An entry that its register words in several languages, as a requirement is.</summary>
public sealed class WordedEntriesTests
{
    private const string Annual = "018f2e5a-0000-7000-8000-000000000001", Farms = "018f2e5a-0000-7000-8000-000000000002", Traps = "018f2e5a-0000-7000-8000-000000000003";

    private static readonly Field Requirement = Of("requirement", FieldType.Reference, "Requirement") with { References = "duties" };

    private static readonly CellText Cells = new(Body(), new DateOnly(2026, 3, 2), _ =>
    [
        new Entry(Annual, "Annual report") { Worded = new LocalText(("en", "Annual report"), ("fr", "Rapport annuel"), ("es", "Informe anual")) },
        new Entry(Farms, "Farms") { Worded = new LocalText(("en", "Farms"), ("fr", "Liste")) },
        new Entry(Traps, "Traps") { Worded = new LocalText(("en", "Traps"), ("fr", "Liste")) },
    ]);

    [Theory]
    [InlineData("en", "Annual report")]
    [InlineData("fr", "Rapport annuel")]
    [InlineData("es", "Informe anual")]
    [InlineData("ar", "Annual report")]
    public void It_is_shown_in_the_language_of_who_reads_and_written_so_that_it_reads_back(string language, string text)
    {
        var annual = Answer.Of(Value.Of(Annual));
        Cells.Show(Requirement, annual, In(language)).ShouldBe(text);
        Cells.Write(Requirement, annual, In(language)).ShouldBe(text);
        Cells.Read(Requirement, text.ToUpperInvariant(), In("pt")).Answer.ShouldBe(annual);
    }

    [Fact]
    public void Two_that_are_worded_the_same_are_told_apart_by_their_titles()
    {
        Cells.Show(Requirement, Answer.Of(Value.Of(Farms)), In("fr")).ShouldBe("Farms");
        Cells.Write(Requirement, Answer.Of(Value.Of(Traps)), In("fr")).ShouldBe("Traps");
    }

    private static Language In(string code) => Language.All.Single(language => language.Code == code);
}
