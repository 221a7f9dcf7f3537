using Entente.Shared.Mail;
using Entente.Shared.Web;

namespace Entente.Disclosure.Protection;

/// <summary>How what is sent travels: to browsers, to the mail server, to whoever measures.</summary>
internal sealed class WayFacts(Settings settings)
{
    public ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<ProtectionFact>>([Browser, Headers, Mail, Telemetry]);

    private ProtectionFact Browser => settings.Secure
        ? new(ProtectionQuestion.Browser, Protected.Yes, "protection.browser.tls", ("address", settings.Root))
        : new(ProtectionQuestion.Browser, Protected.No, "protection.browser.plain", ("address", settings.Root));

    private ProtectionFact Headers => new(ProtectionQuestion.Headers, Protected.Yes, "protection.headers.sent", ("count", SecurityHeaders.Sent(settings.Secure).Count));

    private ProtectionFact Mail => settings.Mail switch
    {
        MailServer { Tls: Tls.None } => new(ProtectionQuestion.Mail, Protected.No, "protection.mail.plain"),
        MailServer => new(ProtectionQuestion.Mail, Protected.Yes, "protection.mail.tls"),
        _ => new(ProtectionQuestion.Mail, Protected.Plain, "protection.mail.folder"),
    };

    private ProtectionFact Telemetry => settings.Telemetry is null
        ? new(ProtectionQuestion.Telemetry, Protected.Yes, "protection.telemetry.none")
        : new(ProtectionQuestion.Telemetry, Protected.Plain, "protection.telemetry.sent");
}
