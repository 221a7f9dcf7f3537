using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// A part of a page that can be fetched alone: links and filters inside swap it in place, over a slow line a
/// kilobyte instead of a page. Without scripts they are ordinary links.
/// </summary>
[HtmlTargetElement("part")]
public sealed class PagePart : TagHelper
{
    private const string Header = "X-Part";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public string Name { get; set; } = "";

    /// <summary>The part the browser asks for; null: the whole page.</summary>
    public static string? Asked(HttpContext context) => context.Request.Headers[Header] is [{ Length: > 0 } name] ? name : null;

    public static IHtmlContent? Found(HttpContext context) => context.Features.Get<FoundPart>()?.Content;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[typeof(PagePart)] = this;
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("id", Name);
        output.Attributes.SetAttribute(new TagHelperAttribute("data-part"));
        var http = View.HttpContext;
        http.Response.Headers.Append("Vary", Header);
        if (Asked(http) != Name)
            return;
        http.Response.Headers[Header] = Name;
        // A copy: the buffer itself is emptied when the page is written.
        http.Features.Set(new FoundPart(new HtmlString(content.GetContent())));
    }

    private sealed record FoundPart(IHtmlContent Content);
}
