using System.Globalization;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Shared.Components;

/// <summary>Every component in use, for whoever builds a page and for the tests of accessibility. Not part of a real installation.</summary>
[AllowAnonymous]
public sealed class Gallery(TimeProvider time, IWebHostEnvironment environment, ThisInstallation installation) : RoomPage
{
    // As many as a tariff has headings of six digits.
    private static readonly OptionSearch AllGoods = new(Enumerable.Range(0, 6000).Select(number => new Option($"{number:000000}", $"{number:000000} Mercancía {number}")));

    private static readonly string[] GearCodes = ["PS", "LL", "BB"];

    [BindProperty] public string? Vessel { get; set; }
    [BindProperty] public string? Mail { get; set; }
    [BindProperty] public string? Weight { get; set; }
    [BindProperty] public DateEntry Landed { get; set; } = new();
    [BindProperty] public string? Flag { get; set; }
    [BindProperty] public LookupEntry Goods { get; set; } = new();
    [BindProperty] public string? Gear { get; set; }
    [BindProperty] public string? Transhipped { get; set; }
    [BindProperty] public List<string> Areas { get; set; } = [];
    [BindProperty] public string? Remarks { get; set; }
    [BindProperty] public bool Correct { get; set; }

    public sealed record Catch(string Vessel, string Gear, decimal Weight, DateOnly Landed);

    public DateTimeOffset Now => time.GetUtcNow();

    public ListState List { get; private set; } = null!;

    public IReadOnlyList<Catch> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IEnumerable<Option> Gears => GearCodes.Select(code => new Option(code, code));

    public IEnumerable<Option> YesNo => [new("yes", T["components.gallery.yes"]), new("no", T["components.gallery.no"])];

    public IEnumerable<Option> AllAreas => [new("AE", "AE", T["components.gallery.areas.hint"]), new("AW", "AW"), new("MD", "MD")];

    public IEnumerable<Option> Countries => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name)).Where(region => region.TwoLetterISORegionName.All(char.IsAsciiLetter))
        .DistinctBy(region => region.TwoLetterISORegionName).OrderBy(region => region.EnglishName, StringComparer.Ordinal)
        .Select(region => new Option(region.TwoLetterISORegionName, region.EnglishName, Search: $"{region.TwoLetterISORegionName} {region.ThreeLetterISORegionName} {region.NativeName}"));

    public async Task<IActionResult> OnGet(string? problems)
    {
        if (!await Shown())
            return Refuse(StatusCodes.Status404NotFound);
        if (problems is not null)
            Check();
        return List.AsCsv ? Download() : Page();
    }

    public async Task<IActionResult> OnGetFind(string? q) => await Shown() ? new JsonResult(LookupAnswer.To(q, AllGoods)) : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPost()
    {
        if (!await Shown())
            return Refuse(StatusCodes.Status404NotFound);
        Check();
        return Problems.Any ? Again() : Go("/components");
    }

    private async Task<bool> Shown()
    {
        List = ListState.Of(Request, "vessel", "gear", "weight");
        var all = Found().ToList();
        Total = all.Count;
        Rows = all.Skip(List.Offset).Take(ListState.Size).ToList();
        return environment.IsDevelopment() || (await installation.Facts(Cancelled)).Demonstration;
    }

    private void Check()
    {
        Require(nameof(Vessel), Vessel, "vessel");
        Require(nameof(Mail), Mail, "mail");
        ReadNumber(nameof(Weight), Weight, T["components.gallery.weight"]);
        ReadDate(nameof(Landed), Landed, T["components.gallery.landed"]);
        Require(nameof(Flag), Flag, "flag");
        ReadLookup(nameof(Goods), Goods, AllGoods, T["components.gallery.goods"], required: false);
        Require(nameof(Transhipped), Transhipped, "transhipped");
        Require(nameof(Areas), Areas.FirstOrDefault(), "areas");
        // Never shown again, so always asked again.
        Require("Password", null, "password");
        Require("Code", null, "code");
        Require(nameof(Correct), Correct ? "true" : null, "correct");
    }

    /// <summary>Bars upon each other.</summary>
    public PlaceMap Ports => new(T["components.gallery.map"], T["components.gallery.map.port"], null,
    [
        new MapPlace("Nouadhibou", 20.9m, -17.05m, "20.9° N 17.05° W", "/components"),
        new MapPlace("Dakar", 14.68m, -17.42m, "14.68° N 17.42° W", "/components"),
        new MapPlace("Rufisque", 14.71m, -17.28m, "14.71° N 17.28° W", "/components"),
        new MapPlace("Abidjan", 5.3m, -4.02m, "5.3° N 4.02° W", "/components"),
    ]);

    public Chart Received => new(T["components.gallery.charts.received"], null, T["components.gallery.charts.year"], ["2021", "2022", "2023", "2024", "2025", "2026"],
    [
        new(T["components.gallery.status.good"], Tone.Good, [31, 35, 38, 40, 44, 12]),
        new(T["components.gallery.status.waiting"], Tone.Late, [9, 8, 6, 7, 4, 2]),
        new(T["components.gallery.status.bad"], Tone.Bad, [10, 7, 6, 3, 2, 0]),
        new(T["components.gallery.status.quiet"], Tone.Quiet, [2, 2, 2, 2, 2, 38]),
    ]);

    /// <summary>A line with a limit, of which one week is not known.</summary>
    public Chart Used => new(T["components.gallery.weight"], T["components.gallery.kilograms"], T["components.gallery.charts.week"], ["W10", "W11", "W12", "W13", "W14", "W15"],
        [new(T["components.gallery.weight"], Tone.Plain, [120, 430, null, 900, 1320, 1580])]) { Thresholds = [new(T["components.gallery.charts.limit"], 1500)] };

    private void Require(string field, string? given, string key)
    {
        // texts: components.gallery.*
        if (string.IsNullOrWhiteSpace(given))
            Problems.Add(field, T["components.gallery.missing", ("label", T[$"components.gallery.{key}"])]);
    }

    private IEnumerable<Catch> Found()
    {
        var all = Enumerable.Range(1, 137).Select(number => new Catch(
            $"{(number % 3 == 0 ? "=" : "")}Nave {number:000}", GearCodes[number % 3], number * 137.25m % 9000, new DateOnly(2026, 1, 1).AddDays(number % 60)));
        all = all.Where(one => List.Filter("gear") is not { } gear || one.Gear == gear)
            .Where(one => List.Filter("q") is not { } text || one.Vessel.Contains(text, StringComparison.OrdinalIgnoreCase));
        all = List.Sort switch { "gear" => all.OrderBy(one => one.Gear, StringComparer.Ordinal), "weight" => all.OrderBy(one => one.Weight), _ => all.OrderBy(one => one.Vessel, StringComparer.Ordinal) };
        return List.Descending ? all.Reverse() : all;
    }

    private CsvDownload Download() => new("catches",
        [T["components.gallery.vessel"], T["components.gallery.gear"], T["components.gallery.weight"], T["components.gallery.landed"]],
        Found().Select(one => (IReadOnlyList<object?>)[one.Vessel, one.Gear, one.Weight, one.Landed]));
}
