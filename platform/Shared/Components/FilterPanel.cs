using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>The fields that narrow a list, above it. The order is kept, the page starts again at the first.</summary>
[HtmlTargetElement("filter-panel")]
public sealed class FilterPanel(Words t) : TagHelper
{
    public ListState State { get; set; } = null!;

    /// <summary>The name of the <see cref="PagePart"/> that holds the list, to be swapped in place.</summary>
    public string? Part { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[typeof(FilterPanel)] = this;
        var fields = await output.GetChildContentAsync();
        output.TagName = "form";
        output.Attributes.SetAttribute("class", "e-filter");
        output.Attributes.SetAttribute("method", "get");
        output.Attributes.SetAttribute("role", "search");
        output.Attributes.SetAttribute("aria-label", t["components.filter.label"]);
        if (Part is not null)
            output.Attributes.SetAttribute("data-swap", Part);
        var sort = (State.Descending ? "-" : "") + State.Sort;
        output.Content.SetHtmlContent((Markup)
            $"<div class=\"e-filter__fields\">{fields}</div><input type=\"hidden\" name=\"sort\" value=\"{sort}\"><div class=\"e-actions\"><button class=\"e-button e-button--small\">{t["components.filter.apply"]}</button><a href=\"{State.Unfiltered}\">{t["components.filter.clear"]}</a></div>");
    }
}
