using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Bench.Processes;

namespace Entente.Bench.Browser;

/// <summary>One answer as it came over the wire: headers and compressed content.</summary>
public sealed record Fetched(string Url, string Kind, int Status, string Protocol, string Security, long Bytes);

/// <summary>Seconds from the start of a navigation.</summary>
/// <param name="Visible">First contentful paint.</param>
/// <param name="Usable">The later of that and of all elements present with all scripts run.</param>
public sealed record Times(double Visible, double Usable);

/// <summary>One tab, with a record of what it fetched.</summary>
public sealed class Tab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DevTools _tools;
    private readonly string _context;
    private readonly Lock _one = new();
    private readonly Dictionary<string, Fetched> _asked = [];
    private readonly HashSet<string> _pending = [];
    private readonly List<Fetched> _fetched = [];
    private readonly List<string> _sent = [];
    private readonly string _session;
    private bool _loaded;

    private Tab(DevTools tools, string context, string session) => (_tools, _context, _session) = (tools, context, session);

    /// <summary>What came over the wire since the last <see cref="Forget"/>; not what the cache gave.</summary>
    public IReadOnlyList<Fetched> Fetched
    {
        get
        {
            lock (_one)
                return [.. _fetched];
        }
    }

    /// <summary>Where something was posted to since the last <see cref="Forget"/>, whatever became of it.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_one)
                return [.. _sent];
        }
    }

    internal static async Task<Tab> Open(DevTools tools, string context, CancellationToken cancel)
    {
        var target = (await tools.Ask("Target.createTarget", new() { ["url"] = "about:blank", ["browserContextId"] = context }, cancel: cancel)).GetProperty("targetId").GetString();
        var attached = await tools.Ask("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }, cancel: cancel);
        var tab = new Tab(tools, context, attached.GetProperty("sessionId").GetString()!);
        tools.Listeners[tab._session] = tab.Hear;
        foreach (var domain in new[] { "Page", "Network", "Runtime" })
            await tab.Ask(domain + ".enable", null, cancel);
        return tab;
    }

    public void Forget()
    {
        lock (_one)
        {
            _fetched.Clear();
            _sent.Clear();
            // What the page before was still waiting for is no matter of the next.
            _pending.Clear();
            _loaded = false;
        }
    }

    /// <summary>Goes there as if a link had been followed, and waits until the page is loaded and painted.</summary>
    /// <param name="whole">Whether also what scripts ask for has to be over; without a line that never is.</param>
    public async Task<Times> Visit(Uri address, CancellationToken cancel, bool whole = true)
    {
        Forget();
        var answer = await Ask("Page.navigate", new() { ["url"] = address.ToString() }, cancel);
        if (answer.TryGetProperty("errorText", out var error))
            throw new CannotMeasure($"{address}: {error}");
        return await Settle(cancel, whole);
    }

    /// <summary>Waits for a page that is on its way.</summary>
    public async Task<Times> Settle(CancellationToken cancel, bool whole = true)
    {
        await Until(() => Task.FromResult(whole ? Still(loaded: true) : Loaded), "did not load", cancel);
        var times = new Times(0, 0);
        await Until(async () =>
        {
            var found = await Value("""
                JSON.stringify([performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
                  performance.getEntriesByType('navigation')[0]?.domContentLoadedEventEnd ?? 0])
                """, cancel);
            var milliseconds = JsonSerializer.Deserialize<double[]>(found)!;
            times = new Times(milliseconds[0] / 1000, milliseconds.Max() / 1000);
            return milliseconds.All(time => time > 0);
        }, "was never painted", cancel);
        return times;
    }

    /// <summary>Between two visits: leaves the page, keeps cache and connection.</summary>
    public async Task Leave(CancellationToken cancel)
    {
        Forget();
        await Ask("Page.navigate", new() { ["url"] = "about:blank" }, cancel);
        await Until(() => Task.FromResult(Still(loaded: true)), "did not go away", cancel);
    }

    private bool Loaded
    {
        get
        {
            lock (_one)
                return _loaded;
        }
    }

    public bool Still(bool loaded = false)
    {
        lock (_one)
            return _pending.Count == 0 && (_loaded || !loaded);
    }

    /// <summary>The text that a script gives.</summary>
    public async Task<string> Value(string script, CancellationToken cancel)
    {
        var answer = await Ask("Runtime.evaluate", new() { ["expression"] = script, ["awaitPromise"] = true, ["userGesture"] = true, ["returnByValue"] = true }, cancel);
        return answer.TryGetProperty("exceptionDetails", out var problem)
            ? throw new CannotMeasure($"In the page: {problem}")
            : answer.GetProperty("result").TryGetProperty("value", out var value) ? value.ToString() : "";
    }

    public async ValueTask DisposeAsync()
    {
        _tools.Listeners.TryRemove(_session, out _);
        await _tools.Ask("Target.disposeBrowserContext", new() { ["browserContextId"] = _context });
    }

    private Task<JsonElement> Ask(string method, JsonObject? parameters, CancellationToken cancel) => _tools.Ask(method, parameters, _session, cancel);

    private static async Task Until(Func<Task<bool>> done, string complaint, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (!await done())
        {
            if (clock.Elapsed > Patience)
                throw new CannotMeasure($"The page {complaint} within {Patience.TotalSeconds} s.");
            await Task.Delay(50, cancel);
        }
    }

    private void Hear(string name, JsonElement details)
    {
        lock (_one)
        {
            if (name == "Page.loadEventFired")
                _loaded = true;
            else if (name.StartsWith("Network.", StringComparison.Ordinal) && details.TryGetProperty("requestId", out var id))
                Note(name, id.GetString()!, details);
        }
    }

    private void Note(string name, string id, JsonElement details)
    {
        switch (name)
        {
            case "Network.requestWillBeSent":
                // A redirect comes under the number of the request that it answers, and has cost its own bytes.
                if (details.TryGetProperty("redirectResponse", out var redirect))
                    _fetched.Add(Answer(redirect, "Redirect") with { Bytes = redirect.GetProperty("encodedDataLength").GetInt64() });
                if (details.GetProperty("request").GetProperty("method").GetString() == "POST")
                    _sent.Add(details.GetProperty("request").GetProperty("url").GetString()!);
                if (!details.GetProperty("request").GetProperty("url").GetString()!.StartsWith("data:", StringComparison.Ordinal))
                    _pending.Add(id);
                break;
            case "Network.responseReceived":
                _asked[id] = Answer(details.GetProperty("response"), details.GetProperty("type").GetString()!);
                break;
            case "Network.requestServedFromCache":
                _pending.Remove(id);
                break;
            case "Network.loadingFinished" or "Network.loadingFailed":
                _pending.Remove(id);
                if (_asked.Remove(id, out var fetched) && details.TryGetProperty("encodedDataLength", out var bytes) && bytes.GetDouble() > 0)
                    _fetched.Add(fetched with { Bytes = (long)bytes.GetDouble() });
                break;
        }
    }

    private static Fetched Answer(JsonElement response, string kind) => new(
        response.GetProperty("url").GetString()!,
        kind,
        response.GetProperty("status").GetInt32(),
        response.TryGetProperty("protocol", out var protocol) ? protocol.GetString()! : "",
        response.TryGetProperty("securityDetails", out var security) ? security.GetProperty("protocol").GetString()! : "",
        0);
}
