using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Entente.Tests.Journeys.Faults;

/// <summary>Forms of a page that was fetched as text.</summary>
public static class Forms
{
    public static FormUrlEncodedContent Of(string page, string selector, params (string Name, string Value)[] chosen)
    {
        using var html = new HtmlParser().ParseDocument(page);
        var form = (IHtmlFormElement)html.QuerySelector(selector)!;
        var hidden = form.Elements.OfType<IHtmlInputElement>().Where(input => input.Type == "hidden").Select(input => KeyValuePair.Create(input.Name!, input.Value));
        return new FormUrlEncodedContent(hidden.Concat(chosen.Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    public static string Value(string page, string selector)
    {
        using var html = new HtmlParser().ParseDocument(page);
        return html.QuerySelector(selector)!.GetAttribute("value")!;
    }
    /// <summary>The value of the one that says these words.</summary>
    public static string ValueOf(string page, string selector, string words)
    {
        using var html = new HtmlParser().ParseDocument(page);
        return html.QuerySelectorAll(selector).First(element => element.TextContent.Contains(words, StringComparison.Ordinal)).GetAttribute("value")!;
    }
}
