using Entente.Shared.Localisation;

namespace Entente.Tests.House.Localisation;

/// <summary>The texts of all rooms, complete and consistent in the five languages.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Texts_are_found() => Catalogue.Texts.Count.ShouldBeGreaterThan(200);

    [Fact]
    public void No_text_is_malformed() => Catalogue.Malformed(Catalogue.Texts).ShouldBeEmpty();

    [Fact]
    public void Keys_and_files_are_named_by_the_rule() => Catalogue.Misnamed(Catalogue.Texts).ShouldBeEmpty();

    [Fact]
    public void No_text_is_blank() => Catalogue.Blank(Catalogue.Texts).ShouldBeEmpty();

    [Fact]
    public void Every_text_is_there_in_every_language() => Catalogue.Missing(Catalogue.Texts).ShouldBeEmpty();

    [Fact]
    public void Every_key_belongs_to_one_room() => Catalogue.InTwoRooms(Catalogue.Texts).ShouldBeEmpty();

    [Fact]
    public void A_translation_has_the_placeholders_and_branches_of_its_source() => Catalogue.Unlike(Catalogue.Texts).ShouldBeEmpty();

    [Fact]
    public void A_count_has_exactly_the_forms_of_its_language() => Catalogue.WronglyCounted(Catalogue.Texts).ShouldBeEmpty();

    [Fact]
    public void A_missing_translation_is_told_with_its_file_and_key() =>
        Catalogue.Missing([Text("en", "a.title", "Title")]).ShouldBe(["A/texts/fr.json: a.title is missing", "A/texts/es.json: a.title is missing", "A/texts/pt.json: a.title is missing", "A/texts/ar.json: a.title is missing"]);

    [Theory]
    [InlineData("Hello {name}", "Bonjour {nom}", "holds {nom}, in English {name}")]
    [InlineData("Hello {name}", "Bonjour", "in English {name}")]
    [InlineData("{s, select, late {late} other {due}}", "{s, select, tard {en retard} other {dû}}", "has the branches s=other, s=tard")]
    public void A_translation_that_lost_a_placeholder_or_a_branch_is_found(string english, string french, string told) =>
        Catalogue.Unlike([Text("en", "a.b", english), Text("fr", "a.b", french)]).ShouldHaveSingleItem().ShouldContain(told);

    [Theory]
    [InlineData("ar", "{n, plural, one {#} other {#}}")]
    [InlineData("fr", "{n, plural, one {#} other {#}}")]
    [InlineData("en", "{n, plural, one {#} few {#} other {#}}")]
    [InlineData("en", "{s, select, a {{n, plural, other {#}}} other {}}")]
    public void A_count_without_the_forms_of_its_language_is_found(string language, string text) =>
        Catalogue.WronglyCounted([Text(language, "a.b", text)]).ShouldHaveSingleItem().ShouldContain("the language has");

    [Fact]
    public void Blanks_twice_owned_keys_and_wrong_names_are_found()
    {
        Catalogue.Blank([Text("en", "a.b", "Title "), Text("en", "a.c", "")]).Count().ShouldBe(2);
        Catalogue.InTwoRooms([Text("en", "a.b", "1"), Text("en", "a.c", "2") with { Room = "B" }]).ShouldHaveSingleItem();
        Catalogue.Misnamed([Text("en", "Title", "1"), Text("de", "a.b", "2")]).Count().ShouldBe(2);
    }

    private static TextInFile Text(string language, string key, string source) =>
        new($"A/texts/{language}.json", "A", language, key, source, Message.Parse(source), null);
}
