using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// A date in three fields, which fill a <see cref="DateEntry"/> of the page; <c>RoomPage.ReadDate</c> reads it.
/// A whole date pasted into the first is understood, with scripts and without. <c>birthday</c> lets browsers fill it in.
/// </summary>
[HtmlTargetElement("date-field")]
public sealed class DateField(Words words) : Field(words)
{
    public DateEntry? Date { get; set; }

    public bool Birthday { get; set; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        var entry = Date ?? For?.Model as DateEntry ?? new DateEntry();
        return Grouped((Markup)
            $"<div class=\"e-date-input\" data-date>{Part(nameof(DateEntry.Day), entry.Day, 2, "bday-day")}{Part(nameof(DateEntry.Month), entry.Month, 2, "bday-month")}{Part(nameof(DateEntry.Year), entry.Year, 4, "bday-year")}</div>");
    }

    private Markup Part(string part, string? standing, int width, string autocomplete)
    {
        // The summary links to the date by its own name, which is its first field.
        var id = part == nameof(DateEntry.Day) ? Id : $"{Id}_{part}";
        var name = $"{FieldName}.{part}";
        var blamed = Problems.Of(View.HttpContext).Blames(FieldName, part);
        var value = View.ViewData.ModelState.GetValueOrDefault(name)?.AttemptedValue ?? standing;
        // texts: components.date.day, components.date.month, components.date.year
        var label = T[$"components.date.{part.ToLowerInvariant()}"];
        return $"<div class=\"e-date-input__item\"><label class=\"e-label e-date-input__label\" for=\"{id}\">{label}</label><input class=\"e-input e-date-input__input e-input--width-{width}{(blamed ? " e-input--error" : "")}\" type=\"text\" inputmode=\"numeric\" dir=\"ltr\" id=\"{id}\" name=\"{name}\" autocomplete=\"{(Birthday ? autocomplete : "off")}\"{Markup.Attribute("value", value)}{(blamed ? Invalid : null)}></div>";
    }
}
