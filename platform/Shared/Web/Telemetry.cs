using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Entente.Shared.Web;

/// <summary>What the application tells about itself to whoever collects it. Tags are kinds and outcomes, never people.</summary>
public static class Telemetry
{
    public const string Name = "Entente";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> JobDuration = Meter.CreateHistogram<double>("entente.job.duration", "s", "Time a job took, by kind and outcome");
    public static readonly Counter<long> Mails = Meter.CreateCounter<long>("entente.mails", "{mail}", "Messages handed over, by outcome");
    public static readonly Counter<long> SignIns = Meter.CreateCounter<long>("entente.sign_ins", "{sign-in}", "Sign-ins, by way and outcome");
}
