using Entente.Shared.Components;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

/// <summary>Maps: what they show of the earth, what stands together on them, and that the table says the same.</summary>
public sealed class MapTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Theory]
    [InlineData(43.3, -8.4, 43.3, -8.4)]
    [InlineData(-40, -60, 60, 20)]
    [InlineData(-17, 178, -20, -175)]
    [InlineData(70, 25, -54, -68)]
    [InlineData(89, 0, 85, 170)]
    [InlineData(-89.9, -179.9, 89.9, 179.9)]
    public void Every_place_lies_within_the_map_and_the_map_within_the_earth(double latitude, double longitude, double other, double across)
    {
        var window = MapWindow.Around([(latitude, longitude), (other, across)], 640);
        foreach (var at in new[] { window.At(latitude, longitude), window.At(other, across) })
        {
            at.X.ShouldBeInRange(0, 640);
            at.Y.ShouldBeInRange(0, window.Height);
        }
        (window.South >= -90 && window.North <= 90 && window.East - window.West <= 360).ShouldBeTrue(window.ToString());
        window.Height.ShouldBeInRange(200, 900);
        window.Earths().ShouldNotBeEmpty();
        window.Meridians.Count().ShouldBeInRange(1, 10);
    }

    [Fact]
    public void Across_the_180th_meridian_it_takes_the_short_way() => (MapWindow.Around([(-17, 178), (-20, -175)], 640) is var window && window.East - window.West < 30 && window.Earths().Count() == 2).ShouldBeTrue();

    [Fact]
    public void North_is_up_and_east_to_the_right() =>
        (MapWindow.Around([(10, 10), (20, 30)], 640) is var window && window.At(20, 10).Y < window.At(10, 10).Y && window.At(10, 30).X > window.At(10, 10).X).ShouldBeTrue();

    [Fact]
    public void Places_near_each_other_stand_together_and_each_stands_once()
    {
        var places = Enumerable.Range(0, 200).Select(at => new MapPlace($"P{at}", at / 40 * 3, at % 40, "")).ToList();
        var marks = MapDrawing.Together(places, MapWindow.Around([.. places.Select(place => ((double)place.Latitude, (double)place.Longitude))], 640));
        marks.SelectMany(mark => mark.Places).Order(Comparer<MapPlace>.Create((one, other) => string.CompareOrdinal(one.Name, other.Name))).Select(place => place.Name).ShouldBe(places.Select(place => place.Name).Order(StringComparer.Ordinal));
        marks.Count.ShouldBeLessThan(200);
        foreach (var (one, other) in marks.SelectMany((one, at) => marks.Skip(at + 1).Select(other => (one, other))))
            (Math.Abs(one.At.X - other.At.X) >= 20 || Math.Abs(one.At.Y - other.At.Y) >= 20).ShouldBeTrue();
    }

    [Fact]
    public async Task A_map_is_a_picture_with_a_name_and_has_its_places_as_a_table()
    {
        using var browser = app.Browser("ar");
        var figure = (await browser.Get("/components")).One("figure.e-map");
        var drawing = figure.QuerySelector("svg[role=img]").ShouldNotBeNull();
        figure.QuerySelector("#" + drawing.GetAttribute("aria-labelledby")).ShouldNotBeNull().TextContent.ShouldBe("موانئ على خريطة");
        figure.QuerySelector("#" + drawing.GetAttribute("aria-describedby")).ShouldNotBeNull().TextContent.ShouldContain("4");
        figure.QuerySelectorAll("tbody tr").Length.ShouldBe(4);
        drawing.QuerySelectorAll("title").Select(title => title.TextContent.Split('\n').Length).Sum().ShouldBe(4, "Dakar and Rufisque are one mark that names both");
        var land = await browser.Http.GetAsync(drawing.QuerySelector("image")!.GetAttribute("href"));
        land.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        figure.TextContent.ShouldContain("Natural Earth");
    }

    [Fact]
    public async Task The_coastlines_weigh_little()
    {
        using var browser = app.Browser();
        var address = (await browser.Get("/components")).One("figure.e-map image").GetAttribute("href");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("br");
        (await (await browser.Http.SendAsync(request)).Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(25_000);
    }
}
