using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

public sealed class TelemetryTests : IClassFixture<TestApp>, IDisposable
{
    private readonly TestApp _app;
    private readonly HttpListener _collector = new();
    private readonly ConcurrentDictionary<string, string> _received = [];

    public TelemetryTests(TestApp app)
    {
        _app = app;
        var port = FreePort();
        _collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        _collector.Start();
        _ = Task.Run(Collect);
        // The exporter reads these from the environment only; by default it waits for up to a minute.
        Environment.SetEnvironmentVariable("OTEL_BSP_SCHEDULE_DELAY", "200");
        Environment.SetEnvironmentVariable("OTEL_METRIC_EXPORT_INTERVAL", "500");
        app.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}";
    }

    [Fact]
    public async Task Traces_and_metrics_reach_the_collector_without_people()
    {
        await using var twin = _app.Twin();
        using var browser = twin.Browser();
        for (var i = 0; i < 200 && !(Received("/v1/metrics").Contains("http.server.request.duration") && Received("/v1/traces").Contains("GET /language")); i++)
        {
            await browser.Get("/language?email=marker-mail@example.org");
            await Task.Delay(100);
        }
        var traces = Received("/v1/traces");
        traces.ShouldContain("GET /language");
        traces.ShouldContain("http.route");
        traces.ShouldNotContain("marker-mail");
        Received("/v1/metrics").ShouldContain("http.server.request.duration");
    }

    private string Received(string path) => _received.GetValueOrDefault(path, "");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Collect()
    {
        try
        {
            while (true)
            {
                var context = await _collector.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                var text = await reader.ReadToEndAsync();
                _received.AddOrUpdate(context.Request.Url!.AbsolutePath, text, (_, before) => before + text);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    public void Dispose() => _collector.Close();
}
