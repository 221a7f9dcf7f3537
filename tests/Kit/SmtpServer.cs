using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Entente.Tests.Kit;

/// <summary>A mail server for tests, which says what the test wants to hear.</summary>
public sealed class SmtpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(string To, string Text)> _letters = [];

    public SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(Listen);
    }

    public int Port { get; }

    /// <summary>What is said to RCPT for an address, one after another; 250 without any.</summary>
    public ConcurrentDictionary<string, Queue<string>> Answers { get; } = [];

    public ConcurrentBag<string> HangUpAfterData { get; } = [];

    /// <summary>Addresses whose next message waits at DATA until its sender has gone; then it is served like any other.</summary>
    public ConcurrentDictionary<string, TaskCompletionSource> Stalls { get; } = [];

    public IReadOnlyList<string> To(string address) => [.. _letters.Where(letter => letter.To == address).Select(letter => letter.Text)];

    private async Task Listen()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (SocketException)
        {
            // Closed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var to = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT")
                to = line.Split('<', '>')[1];
            if (verb == "DATA")
            {
                if (Stalls.TryRemove(to, out var reached))
                {
                    reached.SetResult();
                    continue;
                }
                await writer.WriteLineAsync("354 go on");
                await Receive(reader, to);
                if (HangUpAfterData.Contains(to))
                    return;
            }
            await writer.WriteLineAsync(Reply(verb, to));
            if (verb == "QUIT")
                return;
        }
    }

    private string Reply(string verb, string to) => verb switch
    {
        "EHLO" => "250-test\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000",
        "AUTH" => "235 welcome",
        "QUIT" => "221 bye",
        "RCPT" when Answers.TryGetValue(to, out var answers) && answers.TryDequeue(out var answer) => answer,
        _ => "250 ok",
    };

    private async Task Receive(StreamReader reader, string to)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        _letters.Enqueue((to, text.ToString()));
    }

    public void Dispose() => _listener.Dispose();
}
