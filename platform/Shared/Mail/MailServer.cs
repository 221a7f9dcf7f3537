using System.Net;
using System.Net.Sockets;
using Entente.Shared.Jobs;

namespace Entente.Shared.Mail;

/// <summary>A mail server that takes our mail by SMTP (RFC 5321), with TLS unless it is this machine or the setting says otherwise.</summary>
public sealed record MailServer(string Host, int Port, Tls Tls, NetworkCredential? Credential) : MailRoute
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public override bool KeepsText => false;

    public override async Task Deliver(Letter letter, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(Host, Port, limit.Token);
            await using var session = new SmtpSession(tcp.GetStream());
            await Greet(session, letter, limit.Token);
            await HandOver(session, letter, limit.Token);
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server {Host} did not answer within {Patience.TotalSeconds} seconds.", error);
        }
    }

    // What goes wrong here is a matter of the server or of our settings: the letter itself is not to blame and waits.
    private async Task Greet(SmtpSession session, Letter letter, CancellationToken stop)
    {
        if (Tls == Tls.FromTheStart)
            await session.Encrypt(Host, stop);
        await session.Expect(220, stop);
        var us = letter.From.OnTheWire[(letter.From.OnTheWire.LastIndexOf('@') + 1)..];
        await session.Hello(us, stop);
        if (Tls == Tls.Required)
        {
            if (!session.Offers("STARTTLS"))
                throw new SmtpRefusal(0, $"The mail server {Host} offers no encryption (STARTTLS). If the way to it is safe, add ?tls=none to ENTENTE_MAIL.");
            await session.Say("STARTTLS", 220, stop);
            await session.Encrypt(Host, stop);
            await session.Hello(us, stop);
        }
        if (Credential is not null)
            await session.Authenticate(Credential, stop);
    }

    private static async Task HandOver(SmtpSession session, Letter letter, CancellationToken stop)
    {
        if (letter.To.NeedsUtf8 && !session.Offers("SMTPUTF8"))
            throw new PermanentFailure("The mail server takes no address outside ASCII.");
        try
        {
            await session.Say($"MAIL FROM:<{letter.From.OnTheWire}>{(letter.To.NeedsUtf8 ? " SMTPUTF8" : "")}", 250, stop);
            await session.Say($"RCPT TO:<{letter.To.OnTheWire}>", 250, stop);
            await session.Say("DATA", 354, stop);
            await session.Send(letter.ToBytes(), stop);
            await session.Expect(250, stop);
        }
        catch (SmtpRefusal refusal) when (refusal.Code is >= 500 and < 600)
        {
            throw new PermanentFailure(refusal.Message, refusal);
        }
        await session.Leave(stop);
    }
}

/// <summary>The server said no. From 400 it may say yes later, from 500 it will not.</summary>
internal sealed class SmtpRefusal(int code, string message) : Exception(message)
{
    public int Code => code;
}
