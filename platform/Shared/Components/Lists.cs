using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>Facts, each with its name, and a link to change it where it can be changed.</summary>
[HtmlTargetElement("summary-list")]
public sealed class SummaryList : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "e-summary-list");
    }
}

[HtmlTargetElement("summary-row", ParentTag = "summary-list")]
public sealed class SummaryRow(Words t) : TagHelper
{
    public string Label { get; set; } = "";

    /// <summary>Where to change it. The link says what it changes to whoever hears links one by one.</summary>
    public string? Change { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "e-summary-list__row" + (Change is null ? " e-summary-list__row--no-actions" : ""));
        var change = Markup.When(Change is not null, $"<dd class=\"e-summary-list__actions\"><a href=\"{Change}\">{t["components.change"]}<span class=\"e-visually-hidden\"> {Label}</span></a></dd>");
        output.Content.SetHtmlContent((Markup)$"<dt class=\"e-summary-list__key\">{Label}</dt><dd class=\"e-summary-list__value\">{value}</dd>{change}");
    }
}

/// <summary>The sections of a long piece of work, in any order, each with its state.</summary>
[HtmlTargetElement("task-list")]
public sealed class TaskList : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ul";
        output.Attributes.SetAttribute("class", "e-task-list");
    }
}

[HtmlTargetElement("task", ParentTag = "task-list", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TaskItem : TagHelper
{
    public string Name { get; set; } = "";

    /// <summary>Without one the task cannot be started yet.</summary>
    public string? Href { get; set; }

    public string? Hint { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    public string Status { get; set; } = "";

    public StatusKind Kind { get; set; } = StatusKind.Neutral;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = "task-" + context.UniqueId;
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "e-task-list__item" + (Href is null ? "" : " e-task-list__item--with-link"));
        var described = (Hint is null ? "" : id + "-hint ") + id;
        var name = Href is null ? (Markup)$"<div>{Name}</div>" : $"<a class=\"e-task-list__link\" href=\"{Href}\" aria-describedby=\"{described}\">{Name}</a>";
        var hint = Markup.When(Hint is not null, $"<div class=\"e-task-list__hint\" id=\"{id}-hint\">{Hint}</div>");
        output.Content.SetHtmlContent((Markup)$"<div class=\"e-task-list__name-and-hint\">{name}{hint}</div><div class=\"e-task-list__status\" id=\"{id}\"><strong class=\"{StatusTag.Look(Kind)}\">{Status}</strong></div>");
    }
}

/// <summary>What happened, the latest first.</summary>
[HtmlTargetElement("timeline")]
public sealed class Timeline : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "e-timeline");
    }
}

[HtmlTargetElement("timeline-entry", ParentTag = "timeline")]
public sealed class TimelineEntry(Words t) : TagHelper
{
    public string Title { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public string? By { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "li";
        var by = Markup.When(By is not null, $" · <bdi>{By}</bdi>");
        output.PreContent.SetHtmlContent((Markup)$"<h3>{Title}</h3><p class=\"e-small\">{t.Instant(At)}{by}</p>");
    }
}
