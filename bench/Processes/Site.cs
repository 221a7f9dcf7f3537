using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Entente.Bench.Processes;

/// <summary>What a browser keeps of a sign-in.</summary>
public sealed record Cookies(IReadOnlyList<(string Name, string Value)> Pairs)
{
    public static Cookies None { get; } = new([]);

    public string Header => string.Join("; ", Pairs.Select(pair => $"{pair.Name}={pair.Value}"));
}

/// <summary>The application as a visitor without scripts meets it, to sign in before anything is measured.</summary>
public sealed class Site(Uri root, SocketsHttpHandler reach) : IDisposable
{
    private readonly HtmlParser _parser = new();

    public Uri Root => root;

    /// <summary>One client for whoever is not signed in.</summary>
    public HttpClient Http { get; } = new(Plain(reach)) { BaseAddress = root };

    /// <summary>Enters as the first person of the demonstration who is described by these words.</summary>
    public async Task<Cookies> SignIn(string description, CancellationToken cancel)
    {
        var jar = new CookieContainer();
        var page = await Send(new HttpRequestMessage(HttpMethod.Get, new Uri(root, "/sign-in")), jar, cancel);
        var document = _parser.ParseDocument(page);
        var form = document.QuerySelector("form[action^='/demonstration/sign-in']")
            ?? throw new CannotMeasure("The sign-in page offers no demonstration people.");
        var person = form.QuerySelectorAll("li").FirstOrDefault(line => line.TextContent.Contains(description, StringComparison.OrdinalIgnoreCase))?.QuerySelector("button")
            ?? throw new CannotMeasure($"No demonstration person is described as \"{description}\":\n{form.TextContent}");
        var fields = form.QuerySelectorAll("input[type=hidden]").Append(person)
            .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent(fields);
        await Send(new HttpRequestMessage(HttpMethod.Post, new Uri(root, form.GetAttribute("action")!)) { Content = content }, jar, cancel);
        return new Cookies([.. jar.GetCookies(root).Select(cookie => (cookie.Name, cookie.Value))]);
    }

    public void Dispose() => Http.Dispose();

    /// <summary>Cookies and redirections are looked at here, not followed unseen.</summary>
    private static SocketsHttpHandler Plain(SocketsHttpHandler reach)
    {
        (reach.UseCookies, reach.AllowAutoRedirect) = (false, false);
        return reach;
    }

    private async Task<string> Send(HttpRequestMessage request, CookieContainer jar, CancellationToken cancel)
    {
        using (request)
        {
            if (jar.GetCookieHeader(root) is { Length: > 0 } cookies)
                request.Headers.Add("Cookie", cookies);
            using var answer = await Http.SendAsync(request, cancel);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                jar.SetCookies(root, cookie);
            if (!answer.IsSuccessStatusCode && answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
                throw new CannotMeasure($"{request.RequestUri} answered {(int)answer.StatusCode}.");
            return await answer.Content.ReadAsStringAsync(cancel);
        }
    }
}
