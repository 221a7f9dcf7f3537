using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// What all fields of a form share: label, hint, problem and the ties between them. The field shows what the person
/// typed when the page comes back with problems. Attributes it does not know go to the input itself.
/// </summary>
public abstract class Field(Words words) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <summary>The property of the page that the field fills; or <see cref="Name"/> and <see cref="Value"/> where there is none.</summary>
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string? Value { get; set; }

    public string Label { get; set; } = "";

    /// <summary>An attribute without a value comes as an empty text.</summary>
    public string? Hint { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Says "(optional)" beside the label. Fields are required unless they say so.</summary>
    public bool Optional { get; set; }

    protected Words T { get; } = words;

    protected string FieldName => Name ?? For?.Name ?? throw new InvalidOperationException("A field needs for or name.");

    protected string Id => FieldId.Of(FieldName);

    protected string? Problem => Problems.Of(View.HttpContext)[FieldName];

    /// <summary>What was typed, else what stands.</summary>
    protected string? Current => View.ViewData.ModelState.GetValueOrDefault(FieldName)?.AttemptedValue ?? Value ?? Text(For?.Model);

    protected string? DescribedBy =>
        string.Join(' ', new[] { Hint is null ? null : Id + "-hint", Problem is null ? null : Id + "-problem" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Nobody expects to have to fill in a filter.
        Optional &= !context.Items.ContainsKey(typeof(FilterPanel));
        var extra = Markup.Join(output.Attributes.Select(Attribute));
        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Problem is null ? "e-form-group" : "e-form-group e-form-group--error");
        output.Content.SetHtmlContent(Render(context, extra));
    }

    protected abstract Markup Render(TagHelperContext context, IHtmlContent extra);

    /// <summary>Label, hint and problem, in the order in which they are read out.</summary>
    protected Markup Labelled(IHtmlContent control) =>
        $"<label class=\"e-label\" for=\"{Id}\">{Label}{OptionalMark}</label>{HintAndProblem}{control}";

    /// <summary>The same for several controls under one legend.</summary>
    protected Markup Grouped(IHtmlContent controls) =>
        $"<fieldset class=\"e-fieldset\"{Markup.Attribute("aria-describedby", DescribedBy)}><legend class=\"e-fieldset__legend\">{Label}{OptionalMark}</legend>{HintAndProblem}{controls}</fieldset>";

    /// <summary>The attributes that tie a single control to its texts.</summary>
    protected Markup Ties => $" id=\"{Id}\" name=\"{FieldName}\"{Markup.Attribute("aria-describedby", DescribedBy)}{Invalid}";

    protected IHtmlContent? Invalid => Problem is null ? null : new HtmlString(" aria-invalid=\"true\"");

    protected string ErrorClass(string block) => Problem is null ? block : $"{block} {block}--error";

    private Markup? OptionalMark => Markup.When(Optional, $" <span class=\"e-optional\">{T["components.optional"]}</span>");

    private Markup HintAndProblem =>
        $"{Markup.When(Hint is not null, $"<div class=\"e-hint\" id=\"{Id}-hint\">{Hint}</div>")}{Markup.When(Problem is not null, $"<p class=\"e-error-message\" id=\"{Id}-problem\"><span class=\"e-visually-hidden\">{T["components.error"]}</span> {Problem}</p>")}";

    protected static string? Text(object? value) => value switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static Markup Attribute(TagHelperAttribute attribute) =>
        attribute.ValueStyle == HtmlAttributeValueStyle.Minimized
            ? (Markup)$" {new HtmlString(attribute.Name)}"
            : $" {new HtmlString(attribute.Name)}=\"{(attribute.Value as IHtmlContent ?? (Markup)$"{attribute.Value?.ToString()}")}\"";
}
