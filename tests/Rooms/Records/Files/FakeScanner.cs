using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Entente.Tests.Rooms.Records.Files;

/// <summary>Speaks as ClamAV does, and finds what says EICAR.</summary>
public sealed class FakeScanner : IDisposable
{
    private readonly TcpListener _scanner = new(IPAddress.Loopback, 0);

    public FakeScanner()
    {
        _scanner.Start();
        _ = Answer();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_scanner.LocalEndpoint).Port}";

    /// <summary>What it was shown, as it came.</summary>
    public List<string> Shown { get; } = [];

    public void Dispose() => _scanner.Dispose();

    private async Task Answer()
    {
        try
        {
            while (true)
            {
                using var asked = await _scanner.AcceptTcpClientAsync();
                await using var stream = asked.GetStream();
                await stream.ReadExactlyAsync(new byte[10]);
                using var content = new MemoryStream();
                for (var length = new byte[4]; ;)
                {
                    await stream.ReadExactlyAsync(length);
                    if (BinaryPrimitives.ReadInt32BigEndian(length) is not (> 0 and var size))
                        break;
                    var piece = new byte[size];
                    await stream.ReadExactlyAsync(piece);
                    content.Write(piece);
                }
                lock (Shown)
                    Shown.Add(Encoding.ASCII.GetString(content.ToArray()));
                var said = Encoding.ASCII.GetString(content.ToArray()).Contains("EICAR", StringComparison.Ordinal) ? "stream: Eicar-Signature FOUND\0" : "stream: OK\0";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(said));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
