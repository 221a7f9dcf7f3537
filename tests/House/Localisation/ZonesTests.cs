using Entente.Shared.Localisation;

namespace Entente.Tests.House.Localisation;

public sealed class ZonesTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Africa/Dakar", "Europe/Madrid", "Africa/Dakar")]
    [InlineData(null, "Europe/Madrid", "Europe/Madrid")]
    [InlineData("Mars/Olympus", "Europe/Madrid", "Europe/Madrid")]
    [InlineData(null, null, "UTC")]
    [InlineData("UTC", "Europe/Madrid", "UTC")]
    public void The_zone_of_the_person_comes_before_that_of_the_body_and_UTC_is_last(string? person, string? body, string expected) =>
        Zones.Resolve(person, body).Id.ShouldBe(expected);

    [Theory]
    [InlineData("../../etc/passwd"), InlineData("/etc/localtime"), InlineData("europe/paris"), InlineData("Romance Standard Time"), InlineData("UTC+1"), InlineData(""), InlineData(null), InlineData("Europe/Paris\0")]
    public void Anything_but_an_id_of_the_list_is_refused(string? id)
    {
        Zones.IsKnown(id).ShouldBeFalse();
        Zones.Problem(id, Speaking.In("es")).ShouldBe("Elija una zona horaria de la lista");
    }

    [Fact]
    public void Every_country_has_a_zone_and_every_zone_a_name_in_every_language()
    {
        Zones.All.Select(zone => zone.Country).Distinct().Count().ShouldBeGreaterThan(240);
        foreach (var zone in Zones.All)
            foreach (var language in Language.All)
                zone.City(language).ShouldNotBeNullOrWhiteSpace(zone.Id);
    }

    [Fact]
    public void This_machine_knows_the_rules_of_nearly_every_zone_of_the_list() =>
        Zones.All.Count().ShouldBeGreaterThan(410);

    [Theory]
    [InlineData("en", "Asia/Kolkata", "Kolkata (UTC+5:30)", "Calcuta")]
    [InlineData("fr", "Europe/London", "Londres (UTC)", "London")]
    [InlineData("ar", "Africa/Tunis", "تونس (UTC+1)", "Tunis")]
    [InlineData("pt", "America/Sao_Paulo", "São Paulo (UTC-3)", "America/Sao_Paulo")]
    public void A_zone_is_chosen_by_its_name_and_found_by_its_names_in_all_languages(string language, string id, string label, string alsoFoundBy)
    {
        var choice = Zones.Choices(Language.Find(language)!, March).Single(each => each.Id == id);
        choice.Label.ShouldBe(label);
        choice.SearchedBy.ShouldContain(alsoFoundBy);
    }

    [Fact]
    public void Choices_begin_with_UTC_and_are_sorted_as_the_language_sorts()
    {
        var choices = Zones.Choices(Language.Spanish, March);
        choices[0].Id.ShouldBe("UTC");
        // Á sorts with A, not after Z.
        choices.ToList().FindIndex(choice => choice.Label.StartsWith('Á')).ShouldBeLessThan(choices.ToList().FindIndex(choice => choice.Label.StartsWith('B')));
        choices.Select(choice => choice.Id).Distinct().Count().ShouldBe(choices.Count);
    }
}
