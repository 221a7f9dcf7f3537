using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>One of the things to choose from. <see cref="Search"/> holds other words by which it may be found, such as a code.</summary>
public sealed record Option(string Value, string Text, string? Hint = null, string? Search = null);

/// <summary>A few things to choose one from, in a list that opens.</summary>
[HtmlTargetElement("select-field")]
public class SelectField(Words words) : Field(words)
{
    public IEnumerable<Option> Options { get; set; } = [];

    /// <summary>What stands while nothing is chosen; an empty text leaves it out, so that something always is.</summary>
    public string? Blank { get; set; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra) => Labelled(List(extra));

    protected Markup List(IHtmlContent extra)
    {
        var blank = Blank ?? T["components.select.blank"];
        var current = Current;
        var options = Options.Select(option => (Markup)
            $"<option value=\"{option.Value}\"{Markup.Attribute("data-search", option.Search)}{Markup.Attribute("selected", option.Value == current)}>{option.Text}</option>");
        return $"<select class=\"{ErrorClass("e-select")}\"{Ties}{extra}>{Markup.When(blank.Length > 0, $"<option value=\"\">{blank}</option>")}{Markup.Join(options)}</select>";
    }
}

/// <summary>
/// Many things to choose one from, such as countries. Without scripts a plain list, which jumps to what is typed;
/// with scripts a search in the text and in the other words of each.
/// </summary>
[HtmlTargetElement("choice-field")]
public sealed class ChoiceField(Words words) : SelectField(words)
{
    /// <summary>What is searched in the browser has a script of its own, which the layout adds to a page that holds some.</summary>
    public const string Script = "choice.js";

    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        View.HttpContext.Items[Script] = true;
        return Labelled((Markup)$"<div class=\"e-choice\" data-choice data-none=\"{T["components.choice.none"]}\" data-found=\"{T["components.choice.found"]}\">{List(extra)}</div>");
    }
}

/// <summary>A few things to choose one from, all in sight.</summary>
[HtmlTargetElement("radio-field")]
public sealed class RadioField(Words words) : Field(words)
{
    public IEnumerable<Option> Options { get; set; } = [];

    /// <summary>Side by side, for two short answers.</summary>
    public bool Inline { get; set; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        var current = Current;
        var items = Options.Select((option, place) => Choices.Item("radios", "radio", this, option, place, option.Value == current, extra));
        return Grouped((Markup)$"<div class=\"e-radios{(Inline ? " e-radios--inline" : "")}\">{Markup.Join(items)}</div>");
    }

}

/// <summary>Any number of things to choose; or, without options, one box to tick, which sends "true".</summary>
[HtmlTargetElement("checkbox-field")]
public sealed class CheckboxField(Words words) : Field(words)
{
    public IEnumerable<Option>? Options { get; set; }

    /// <summary>The values that stand ticked.</summary>
    public IEnumerable<string>? Values { get; set; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        if (Options is null)
            return Lone(extra);
        var ticked = Ticked().ToHashSet();
        var items = Options.Select((option, place) => Choices.Item("checkboxes", "checkbox", this, option, place, ticked.Contains(option.Value), extra));
        return Grouped((Markup)$"<div class=\"e-checkboxes\">{Markup.Join(items)}</div>");
    }

    private Markup Lone(IHtmlContent extra)
    {
        var problem = Markup.When(Problem is not null, $"<p class=\"e-error-message\" id=\"{Id}-problem\"><span class=\"e-visually-hidden\">{T["components.error"]}</span> {Problem}</p>");
        var hint = Markup.When(Hint is not null, $"<div class=\"e-hint e-checkboxes__hint\" id=\"{Id}-hint\">{Hint}</div>");
        var on = Current is "true" or "True" or "on";
        return $"{problem}<div class=\"e-checkboxes\"><div class=\"e-checkboxes__item\"><input class=\"e-checkboxes__input\" type=\"checkbox\" value=\"true\"{Ties}{Markup.Attribute("checked", on)}{extra}><label class=\"e-label e-checkboxes__label\" for=\"{Id}\">{Label}</label>{hint}</div></div>";
    }

    private IEnumerable<string> Ticked() =>
        View.ViewData.ModelState.GetValueOrDefault(FieldName)?.RawValue switch
        {
            string[] typed => typed,
            string typed => [typed],
            _ => Values ?? For?.Model as IEnumerable<string> ?? [],
        };
}

internal static class Choices
{
    /// <summary>The first item carries the id of the field, so that the summary's link finds it.</summary>
    public static Markup Item(string block, string type, Field field, Option option, int place, bool chosen, IHtmlContent extra)
    {
        var name = field.Name ?? field.For!.Name;
        var id = FieldId.Of(name) + (place == 0 ? "" : $"-{place + 1}");
        var hint = Markup.When(option.Hint is not null, $"<div class=\"e-hint e-{block}__hint\" id=\"{id}-item-hint\">{option.Hint}</div>");
        return $"<div class=\"e-{block}__item\"><input class=\"e-{block}__input\" type=\"{type}\" id=\"{id}\" name=\"{name}\" value=\"{option.Value}\"{Markup.Attribute("aria-describedby", option.Hint is null ? null : id + "-item-hint")}{Markup.Attribute("checked", chosen)}{extra}><label class=\"e-label e-{block}__label\" for=\"{id}\">{option.Text}</label>{hint}</div>";
    }
}
