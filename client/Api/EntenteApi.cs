using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Entente.Client.Api;

/// <summary>
/// The interface of an installation, for programs: declares, lists, fetches. What was lost on the way is sent again under the
/// same key, so that it is done once.
/// </summary>
/// <example>
/// <code>
/// using var api = new EntenteApi(new Uri("https://entente.example"), key);
/// var reply = await api.Submit("iccat/bluefin-weekly", () => File.OpenRead("week7.json"));
/// </code>
/// </example>
public sealed class EntenteApi : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http;
    private readonly Func<TimeSpan, CancellationToken, Task> _wait;

    public EntenteApi(Uri address, string? key) : this(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, address, key, Task.Delay)
    {
    }

    /// <param name="wait">How to wait before another try; tests do not.</param>
    public EntenteApi(HttpClient http, Uri address, string? key, Func<TimeSpan, CancellationToken, Task> wait)
    {
        (_http, _wait) = (http, wait);
        _http.BaseAddress = address;
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>How often it is tried altogether.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>Told before each further try, with the reason and how long it waits.</summary>
    public Action<string, TimeSpan> Again { get; init; } = (_, _) => { };

    /// <summary>Declares: the content of a statement as JSON (docs/interface.md).</summary>
    /// <param name="path">iccat/bluefin-weekly</param>
    /// <param name="open">The content from its beginning, each time it is sent.</param>
    /// <param name="once">The key under which it is done once; made anew where it is not given.</param>
    public Task<ApiReply> Submit(string path, Func<Stream> open, string? once = null, IProgress<long>? progress = null, CancellationToken cancel = default) =>
        Change(HttpMethod.Post, path, open, "application/json", once, progress, cancel);

    /// <summary>Sends anything that changes something, with the same key at every try.</summary>
    public async Task<ApiReply> Change(HttpMethod method, string path, Func<Stream> open, string contentType, string? once = null, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var key = once ?? Guid.CreateVersion7().ToString();
        using var answer = await Send(() =>
        {
            var request = new HttpRequestMessage(method, Address(path)) { Content = new SentFile(open, progress) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }, HttpCompletionOption.ResponseContentRead, cancel);
        return ApiReply.Read((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    /// <summary>Every statement of a definition that the key may read, page after page.</summary>
    /// <param name="query">party=JPN&amp;changed-since=2026-01-01</param>
    public async IAsyncEnumerable<JsonElement> List(string path, string query = "", [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var asked = string.Join('&', new[] { query, cursor.Length > 0 ? "cursor=" + Uri.EscapeDataString(cursor) : "" }.Where(part => part.Length > 0));
            using var answer = await Get($"{path}{(asked.Length > 0 ? "?" + asked : "")}", null, cancel);
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(cancel));
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray())
                yield return item.Clone();
            cursor = page.RootElement.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
    }

    /// <summary>Whatever is at an address of the interface, as a stream.</summary>
    /// <param name="accept">application/jsonl, text/csv …</param>
    /// <exception cref="ApiRefused">It was refused.</exception>
    public async Task Fetch(string path, Stream to, string? accept = null, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        using var answer = await Get(path, accept, cancel);
        await using var from = await answer.Content.ReadAsStreamAsync(cancel);
        var block = new byte[1 << 16];
        for (long taken = 0; await from.ReadAsync(block, cancel) is > 0 and var read;)
        {
            await to.WriteAsync(block.AsMemory(0, read), cancel);
            progress?.Report(taken += read);
        }
    }

    private async Task<HttpResponseMessage> Get(string path, string? accept, CancellationToken cancel)
    {
        var answer = await Send(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Address(path));
            if (accept is not null)
                request.Headers.Accept.ParseAdd(accept);
            return request;
        }, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new ApiRefused(ApiReply.Read((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel)));
    }

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make, HttpCompletionOption until, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            var (why, wait) = ("", TimeSpan.FromSeconds(1 << (tried - 1)));
            try
            {
                var answer = await _http.SendAsync(make(), until, cancel);
                if (!Passing(answer.StatusCode) || tried == Tries)
                    return answer;
                why = $"{(int)answer.StatusCode}";
                wait = answer.Headers.RetryAfter?.Delta ?? wait;
                answer.Dispose();
            }
            catch (HttpRequestException lost) when (tried < Tries)
            {
                why = lost.Message;
            }
            wait = wait < LongestWait ? wait : LongestWait;
            Again(why, wait);
            await _wait(wait, cancel);
        }
    }

    private static bool Passing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static Uri Address(string path) => new("/api/" + path.TrimStart('/'), UriKind.Relative);

    public void Dispose() => _http.Dispose();
}
