using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Tests.House.Localisation;

/// <summary>
/// Words a page says without asking the catalogue, found in the compiled page: what the compiler writes out as
/// it stands is the markup, whatever code surrounds it. Parts marked <c>translate="no"</c> are meant so.
/// </summary>
internal static class PageLiterals
{
    private static readonly HashSet<string> SpokenAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "title", "alt", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "label", "summary",
        "hint", "legend", "caption", "text", "heading", "message", "prefix", "suffix",
    };

    public static IEnumerable<Type> Pages(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsAbstract && (typeof(RazorPageBase).IsAssignableFrom(type) || typeof(RazorPage).IsAssignableFrom(type)));

    public static IEnumerable<string> Of(Type page) =>
        Instructions.MethodsOf(page).SelectMany(method => Of(Instructions.Of(method))).Select(words => $"{page.Name}: {words}");

    internal static IEnumerable<string> Of(IEnumerable<(string? Loaded, MethodBase? Called)> instructions)
    {
        var markup = new List<string>();
        var found = new List<string>();
        var loaded = new List<string>();
        var attribute = "";
        foreach (var (text, called) in instructions)
        {
            if (text is not null)
            {
                loaded.Add(text);
                continue;
            }
            attribute = Attribute(called!, loaded) ?? attribute;
            if (called!.Name == "WriteLiteral")
                markup.AddRange(loaded.TakeLast(1));
            else if (Says(called, attribute))
                found.AddRange(loaded.Where(IsSpoken).Where(words => words != attribute).Select(words => $"{attribute}=\"{words}\""));
            // An attribute that stands still is made as a name and a value wrapped as markup: the wrapping is not the end of it.
            if (called.DeclaringType != typeof(Microsoft.AspNetCore.Html.HtmlString))
                loaded.Clear();
        }
        return [.. Spoken(string.Concat(markup)), .. found];
    }

    private static string? Attribute(MethodBase called, List<string> loaded) => called.Name switch
    {
        "BeginWriteAttribute" or "BeginAddHtmlAttributeValues" => loaded.FirstOrDefault(),
        ".ctor" when called.DeclaringType == typeof(TagHelperAttribute) => loaded.FirstOrDefault(),
        _ when called.Name.StartsWith("set_", StringComparison.Ordinal) && typeof(ITagHelper).IsAssignableFrom(called.DeclaringType) => called.Name[4..],
        _ => null,
    };

    private static bool Says(MethodBase called, string attribute) =>
        SpokenAttributes.Contains(attribute)
        && (called.Name is "WriteAttributeValue" or "AddHtmlAttributeValue" || called.Name.StartsWith("set_", StringComparison.Ordinal) || called.DeclaringType == typeof(TagHelperAttribute));

    /// <summary>Texts and spoken attributes of a piece of markup that hold letters.</summary>
    internal static IEnumerable<string> Spoken(string markup)
    {
        var document = new HtmlParser().ParseDocument(markup);
        foreach (var node in document.Descendants<IText>().Where(node => IsSpoken(node.Data) && !IsExempt(node)))
            yield return node.Data.Trim();
        foreach (var element in document.All.Where(element => !IsExempt(element)))
            foreach (var attribute in element.Attributes.Where(each => SpokenAttributes.Contains(each.Name) && IsSpoken(each.Value)))
                yield return $"{attribute.Name}=\"{attribute.Value}\"";
    }

    private static bool IsExempt(INode node) =>
        node.Ancestors<IElement>().Concat(node is IElement self ? [self] : []).Any(element => element.GetAttribute("translate") == "no" || element.LocalName is "script" or "style");

    private static bool IsSpoken(string text) => text.Any(char.IsLetter);
}
