using Entente.Shared.Assets;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// A map with its places as a table: <c>&lt;map-figure of="Model.Map" /&gt;</c>. The drawing is one picture to whoever hears the page; the table
/// has every place and leads to it. No tiles are fetched from anywhere: the coastlines are a file of the house.
/// </summary>
[HtmlTargetElement("map-figure", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MapFigure(Words t, AssetPaths assets) : TagHelper
{
    public PlaceMap? Of { get; set; }

    /// <summary>Shows the table without asking.</summary>
    public bool Open { get; set; }

    /// <summary>Leaves out the table, where what it would say stands beside the map.</summary>
    public bool Alone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of is not { IsEmpty: false } map)
        {
            output.SuppressOutput();
            return;
        }
        var id = "map-" + context.UniqueId;
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "e-map");
        output.Content.SetHtmlContent((Markup)$"<figcaption id=\"{id}-title\">{map.Title}</figcaption>{new MapDrawing(map, t, id, assets["land.svg"]).Draw()}<p class=\"e-small\">{t["components.map.disclaimer"]}</p>{(Alone ? null : Table(map, id))}");
    }

    private Markup Table(PlaceMap map, string id)
    {
        var about = Markup.When(map.About is not null, $"<th scope=\"col\">{map.About}</th>");
        var rows = Markup.Join(map.Places.Select(place => (Markup)$"<tr><th scope=\"row\">{Name(place)}</th>{Markup.When(map.About is not null, $"<td>{place.About}</td>")}<td><bdi dir=\"ltr\">{place.Position}</bdi></td></tr>"));
        return $"<details class=\"e-details\"{Markup.Attribute("open", Open)}><summary class=\"e-details__summary\"><span class=\"e-details__summary-text\">{t["components.map.table"]}</span></summary><div class=\"e-scroll\" role=\"region\" aria-labelledby=\"{id}-table\" tabindex=\"0\"><table class=\"e-table\"><caption id=\"{id}-table\">{map.Title}</caption><thead><tr><th scope=\"col\">{map.Name}</th>{about}<th scope=\"col\">{t["components.map.position"]}</th></tr></thead><tbody>{rows}</tbody></table></div></details>";
    }

    private static Markup Name(MapPlace place) => place.Address is { } address ? (Markup)$"<a href=\"{address}\"><bdi>{place.Name}</bdi></a>" : $"<bdi>{place.Name}</bdi>";
}
