using System.Diagnostics;
using System.Diagnostics.Metrics;
using Entente.Shared.Jobs;

namespace Entente.Shared.Web;

/// <summary>What the application tells about itself to whoever collects it. Tags are kinds and outcomes, never people.</summary>
public static class Telemetry
{
    public const string Name = "Entente";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> JobDuration = Meter.CreateHistogram<double>("entente.job.duration", "s", "Time a job took, by kind and outcome");
    public static readonly Counter<long> Mails = Meter.CreateCounter<long>("entente.mails", "{mail}", "Messages handed over, by outcome");
    private static (int Waiting, double Age) _queue;
    private static readonly ObservableGauge<int> Waiting = Meter.CreateObservableGauge("entente.queue.depth", () => _queue.Waiting, "{job}", "Jobs that could run now");
    private static readonly ObservableGauge<double> Age = Meter.CreateObservableGauge("entente.queue.age", () => _queue.Age, "s", "How long the oldest of them has waited");

    public static readonly Counter<long> SignIns = Meter.CreateCounter<long>("entente.sign_ins", "{sign-in}", "Sign-ins, by way and outcome");

    /// <summary>Whether anybody wants to know about the queue, which costs a question to the database.</summary>
    public static bool QueueIsMeasured => Waiting.Enabled || Age.Enabled;

    public static void Measure(QueueState queue, DateTimeOffset now) =>
        _queue = (queue.Waiting, queue.OldestDue is { } since ? (now - since).TotalSeconds : 0);
}
