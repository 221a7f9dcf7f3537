using System.Diagnostics;
using Entente.Bodies;
using Entente.Client.Run;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>The countries, currencies and languages, which come from the Unicode Common Locale Data Repository and are not typed in.</summary>
public sealed class IsoTests
{
    private static readonly string[] Spoken = ["en", "fr", "es", "pt", "ar"];

    [Fact]
    public async Task The_kept_file_is_what_the_source_gives()
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(House.Find().Platform, "Bodies", "Iso", "build.mjs"), "--check"]) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0, said);
    }

    [Fact]
    public void There_are_the_249_countries_of_ISO_3166_and_none_of_the_withdrawn_or_private_codes()
    {
        Countries.All.Count.ShouldBe(249);
        new[] { "SUN", "YUG", "XKK", "QUU", "ZZZ" }.ShouldAllBe(code => Countries.Find(code) == null);
    }

    [Fact]
    public void A_country_is_found_by_either_code_and_keeps_the_zeros_of_its_number()
    {
        Countries.Find("AFG").ShouldBe(Countries.FindAlpha2("AF"));
        Countries.Find("AFG")!.Numeric.ShouldBe("004");
        Countries.Find("afg").ShouldBeNull();
    }

    [Fact]
    public void Everything_is_named_in_the_five_languages_of_the_application()
    {
        var names = Countries.All.Select(country => country.Name).Concat(Currencies.All.Select(currency => currency.Name)).Concat(IsoLanguages.All.Select(language => language.Name));
        names.ShouldAllBe(name => Spoken.All(language => name.In(language).Language == language && name.In(language).Text.Length > 0));
        Countries.Find("DEU")!.Name.In("ar").Text.ShouldBe("ألمانيا");
    }

    [Fact]
    public void A_currency_that_ceased_is_still_there_with_its_last_day()
    {
        Currencies.Find("EUR")!.LastDay.ShouldBeNull();
        Currencies.Find("HRK")!.LastDay.ShouldBe(new DateOnly(2023, 1, 14));
        Currencies.Find("JPY")!.Decimals.ShouldBe(0);
        Currencies.Find("XDR").ShouldNotBeNull();
    }
}
