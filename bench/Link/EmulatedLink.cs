using System.Diagnostics;
using System.Net;
using Entente.Bench.Processes;

namespace Entente.Bench.Link;

/// <summary>IP bytes and packets of one direction since the last <see cref="EmulatedLink.Set"/>.</summary>
public sealed record Traffic(long Bytes, long Packets, long Lost, long Overflowed);

/// <summary>
/// Two places joined by a slow link of our own: every IP packet between them is read from one TUN device, held
/// for as long as <see cref="Line"/> says, and written to the other.
/// </summary>
public sealed class EmulatedLink : IDisposable
{
    // RFC 2544 keeps 198.18.0.0/15 for measuring: it is nobody's address.
    public static IPAddress ServerAddress { get; } = IPAddress.Parse("198.18.0.1");
    public static IPAddress BrowserAddress { get; } = IPAddress.Parse("198.18.0.2");

    private const string Device = "link0";

    private readonly Direction _down;
    private readonly Direction _up;
    private readonly Tun _serverEnd;
    private readonly Tun _browserEnd;

    public EmulatedLink()
    {
        Requirements.Root("The link emulator makes network namespaces and TUN devices");
        Requirements.Tool("ip", "iproute2");
        Place.RemoveAbandoned();
        Server = new Place("server");
        Browser = new Place("browser");
        _serverEnd = Plug(Server, ServerAddress, BrowserAddress);
        _browserEnd = Plug(Browser, BrowserAddress, ServerAddress);
        _down = new Direction(_serverEnd, _browserEnd);
        _up = new Direction(_browserEnd, _serverEnd);
    }

    public Place Server { get; }
    public Place Browser { get; }

    /// <summary>From server to browser.</summary>
    public Traffic Down => _down.Traffic;

    /// <summary>From browser to server.</summary>
    public Traffic Up => _up.Traffic;

    /// <summary>How long no packet has been offered or is under way.</summary>
    public TimeSpan Quiet => _down.Quiet < _up.Quiet ? _down.Quiet : _up.Quiet;

    /// <summary>Changes the weather and starts counting anew. The seed decides which packets are lost.</summary>
    public void Set(Profile profile, int seed)
    {
        _down.Set(new Line(profile, seed));
        _up.Set(new Line(profile, ~seed));
    }

    /// <summary>Pulls the browser's end out of the wall, or plugs it in again.</summary>
    public void Plug(bool connected) => Browser.Ip("link", "set", Device, connected ? "up" : "down");

    public void Dispose()
    {
        _down.Stop();
        _up.Stop();
        _serverEnd.Dispose();
        _browserEnd.Dispose();
        Server.Dispose();
        Browser.Dispose();
    }

    private static Tun Plug(Place place, IPAddress own, IPAddress other)
    {
        var tun = place.Inside(() => new Tun(Device));
        place.Ip("address", "add", own.ToString(), "peer", other.ToString(), "dev", Device);
        place.Ip("link", "set", Device, "mtu", "1500", "up");
        return tun;
    }

    /// <summary>One reading and one writing thread, and between them the packets that are on the way.</summary>
    private sealed class Direction
    {
        private readonly Queue<(TimeSpan At, byte[] Packet)> _onTheWay = new();
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly Thread[] _threads;
        private Line _line = new(Profile.Open, 0);
        private TimeSpan _lastBusy;
        private bool _stopped;

        public Direction(Tun from, Tun to)
        {
            _threads = [new Thread(() => Take(from)) { IsBackground = true }, new Thread(() => Deliver(to)) { IsBackground = true }];
            foreach (var thread in _threads)
                thread.Start();
        }

        public Traffic Traffic { get; private set; } = new(0, 0, 0, 0);

        public TimeSpan Quiet
        {
            get
            {
                lock (_onTheWay)
                    return _onTheWay.Count > 0 ? TimeSpan.Zero : _clock.Elapsed - _lastBusy;
            }
        }

        public void Set(Line line)
        {
            lock (_onTheWay)
                (_line, Traffic) = (line, new(0, 0, 0, 0));
        }

        public void Stop()
        {
            lock (_onTheWay)
            {
                _stopped = true;
                Monitor.PulseAll(_onTheWay);
            }
            foreach (var thread in _threads)
                thread.Join();
        }

        private void Take(Tun from)
        {
            var buffer = new byte[65_536];
            while (!Volatile.Read(ref _stopped))
            {
                if (from.Read(buffer) is var length and > 0)
                    Offer(buffer.AsSpan(0, length));
            }
        }

        private void Offer(ReadOnlySpan<byte> packet)
        {
            lock (_onTheWay)
            {
                _lastBusy = _clock.Elapsed;
                var (fate, arrivesAt) = _line.Offer(packet.Length, _lastBusy);
                Traffic = new Traffic(
                    Traffic.Bytes + packet.Length,
                    Traffic.Packets + 1,
                    Traffic.Lost + (fate == Fate.Lost ? 1 : 0),
                    Traffic.Overflowed + (fate == Fate.Overflowed ? 1 : 0));
                if (fate != Fate.Carried)
                    return;
                _onTheWay.Enqueue((arrivesAt, packet.ToArray()));
                Monitor.PulseAll(_onTheWay);
            }
        }

        private void Deliver(Tun to)
        {
            while (Next() is { } packet)
                to.Write(packet);
        }

        private byte[]? Next()
        {
            lock (_onTheWay)
            {
                while (!_stopped)
                {
                    if (!_onTheWay.TryPeek(out var next))
                        Monitor.Wait(_onTheWay);
                    else if (next.At - _clock.Elapsed is var wait && wait > TimeSpan.FromMilliseconds(0.5))
                        Monitor.Wait(_onTheWay, (int)Math.Ceiling(wait.TotalMilliseconds));
                    else
                    {
                        _lastBusy = _clock.Elapsed;
                        return _onTheWay.Dequeue().Packet;
                    }
                }
                return null;
            }
        }
    }
}
