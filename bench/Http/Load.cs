using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Http;

/// <summary>What a server gave to so many connections that each ask again as soon as they are answered.</summary>
public sealed record Served(double PerSecond, double MedianMilliseconds, double SlowMilliseconds);

/// <summary>A load driver as light as sockets allow, because it takes its share of the same cores.</summary>
/// <param name="next">The request that is sent next, complete with its head; asked from several threads.</param>
/// <param name="expected">The status of every answer: any other is no measurement.</param>
public sealed class Load(int port, Func<byte[]> next, int expected = 200)
{
    public Load(int port, byte[] request) : this(port, () => request)
    {
    }

    public async Task<Served> Drive(int connections, TimeSpan time, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        // A thread for each that waits in the kernel costs a fraction of what tasks over the pool do.
        var waits = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Factory.StartNew(() => Ask(clock, time, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        double[] sorted = [.. waits.SelectMany(mine => mine).Order()];
        return new Served(sorted.Length / clock.Elapsed.TotalSeconds, Figure.Median(sorted), sorted[(int)(sorted.Length * 0.99)]);
    }

    private List<double> Ask(Stopwatch clock, TimeSpan time, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect("127.0.0.1", port);
        var (waits, answer, buffer) = (new List<double>(), new Answer(), new byte[65_536]);
        while (clock.Elapsed < time)
        {
            cancel.ThrowIfCancellationRequested();
            var request = next();
            var asked = Stopwatch.GetTimestamp();
            socket.Send(request);
            answer.Reset();
            while (!answer.Complete)
            {
                var length = socket.Receive(buffer);
                if (length == 0)
                    throw new CannotMeasure("The server closed a connection that was to be kept.");
                answer.Take(buffer.AsSpan(0, length));
            }
            if (answer.Status != expected)
                throw new CannotMeasure($"The server answered {answer.Status} instead of {expected}: {Encoding.UTF8.GetString(buffer.AsSpan(0, Math.Min(buffer.Length, 2_000))).TrimEnd('\0')}");
            waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        return waits;
    }
}
