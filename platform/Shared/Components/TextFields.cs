using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>One line of text. <c>type</c>: text, email, tel, url or search; <c>width</c>: 2, 5, 10 or 20 letters.</summary>
[HtmlTargetElement("text-field")]
public sealed class TextField(Words words) : Field(words)
{
    public string Type { get; set; } = "text";

    public int? Width { get; set; }

    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        var css = ErrorClass("e-input") + (Width is { } width ? $" e-input--width-{width}" : "");
        // Addresses and numbers are written from the left in every language; names and sentences as their letters ask.
        var direction = Type is "email" or "tel" or "url" ? "ltr" : "auto";
        Markup input = $"<input class=\"{css}\" type=\"{Type}\" dir=\"{direction}\"{Ties}{Markup.Attribute("value", Current)}{extra}>";
        return Labelled(Affixes.Around(input, Prefix, Suffix));
    }
}

/// <summary>A number as people write it; read it with NumberReader, which knows the habits of the language.</summary>
[HtmlTargetElement("number-field")]
public sealed class NumberField(Words words) : Field(words)
{
    public int Width { get; set; } = 10;

    public string? Prefix { get; set; }

    /// <summary>The unit.</summary>
    public string? Suffix { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        var css = $"{ErrorClass("e-input")} e-input--number e-input--width-{Width}";
        Markup input = $"<input class=\"{css}\" type=\"text\" inputmode=\"decimal\" dir=\"ltr\" autocomplete=\"off\"{Ties}{Markup.Attribute("value", Current)}{extra}>";
        return Labelled(Affixes.Around(input, Prefix, Suffix));
    }
}

/// <summary>Several lines of text.</summary>
[HtmlTargetElement("textarea-field")]
public sealed class TextareaField(Words words) : Field(words)
{
    public int Rows { get; set; } = 5;

    // A line break at the very start is swallowed by browsers, so one is given away.
    protected override Markup Render(TagHelperContext context, IHtmlContent extra) =>
        Labelled((Markup)$"<textarea class=\"{ErrorClass("e-textarea")}\" rows=\"{Rows}\" dir=\"auto\"{Ties}{extra}>\n{Current}</textarea>");
}

/// <summary>A password: never shown again by the server; a button shows what is being typed.</summary>
[HtmlTargetElement("password-field")]
public sealed class PasswordField(Words words) : Field(words)
{
    /// <summary>Whether a password is being chosen rather than given.</summary>
    public bool New { get; set; }

    protected override Markup Render(TagHelperContext context, IHtmlContent extra) => Labelled((Markup)
        $"<div class=\"e-password\" data-password><input class=\"{ErrorClass("e-input")}\" type=\"password\" dir=\"ltr\" autocomplete=\"{(New ? "new-password" : "current-password")}\" spellcheck=\"false\" autocapitalize=\"none\"{Ties}{extra}><button class=\"e-button e-button--secondary\" type=\"button\" hidden aria-controls=\"{Id}\" data-hide=\"{T["components.password.hide"]}\" data-shown=\"{T["components.password.shown"]}\" data-hidden=\"{T["components.password.hidden"]}\">{T["components.password.show"]}</button></div>");
}

/// <summary>A code that was sent or is shown by another device. Pasting and filling in by the browser work; spaces do no harm.</summary>
[HtmlTargetElement("code-field")]
public sealed class CodeField(Words words) : Field(words)
{
    protected override Markup Render(TagHelperContext context, IHtmlContent extra) => Labelled((Markup)
        $"<input class=\"{ErrorClass("e-input")} e-input--code\" type=\"text\" inputmode=\"numeric\" dir=\"ltr\" autocomplete=\"one-time-code\" spellcheck=\"false\"{Ties}{extra}>");
}

/// <summary>A file. The form around it is sent in parts by itself.</summary>
[HtmlTargetElement("file-field")]
public sealed class FileField(Words words) : Field(words)
{
    protected override Markup Render(TagHelperContext context, IHtmlContent extra)
    {
        if (context.Items.TryGetValue(typeof(FormContents), out var form))
            ((FormContents)form).HoldsFile = true;
        return Labelled((Markup)$"<input class=\"e-file\" type=\"file\"{Ties}{extra}>");
    }
}

internal static class Affixes
{
    /// <summary>A unit or a sign beside the input; it is read as part of the label, not by itself.</summary>
    public static IHtmlContent Around(Markup input, string? prefix, string? suffix) =>
        prefix is null && suffix is null ? input : (Markup)
        $"<div class=\"e-input__wrapper\">{Markup.When(prefix is not null, $"<div class=\"e-input__prefix\" aria-hidden=\"true\">{prefix}</div>")}{input}{Markup.When(suffix is not null, $"<div class=\"e-input__suffix\" aria-hidden=\"true\">{suffix}</div>")}</div>";
}
