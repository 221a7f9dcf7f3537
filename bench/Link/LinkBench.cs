using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Entente.Bench.Report;

namespace Entente.Bench.Link;

/// <summary>
/// Proves the emulator before anything is measured with it: plain UDP and TCP exchanges through it against the
/// values that were set. <c>./entente bench link</c>
/// </summary>
public static class LinkBench
{
    private const int IpAndUdp = 28;

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var link = new EmulatedLink();
        using var there = Udp(link.Server, EmulatedLink.ServerAddress);
        using var here = Udp(link.Browser, EmulatedLink.BrowserAddress);

        var open = await RoundTrip(link, Profile.Open, there, here, cancel);
        var trip = await RoundTrip(link, Profile.A, there, here, cancel);
        var down = await Rate(link, there, here, () => link.Down, cancel);
        var up = await Rate(link, here, there, () => link.Up, cancel);
        var (tcp, tcpBytes) = await Tcp(link, cancel);
        var (lostDown, lostUp) = await Loss(link, there, here, cancel);
        var set = Profile.A;
        var expected = (set.RoundTrip + (set.TimeOnLine(IpAndUdp + 32) * 2)).TotalMilliseconds;

        var table = new Table("figure", "set", "measured");
        table.Add("round trip with nothing set, ms (the emulator's own cost)", 0d, open);
        table.Add("round trip of 32 bytes, ms (600 + the packet's own time)", expected, trip);
        table.Add("UDP down, kbit/s of IP", 64d, down);
        table.Add("UDP up, kbit/s of IP", 64d, up);
        table.Add($"TCP down, {tcpBytes} bytes of content, kbit/s of content", "-", tcp);
        table.Add("loss down, % of 3,000 packets", 2d, lostDown);
        table.Add("loss up, % of 3,000 packets", 2d, lostUp);
        Console.WriteLine(table);
        return
        [
            Goal.Within("link: round trip", 10, trip, expected, "ms"),
            Goal.AtMost("link: the emulator's own share of a round trip", 2, open, "ms"),
            Goal.Within("link: rate down", 1.3, down, 64, "kbit/s"),
            Goal.Within("link: rate up", 1.3, up, 64, "kbit/s"),
            // 40 bytes of headers in 1,500, and the start of a connection, come off the 64.
            Goal.RatioAtLeast("link: TCP content", 0.85, tcp, 64, "kbit/s"),
            // Three standard deviations of 3,000 throws.
            Goal.Within("link: loss down", 0.77, lostDown, 2, "%"),
            Goal.Within("link: loss up", 0.77, lostUp, 2, "%"),
        ];
    }

    private static async Task<double> RoundTrip(EmulatedLink link, Profile profile, Socket there, Socket here, CancellationToken cancel)
    {
        link.Set(profile, seed: 1);
        var (packet, answer, times) = (new byte[32], new byte[64], new List<double>());
        for (var round = 0; round < 9; round++)
        {
            var clock = Stopwatch.StartNew();
            await here.SendToAsync(packet, there.LocalEndPoint!, cancel);
            await there.ReceiveAsync(answer, cancel);
            await there.SendToAsync(packet, here.LocalEndPoint!, cancel);
            await here.ReceiveAsync(answer, cancel);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return Figure.Median(times);
    }

    /// <summary>Offers three times what the line carries for six seconds, and times what comes out.</summary>
    private static async Task<double> Rate(EmulatedLink link, Socket from, Socket to, Func<Traffic> traffic, CancellationToken cancel)
    {
        link.Set(Profile.A, seed: 2);
        var sending = Task.Run(async () =>
        {
            for (var packet = 0; packet < 150; packet++)
            {
                await from.SendToAsync(new byte[1000 - IpAndUdp], to.LocalEndPoint!, cancel);
                await Task.Delay(40, cancel);
            }
        }, cancel);
        var (buffer, clock, bytes) = (new byte[2000], new Stopwatch(), 0L);
        while (await Received(to, buffer, TimeSpan.FromSeconds(1.5), cancel) is { } length)
        {
            // The first arrival starts the clock: its own time on the line was before.
            if (clock.IsRunning)
                bytes += length + IpAndUdp;
            else
                clock.Start();
        }
        var seconds = clock.Elapsed.TotalSeconds - 1.5;
        await sending;
        var count = traffic();
        if (count.Bytes != 150_000 || count.Packets - count.Lost - count.Overflowed != (bytes / 1000) + 1 || count.Overflowed == 0)
            throw new InvalidOperationException($"The link's books do not balance: {count}, {bytes} bytes received.");
        return bytes * 8 / seconds / 1000;
    }

    private static async Task<(double Rate, int Bytes)> Tcp(EmulatedLink link, CancellationToken cancel)
    {
        link.Set(Profile.A, seed: 3);
        var content = new byte[100_000];
        using var listener = link.Server.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var client = link.Browser.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(EmulatedLink.ServerAddress, 0));
        listener.Listen();
        var connecting = client.ConnectAsync(listener.LocalEndPoint!, cancel);
        using var server = await listener.AcceptAsync(cancel);
        await connecting;
        var clock = Stopwatch.StartNew();
        var sending = server.SendAsync(content, cancel);
        var received = 0;
        while (received < content.Length)
            received += await client.ReceiveAsync(content, cancel);
        await sending;
        return (received * 8 / (clock.Elapsed - (Profile.A.RoundTrip / 2)).TotalSeconds / 1000, received);
    }

    /// <summary>Both ways at once, at four fifths of the rate so that nothing is lost to the queue.</summary>
    private static async Task<(double Down, double Up)> Loss(EmulatedLink link, Socket there, Socket here, CancellationToken cancel)
    {
        const int packets = 3000;
        link.Set(Profile.B, seed: 4);
        var down = Count(here, cancel);
        var up = Count(there, cancel);
        var clock = Stopwatch.StartNew();
        for (var packet = 0; packet < packets; packet++)
        {
            await there.SendToAsync(new byte[1], here.LocalEndPoint!, cancel);
            await here.SendToAsync(new byte[1], there.LocalEndPoint!, cancel);
            if (Profile.B.TimeOnLine(IpAndUdp + 1) * packet * 1.25 - clock.Elapsed is var early && early > TimeSpan.Zero)
                await Task.Delay(early, cancel);
        }
        return (100 - (await down * 100d / packets), 100 - (await up * 100d / packets));
    }

    private static async Task<int> Count(Socket socket, CancellationToken cancel)
    {
        var (count, buffer) = (0, new byte[16]);
        while (await Received(socket, buffer, TimeSpan.FromSeconds(2), cancel) is not null)
            count++;
        return count;
    }

    private static async Task<int?> Received(Socket socket, byte[] buffer, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            return await socket.ReceiveAsync(buffer, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Socket Udp(Place place, IPAddress address)
    {
        var socket = place.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }
}
