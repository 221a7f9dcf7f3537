using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Text;

namespace Entente.Shared.Mail;

/// <summary>One conversation with a mail server.</summary>
internal sealed class SmtpSession(Stream stream) : IAsyncDisposable
{
    private const int LongestReply = 64 << 10;
    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = stream;
    private string[] _offers = [];
    private int _at;
    private int _filled;

    public bool Offers(string extension) =>
        _offers.Any(offer => offer.Split(' ')[0].Equals(extension, StringComparison.OrdinalIgnoreCase));

    public async Task Hello(string us, CancellationToken stop) => _offers = await Say($"EHLO {us}", 250, stop);

    public async Task Authenticate(NetworkCredential credential, CancellationToken stop)
    {
        var ways = _offers.FirstOrDefault(offer => offer.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant().Split(' ') ?? [];
        if (ways.Contains("PLAIN"))
        {
            await Say("AUTH PLAIN " + Base64($"\0{credential.UserName}\0{credential.Password}"), 235, stop);
            return;
        }
        if (!ways.Contains("LOGIN"))
            throw new SmtpRefusal(0, "The mail server offers neither AUTH PLAIN nor AUTH LOGIN.");
        await Say("AUTH LOGIN", 334, stop);
        await Say(Base64(credential.UserName), 334, stop);
        await Say(Base64(credential.Password), 235, stop);
    }

    public async Task<string[]> Say(string line, int expected, CancellationToken stop)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), stop);
        return await Expect(expected, stop);
    }

    /// <summary>The message, with every line that begins with a dot given another, and the lone dot that ends it.</summary>
    public async Task Send(byte[] message, CancellationToken stop)
    {
        var stuffed = new List<byte>(message.Length + 64);
        for (var at = 0; at < message.Length; at++)
        {
            if (message[at] == '.' && (at == 0 || message[at - 1] == '\n'))
                stuffed.Add((byte)'.');
            stuffed.Add(message[at]);
        }
        stuffed.AddRange(".\r\n"u8);
        await _stream.WriteAsync(stuffed.ToArray(), stop);
        await _stream.FlushAsync(stop);
    }

    public async Task Encrypt(string host, CancellationToken stop)
    {
        // What was read before the handshake came unprotected: an eavesdropper may have put it there.
        (_at, _filled) = (0, 0);
        var safe = new SslStream(_stream);
        await safe.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, stop);
        _stream = safe;
    }

    /// <summary>The lines of the reply, which must have this code.</summary>
    public async Task<string[]> Expect(int expected, CancellationToken stop)
    {
        var lines = new List<string>();
        var length = 0;
        string line;
        do
        {
            line = await ReadLine(stop);
            length += line.Length;
            if (line.Length < 3 || length > LongestReply || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw new SmtpRefusal(0, "The mail server does not speak SMTP.");
            lines.Add(line.Length > 4 ? line[4..] : "");
        }
        while (line.Length > 3 && line[3] == '-');
        var code = int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture);
        return code == expected ? [.. lines] : throw new SmtpRefusal(code, $"The mail server said: {code} {string.Join(' ', lines)}");
    }

    /// <summary>The message has been taken; whether the farewell arrives changes nothing.</summary>
    public async Task Leave(CancellationToken stop)
    {
        try
        {
            await Say("QUIT", 221, stop);
        }
        catch (Exception error) when (error is IOException or SmtpRefusal or OperationCanceledException)
        {
            // It hung up first.
        }
    }

    private async Task<string> ReadLine(CancellationToken stop)
    {
        var line = new List<byte>();
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, await _stream.ReadAsync(_buffer, stop));
                if (_filled == 0)
                    throw new IOException("The mail server closed the connection.");
            }
            var next = _buffer[_at++];
            if (next == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            if (line.Count > LongestReply)
                throw new SmtpRefusal(0, "The mail server does not speak SMTP.");
            line.Add(next);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
