using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Bench.Link;
using Entente.Bench.Processes;

namespace Entente.Bench.Browser;

/// <summary>Hears what one tab reports without being asked.</summary>
public delegate void Listener(string name, JsonElement details);

/// <summary>
/// Chromium's DevTools protocol over its WebSocket: numbered questions, numbered answers, and reports in between.
/// The connection stays on the loopback of the browser's own place, so it never crosses the measured link.
/// </summary>
public sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly HttpMessageInvoker _reach;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _open = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly Task _listening;
    private int _questions;

    private DevTools(ClientWebSocket socket, HttpMessageInvoker reach)
    {
        (_socket, _reach) = (socket, reach);
        _listening = Listen();
    }

    /// <summary>Who hears the reports of which session.</summary>
    public ConcurrentDictionary<string, Listener> Listeners { get; } = new(StringComparer.Ordinal);

    public static async Task<DevTools> Connect(Place place, Uri address, CancellationToken cancel)
    {
        var (socket, reach) = (new ClientWebSocket(), new HttpMessageInvoker(place.Reach()));
        await socket.ConnectAsync(address, reach, cancel);
        return new DevTools(socket, reach);
    }

    public async Task<JsonElement> Ask(string method, JsonObject? parameters = null, string? session = null, CancellationToken cancel = default)
    {
        var id = Interlocked.Increment(ref _questions);
        var question = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
            question["sessionId"] = session;
        var answer = _open[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _one.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(question), WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        finally
        {
            _one.Release();
        }
        return await answer.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _reach.Dispose();
        _one.Dispose();
    }

    private async Task Listen()
    {
        using var message = new MemoryStream();
        var buffer = new byte[65_536];
        try
        {
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: WebSocketMessageType.Text } part)
            {
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(JsonDocument.Parse(message.ToArray()).RootElement);
                message.SetLength(0);
            }
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException)
        {
            // Closed, by us or by a browser that ended; whoever still waits is told below.
        }
        foreach (var waiting in _open.Values)
            waiting.TrySetException(new CannotMeasure("Chromium ended."));
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id))
            Listeners.GetValueOrDefault(Text(message, "sessionId"))?.Invoke(Text(message, "method"), message.GetProperty("params"));
        else if (_open.TryRemove(id.GetInt32(), out var waiting) && message.TryGetProperty("error", out var error))
            waiting.TrySetException(new CannotMeasure($"Chromium refused: {error}"));
        else
            waiting?.TrySetResult(message.GetProperty("result"));
    }

    private static string Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
