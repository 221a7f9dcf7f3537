using System.Globalization;
using System.Text.Json;
using Entente.Shared.Localisation;

namespace Entente.Tests.House.Localisation;

public sealed class PluralTests
{
    /// <summary>Exported from Intl.PluralRules of CLDR 48: language, form, and the numbers that have it, as they are shown.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Fixture =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(Tree.Read("tests/House/Localisation/plurals.json"))!;

    [Theory]
    [InlineData("en"), InlineData("fr"), InlineData("es"), InlineData("pt"), InlineData("ar")]
    public void Every_number_has_the_form_that_browsers_give_it(string code)
    {
        var language = Language.Find(code)!;
        foreach (var (form, numbers) in Fixture[code])
            foreach (var number in numbers.Split(' '))
                Plural.Of(decimal.Parse(number, CultureInfo.InvariantCulture), language).ToString().ToLowerInvariant().ShouldBe(form, $"{code} {number}");
    }

    [Theory]
    [InlineData("en"), InlineData("fr"), InlineData("es"), InlineData("pt"), InlineData("ar")]
    public void Translators_are_asked_for_exactly_the_forms_that_occur(string code) =>
        Plural.FormsOf(Language.Find(code)!).Select(form => form.ToString().ToLowerInvariant()).ShouldBe(Fixture[code].Keys, ignoreOrder: true);
}
