using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Entente.Shared.Web;

/// <summary>
/// Sends traces and metrics by OTLP to the collector that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names. Without it
/// nothing listens, and instruments nobody listens to cost nothing.
/// </summary>
public static class TelemetryExport
{
    private static readonly string[] Sources = [Telemetry.Name, "Microsoft.AspNetCore", "Npgsql"];

    private static readonly string[] Meters =
        [Telemetry.Name, "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    public static void AddTelemetryExport(this IServiceCollection services, Settings settings)
    {
        if (settings.Telemetry is not { } collector)
            return;
        var who = ResourceBuilder.CreateDefault().AddService("entente", serviceVersion: Build.Version, serviceInstanceId: settings.Node);
        services.AddHostedService(_ => new Exporting(
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(who).AddSource(Sources).AddProcessor<WithoutPeople>().AddOtlpExporter(Protocol(collector, "traces")).Build(),
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(who).AddMeter(Meters).AddOtlpExporter(Protocol(collector, "metrics")).Build()));
    }

    // HTTP, which passes proxies and needs no second version of HTTP to be spoken in clear.
    private static Action<OtlpExporterOptions> Protocol(Uri collector, string signal) => options =>
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/" + signal);
    };

    private sealed class Exporting(TracerProvider traces, MeterProvider metrics) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            traces.Dispose();
            metrics.Dispose();
        }
    }
}

/// <summary>What the framework notes about a request beyond its route may name somebody or hold a secret: it stays here.</summary>
internal sealed class WithoutPeople : BaseProcessor<System.Diagnostics.Activity>
{
    private static readonly string[] Kept = ["http.route", "http.request.method", "http.response.status_code", "error.type", "url.scheme", "network.protocol.version"];

    public override void OnEnd(System.Diagnostics.Activity data)
    {
        if (data.Source.Name != "Microsoft.AspNetCore")
            return;
        foreach (var (tag, _) in data.TagObjects.ToArray())
            if (!Kept.Contains(tag))
                data.SetTag(tag, null);
        if (data.GetTagItem("http.route") is string route)
            data.DisplayName = $"{data.GetTagItem("http.request.method")} {route}".Trim();
    }
}
