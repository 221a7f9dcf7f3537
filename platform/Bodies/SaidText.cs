using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Bodies;

/// <summary>A text of a body: <c>&lt;said text="…"/&gt;</c>. Where it is not in the page's language it says so, for screen readers and for the direction of writing.</summary>
[HtmlTargetElement("said", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SaidText(Words t) : TagHelper
{
    public LocalText? Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Text is null)
            return;
        var said = Text.In(t.Language.Code);
        if (said.Language != t.Language.Code)
        {
            output.TagName = "span";
            output.TagMode = TagMode.StartTagAndEndTag;
            output.Attributes.SetAttribute("lang", said.Language);
            output.Attributes.SetAttribute("dir", said.Direction);
        }
        output.Content.SetContent(said.Text);
    }
}
