using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;

namespace Entente.Tests.House.Localisation;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 4, 22, 59, 7, TimeSpan.Zero);

    [Fact]
    public void A_missing_text_shows_its_key() =>
        Speaking.In("fr")["no.such-text", ("count", 3)].ShouldBe("[no.such-text]");

    [Theory]
    [InlineData("en", "1 March 2026"), InlineData("fr", "1er mars 2026"), InlineData("es", "1 de marzo de 2026")]
    [InlineData("pt", "1 de março de 2026"), InlineData("ar", "1 مارس 2026")]
    public void Dates_name_their_month(string language, string said) =>
        Speaking.In(language).Date(new DateOnly(2026, 3, 1)).ShouldBe(said);

    [Theory]
    [InlineData("en", "Europe/Paris", "4 March 2026, 23:59 (Paris, UTC+1)")]
    [InlineData("es", "Europe/Paris", "4 de marzo de 2026, 23:59 (París, UTC+1)")]
    [InlineData("fr", "America/St_Johns", "4 mars 2026 à 19:29 (Saint-Jean de Terre-Neuve, UTC-3:30)")]
    [InlineData("pt", "Asia/Tokyo", "5 de março de 2026, 07:59 (Tóquio, UTC+9)")]
    [InlineData("ar", "Africa/Cairo", "5 مارس 2026، 00:59 (\u2068القاهرة، UTC+2\u2069)")]
    [InlineData("en", "UTC", "4 March 2026, 22:59 (UTC)")]
    [InlineData("en", null, "4 March 2026, 22:59 (UTC)")]
    [InlineData("en", "Mars/Olympus", "4 March 2026, 22:59 (UTC)")]
    public void Instants_are_told_in_the_zone_of_the_person_which_is_named(string language, string? zone, string said) =>
        Speaking.In(language, zone).InstantText(Instant).ShouldBe(said);

    [Fact]
    public void An_instant_on_a_page_carries_its_exact_moment_and_its_time_in_UTC()
    {
        var html = Markup(Speaking.In("en", "Europe/Paris").Instant(Instant));
        html.ShouldStartWith("<time datetime=\"2026-03-04T22:59:07Z\" title=\"4 March 2026, 22:59 (UTC)\">");
        html.ShouldContain("23:59");
    }

    [Fact]
    public void Summer_time_is_known() =>
        Speaking.In("en", "Europe/Paris").InstantText(Instant.AddMonths(4)).ShouldEndWith("(Paris, UTC+2)");

    [Theory]
    [InlineData("en", "-1\u202F234.5"), InlineData("fr", "-1\u202F234,5"), InlineData("es", "-1\u202F234,5"), InlineData("pt", "-1\u202F234,5"), InlineData("ar", "\u200E-1\u202F234.5")]
    public void Numbers_are_grouped_by_a_space_and_have_the_decimal_sign_of_the_language(string language, string said)
    {
        Speaking.In(language).Number(-1234.50m).ShouldBe(said);
        Speaking.In(language).Number(-1234.50m, 2).ShouldBe(said + "0");
    }

    [Fact]
    public void Numbers_keep_every_digit_unless_told_otherwise()
    {
        Speaking.In("en").Number(0.0000000000000000000000000001m).ShouldBe("0.0000000000000000000000000001");
        Speaking.In("en").Number(2.5m, 0).ShouldBe("3");
        Speaking.In("en").Number(-0.0m).ShouldBe("0");
    }

    [Theory]
    [InlineData("en", -30, "just now"), InlineData("en", -90, "1 minute ago"), InlineData("en", 7_300, "in 2 hours"), InlineData("fr", 86_400 * 12, "dans 12 jours")]
    [InlineData("ar", -86_400 * 2, "قبل يومين"), InlineData("es", -3_600, "hace 1 hora")]
    public void Distances_in_time_are_told_in_words(string language, int seconds, string said) =>
        Speaking.In(language).Ago(Speaking.Clock.GetUtcNow().AddSeconds(seconds)).ShouldBe(said);

    [Theory]
    [InlineData("en", "Ghana, Japan and Italy"), InlineData("fr", "Ghana, Japan et Italy"), InlineData("es", "Ghana, Japan e Italy"), InlineData("pt", "Ghana, Japan e Italy")]
    public void Lists_are_joined_as_the_language_does(string language, string said) =>
        Speaking.In(language).List(["Ghana", "Japan", "Italy"]).ShouldBe(said);

    [Theory]
    [InlineData("Japón", "Ghana y Japón"), InlineData("Hierro", "Ghana y Hierro"), InlineData("Irán", "Ghana e Irán"), InlineData("Íñigo", "Ghana e Íñigo"), InlineData("Hilario", "Ghana e Hilario")]
    public void Spanish_avoids_two_like_sounds(string last, string said) =>
        Speaking.In("es").List(["Ghana", last]).ShouldBe(said);

    [Fact]
    public void A_list_in_Arabic_isolates_each_foreign_name_once() =>
        Speaking.In("ar").List(["Ghana", "غانا", "Japan"]).ShouldBe("\u2068Ghana\u2069، غانا و\u2068Japan\u2069");

    [Theory]
    [InlineData("en", 1, "1 byte"), InlineData("en", 1_450_000, "1.5\u00A0MB"), InlineData("fr", 25_400, "25\u00A0ko"), InlineData("es", 9_960_000_000, "10\u00A0GB")]
    public void Sizes_are_told_in_the_unit_that_fits(string language, long bytes, string said) =>
        Speaking.In(language).Size(bytes).ShouldBe(said);

    [Fact]
    public void Markup_in_a_sentence_is_kept_and_everything_else_is_encoded() =>
        Markup(Speaking.In("en").Html("dates.instant", ("date", "<b>"), ("time", new HtmlString("<em>now</em>")), ("zone", "\uE001")))
            .ShouldBe("&lt;b&gt;, <em>now</em> (&#xE001;)");

    [Fact]
    public void The_pseudo_languages_are_longer_and_mirrored()
    {
        Speaking.In("xx")["language.title"].Length.ShouldBeGreaterThan((int)(Speaking.In("en")["language.title"].Length * 1.4));
        Speaking.In("xr").Language.RightToLeft.ShouldBeTrue();
        Speaking.In("xr")["dates.ago.days", ("count", 3)].ShouldStartWith("3 ");
    }

    private static string Markup(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return writer.ToString();
    }
}
