using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Entente.Tests.Journeys.Faults;

/// <summary>Forms of pages that were fetched as text.</summary>
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
    /// <summary>The demonstration's administrator signs in and has a message sent to her own address.</summary>
    public static async Task AskForTestMail(Started run)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{run.Port}") };
        var door = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using (var entered = await http.PostAsync(new Uri("/demonstration/sign-in", UriKind.Relative), Of(door, "form[action^='/demonstration/sign-in']", ("person", ValueOf(door, "button[name=person]", "Ada Sample")))))
            entered.EnsureSuccessStatusCode();
        var page = await http.GetStringAsync(new Uri("/administration/mail", UriKind.Relative));
        using var asked = await http.PostAsync(new Uri("/administration/mail?handler=Test", UriKind.Relative), Of(page, "form[action$='handler=Test']"));
        asked.EnsureSuccessStatusCode();
    }
}
