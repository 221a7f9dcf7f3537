using System.Collections.Concurrent;
using System.Diagnostics;

namespace Entente.Tests.Kit;

/// <summary>What a request asked of the database, statement by statement, as the driver itself reports it.</summary>
public static class Statements
{
    private static readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> Heard = [];

    static Statements() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
        Sample = (ref ActivityCreationOptions<ActivityContext> options) => Heard.ContainsKey(options.Parent.TraceId) ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
        ActivityStopped = Note,
    });

    /// <summary>Sends the request under a trace of its own and gives back the text of every statement in it, in order.</summary>
    public static async Task<IReadOnlyList<string>> Of(Func<HttpRequestMessage, Task> send, HttpRequestMessage request)
    {
        var trace = ActivityTraceId.CreateRandom();
        var statements = Heard[trace] = [];
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        await send(request);
        Heard.TryRemove(trace, out _);
        return [.. statements];
    }

    private static void Note(Activity done)
    {
        if (Heard.TryGetValue(done.TraceId, out var statements) && (done.GetTagItem("db.query.text") ?? done.GetTagItem("db.statement")) is string text)
            statements.Enqueue(text);
    }
}
