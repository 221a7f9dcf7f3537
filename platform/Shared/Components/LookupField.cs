using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// Thousands of things to choose one from, such as the codes of a tariff: the page holds none of them. It fills a
/// <see cref="LookupEntry"/>, which <c>RoomPage.ReadLookup</c> reads. Without scripts "Find" sends the form and what was
/// found comes back to choose from; with scripts <see cref="From"/> is asked while the person types.
/// </summary>
[HtmlTargetElement("lookup-field")]
public sealed class LookupField(Words words) : Field(words)
{
    /// <summary>The name of the button that looks up; its value is the name of the field.</summary>
    public const string Button = "find";

    /// <summary>The address that answers with <see cref="LookupAnswer"/> to the text under <c>q</c>.</summary>
    public string? From { get; set; }

    /// <summary>What was typed and chosen, where no property of the page holds it.</summary>
    public LookupEntry? Entry { get; set; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        View.HttpContext.Items[ChoiceField.Script] = true;
        var entry = Entry ?? For?.Model as LookupEntry ?? new LookupEntry();
        var field = (Markup)$"<input class=\"{ErrorClass("e-input")}\" type=\"text\" dir=\"auto\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" id=\"{Id}\" name=\"{FieldName}.{nameof(entry.Text)}\"{Markup.Attribute("aria-describedby", DescribedBy)}{Invalid}{Markup.Attribute("value", entry.Text)}{extra}>";
        var find = (Markup)$"<button class=\"e-button e-button--secondary\" name=\"{Button}\" value=\"{FieldName}\">{T["components.lookup.find"]}</button>";
        return Labelled((Markup)$"<div class=\"e-choice e-lookup\" data-lookup=\"{From}\" data-none=\"{T["components.choice.none"]}\" data-found=\"{T["components.choice.found"]}\"><div class=\"e-lookup__text\">{field}{find}</div>{Hidden(nameof(entry.Of), entry.Of)}{(entry.Offered.Count > 0 ? Offer(entry) : Hidden(nameof(entry.Value), entry.Value))}</div>");
    }

    private Markup Hidden(string part, string? value) => $"<input type=\"hidden\" name=\"{FieldName}.{part}\" value=\"{value}\">";

    private Markup Offer(LookupEntry entry)
    {
        var items = entry.Offered.Select((option, place) => (Markup)
            $"<div class=\"e-radios__item\"><input class=\"e-radios__input\" type=\"radio\" id=\"{Id}-{place + 1}\" name=\"{FieldName}.{nameof(entry.Value)}\" value=\"{option.Value}\"><label class=\"e-label e-radios__label\" for=\"{Id}-{place + 1}\">{option.Text}</label></div>");
        var more = Markup.When(entry.More > 0, $"<p class=\"e-hint\">{T["components.lookup.more", ("count", entry.More)]}</p>");
        return $"<fieldset class=\"e-fieldset\"><legend class=\"e-fieldset__legend\">{T["components.lookup.choose"]}</legend><div class=\"e-radios\">{Markup.Join(items)}</div>{more}</fieldset>";
    }
}

/// <summary>What a page answers to a script that looks something up: the closest matches, and how many there are in all.</summary>
public sealed record LookupAnswer(int Count, IReadOnlyList<LookupAnswer.Match> Found)
{
    public sealed record Match(string Value, string Text);

    public static LookupAnswer To(string? text, OptionSearch options)
    {
        var found = options.Matching(text ?? "");
        return new LookupAnswer(found.Count, [.. found.Take(OptionSearch.Most).Select(option => new Match(option.Value, option.Text))]);
    }
}
