using System.Globalization;
using System.Text.Encodings.Web;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// Every form of the platform: one that changes something carries the antiforgery token and for whom it was made, is sent
/// once however often its button is pressed, and leaves the checking to the server, which explains itself better.
/// </summary>
[HtmlTargetElement("form")]
public sealed class Form(IAntiforgery antiforgery, FormOwners owners) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var contents = new FormContents();
        context.Items[typeof(FormContents)] = contents;
        await output.GetChildContentAsync();
        // What a page has nothing to say for, it leaves out: of the attributes that begin so Razor keeps those that are null.
        foreach (var attribute in output.Attributes.Where(attribute => attribute.Name.StartsWith("data-", StringComparison.Ordinal) && attribute.ValueStyle != HtmlAttributeValueStyle.Minimized && IsEmpty(attribute.Value)).ToList())
            output.Attributes.Remove(attribute);
        if (!string.Equals(output.Attributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase))
            return;
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate"));
        output.Attributes.SetAttribute(new TagHelperAttribute("data-once"));
        if (contents.HoldsFile)
            output.Attributes.SetAttribute("enctype", "multipart/form-data");
        output.PostContent.AppendHtml(antiforgery.GetHtml(View.HttpContext));
        output.PostContent.AppendHtml($"<input name=\"{FormOwners.Field}\" type=\"hidden\" value=\"{owners.Mark(View.HttpContext)}\">");
    }

    private static bool IsEmpty(object? value)
    {
        if (value is not IHtmlContent content)
            return value is null or "";
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(written, HtmlEncoder.Default);
        return written.GetStringBuilder().Length == 0;
    }
}

/// <summary>What the fields inside a form tell it.</summary>
public sealed class FormContents
{
    public bool HoldsFile { get; set; }
}
