using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>What a button is for: primary (the page's one main step), secondary, warning (cannot be undone), plain (a link's look).</summary>
public enum ButtonKind { Primary, Secondary, Warning, Plain }

/// <summary>Gives a button, or a link that acts as the next step, its look: <c>&lt;button kind="Primary"&gt;</c>.</summary>
[HtmlTargetElement("button", Attributes = "kind")]
[HtmlTargetElement("a", Attributes = "kind")]
public sealed class Button : TagHelper
{
    public ButtonKind Kind { get; set; }

    public bool Small { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var look = Kind is ButtonKind.Primary ? "e-button" : $"e-button e-button--{Kind.ToString().ToLowerInvariant()}";
        output.Attributes.SetAttribute("class", Small ? look + " e-button--small" : look);
    }
}

/// <summary>The buttons at the end of a form.</summary>
[HtmlTargetElement("actions")]
public sealed class Actions : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "e-actions");
    }
}

/// <summary>How much a notice asks for attention.</summary>
public enum NoticeKind { Info, Success, Warning, Problem }

/// <summary>Something the reader should know before the rest; <c>announce</c> when it is the answer to what was just done.</summary>
[HtmlTargetElement("notice")]
public sealed class Notice : TagHelper
{
    public NoticeKind Kind { get; set; }

    public string? Title { get; set; }

    public bool Announce { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Kind is NoticeKind.Info ? "e-notice" : $"e-notice e-notice--{Kind.ToString().ToLowerInvariant()}");
        if (Announce)
            output.Attributes.SetAttribute("role", "status");
        if (Title is not null)
            output.PreContent.SetHtmlContent((Markup)$"<h2>{Title}</h2>");
    }
}

/// <summary>A quotation or an aside.</summary>
[HtmlTargetElement("inset-text")]
public sealed class InsetText : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "e-inset-text");
    }
}

/// <summary>An explanation that few need, folded away behind its question.</summary>
[HtmlTargetElement("details-box")]
public sealed class DetailsBox : TagHelper
{
    public string Summary { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "details";
        output.Attributes.SetAttribute("class", "e-details");
        output.PreContent.SetHtmlContent((Markup)$"<summary class=\"e-details__summary\"><span class=\"e-details__summary-text\">{Summary}</span></summary><div class=\"e-details__text\">");
        output.PostContent.SetHtmlContent("</div>");
    }
}

/// <summary>What a state means for the reader; the words say it, the colour only helps.</summary>
public enum StatusKind { Neutral, Good, Waiting, Bad, Quiet }

/// <summary>The state of something in a word or two.</summary>
[HtmlTargetElement("status-tag")]
public sealed class StatusTag : TagHelper
{
    public StatusKind Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "strong";
        output.Attributes.SetAttribute("class", Look(Kind));
    }

    internal static string Look(StatusKind kind) => kind is StatusKind.Neutral ? "e-tag" : $"e-tag e-tag--{kind.ToString().ToLowerInvariant()}";
}

/// <summary>What stands where a list would stand if it had anything in it, and what to do about it.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyState : TagHelper
{
    public string Title { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "e-empty");
        output.PreContent.SetHtmlContent((Markup)$"<p><strong>{Title}</strong></p>");
    }
}

/// <summary>Two columns on a wide screen: the page, and what stands beside it.</summary>
[HtmlTargetElement("columns")]
public sealed class Columns : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "e-columns");
    }
}
