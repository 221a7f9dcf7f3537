using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Entente.Tests.Kit;

/// <summary>A person at a browser without scripts: cookies are kept, forms are sent as they stand, redirects are followed.</summary>
public sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Browser(TestApp app, string? language)
    {
        _http = app.CreateDefaultClient(new Uri("https://localhost/"), new CookieHandler(_cookies));
        if (language is not null)
            _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    public HttpClient Http => _http;

    public CookieCollection Cookies => _cookies.GetCookies(new Uri("https://localhost/"));

    public Task<Page> Get(string address) => Send(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Sends a form as a browser would, with what the test typed in place of what stood there.</summary>
    public Task<Page> Submit(Page page, string form, params (string Field, string? Value)[] typed) =>
        Send(page.Fill(form, typed));

    /// <summary>The same, to be sent by the test itself.</summary>
    public HttpRequestMessage Request(Page page, string form, params (string Field, string? Value)[] typed) => page.Fill(form, typed);

    public async Task<Page> Send(HttpRequestMessage request)
    {
        for (var hops = 0; ; hops++)
        {
            using var answer = await _http.SendAsync(request);
            var address = answer.RequestMessage!.RequestUri!;
            if (answer.Headers.Location is not { } next || (int)answer.StatusCode is < 300 or > 399 || hops == 10)
                return await Page.Read(answer, address);
            request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, next));
        }
    }

    public void Dispose() => _http.Dispose();

    private sealed class CookieHandler(CookieContainer cookies) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } header)
                request.Headers.TryAddWithoutValidation("Cookie", header);
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set)
                    cookies.SetCookies(request.RequestUri!, cookie);
            return answer;
        }
    }
}

/// <summary>What came back, as the person sees it.</summary>
public sealed class Page
{
    private Page(HttpStatusCode status, Uri address, IReadOnlyDictionary<string, string> headers, string text, IHtmlDocument html) =>
        (Status, Address, Headers, Text, Html) = (status, address, headers, text, html);

    public HttpStatusCode Status { get; }

    public Uri Address { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Text { get; }

    public IHtmlDocument Html { get; }

    public string Title => Html.Title ?? "";

    /// <summary>The visible text of what the selector finds, spaces folded.</summary>
    public string Say(string selector = "main") =>
        string.Join(' ', Html.QuerySelectorAll(selector).Select(element => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    public IElement One(string selector) =>
        Html.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} on {Address}:\n{Text}");

    public string Link(string selector) => One(selector).GetAttribute("href")!;

    /// <summary>What the form would send as it stands.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields(string form) => Standing((IHtmlFormElement)One(form));

    internal HttpRequestMessage Fill(string selector, IReadOnlyList<(string Field, string? Value)> typed)
    {
        var form = (IHtmlFormElement)One(selector);
        var fields = Standing(form).Where(field => typed.All(mine => mine.Field != field.Key)).ToList();
        fields.AddRange(typed.Where(mine => mine.Value is not null).Select(mine => KeyValuePair.Create(mine.Field, mine.Value!)));
        var address = new Uri(Address, form.GetAttribute("action") is { Length: > 0 } action ? action : Address.PathAndQuery);
        if (string.Equals(form.Method, "get", StringComparison.OrdinalIgnoreCase))
            return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { Query = new FormUrlEncodedContent(fields).ReadAsStringAsync().GetAwaiter().GetResult() }.Uri);
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = Content(form, fields) };
    }

    private static HttpContent Content(IHtmlFormElement form, List<KeyValuePair<string, string>> fields)
    {
        if (form.Enctype?.StartsWith("multipart", StringComparison.Ordinal) != true)
            return new FormUrlEncodedContent(fields);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        return content;
    }

    private static IEnumerable<KeyValuePair<string, string>> Standing(IHtmlFormElement form) =>
        form.Elements.Where(element => element.HasAttribute("name") && !element.HasAttribute("disabled")).SelectMany(element => element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
            IHtmlInputElement { Type: "submit" or "button" or "file" } => [],
            IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
            IHtmlTextAreaElement area => [KeyValuePair.Create(area.Name!, area.Value)],
            IHtmlSelectElement select => select.Options.Where(option => option.IsSelected).Select(option => KeyValuePair.Create(select.Name!, option.Value)),
            _ => Enumerable.Empty<KeyValuePair<string, string>>(),
        });

    internal static async Task<Page> Read(HttpResponseMessage answer, Uri address)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var document = (IHtmlDocument)await BrowsingContext.New().OpenAsync(response => response.Content(text).Address(address));
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Page(answer.StatusCode, address, headers, text, document);
    }
}
