using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>The heading of the page, which is its title too. A caption above says to what it belongs.</summary>
[HtmlTargetElement("page-title", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PageTitle : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public string Text { get; set; } = "";

    public string? Caption { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Frame.Of(View.HttpContext).Title = Text;
        output.TagName = "h1";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent((Markup)$"{Markup.When(Caption is not null, $"<span class=\"e-caption\">{Caption}</span>")}{Text}");
    }
}

/// <summary>The way here from the outermost page; the layout draws it.</summary>
[HtmlTargetElement("crumb", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CrumbLink : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public string Text { get; set; } = "";

    public string Href { get; set; } = "/";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Frame.Of(View.HttpContext).Breadcrumbs.Add(new Crumb(Text, Href));
        output.SuppressOutput();
    }
}

/// <summary>The way back inside a sequence of pages; the layout draws it where breadcrumbs stand elsewhere.</summary>
[HtmlTargetElement("back-link", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BackLink(Words t) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public string? Text { get; set; }

    public string Href { get; set; } = "/";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Frame.Of(View.HttpContext).Back = new Crumb(Text ?? t["components.back"], Href);
        output.SuppressOutput();
    }
}

/// <summary>Views of one thing as links, each with an address of its own; the one that is open is marked.</summary>
[HtmlTargetElement("tab-links")]
public sealed class TabLinks : TagHelper
{
    public string Label { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tabs = await output.GetChildContentAsync();
        output.TagName = "nav";
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent((Markup)$"<ul class=\"e-tabs\">{tabs}</ul>");
    }
}

[HtmlTargetElement("tab-link", ParentTag = "tab-links")]
public sealed class TabLink : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public string Href { get; set; } = "";

    /// <summary>Set it where the address alone does not tell.</summary>
    public bool? Current { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        var request = View.HttpContext.Request;
        var current = Current ?? (Href.Contains('?') ? request.Path + request.QueryString == Href : request.Path == Href);
        output.TagName = "li";
        output.Content.SetHtmlContent((Markup)$"<a href=\"{Href}\"{Markup.Attribute("aria-current", current ? "page" : null)}>{text}</a>");
    }
}
