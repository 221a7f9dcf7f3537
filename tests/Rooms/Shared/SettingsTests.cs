using Entente.Shared.Mail;
using Entente.Shared.Web;
using Microsoft.Extensions.Configuration;

namespace Entente.Tests.Rooms.Shared;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["ENTENTE_WRITER"] = "Host=db;Username=w;Password=hush",
        ["ENTENTE_READER"] = "Host=db;Username=r;Password=hush",
        ["ENTENTE_SECRET"] = "a secret that is long enough to be one",
    };

    [Fact]
    public void What_is_not_set_has_a_plain_default()
    {
        var settings = Read();
        settings.Address.ShouldBe(new Uri("http://localhost:5080"));
        settings.Mail.ShouldBeOfType<MailFolder>();
        settings.MailFrom.Address.ShouldBe("no-reply@localhost");
        settings.Workers.ShouldBe(2);
        settings.Telemetry.ShouldBeNull();
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var message = Should.Throw<SettingsRefused>(() => Read(
            ("ENTENTE_WRITER", ""), ("ENTENTE_SECRET", "short"), ("ENTENTE_ADDRESS", "entente.example.org"), ("ENTENTE_MAIL", "http://mail"),
            ("ENTENTE_MAIL_FROM", "nobody"), ("ENTENTE_WORKERS", "-1"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector"))).Message;
        foreach (var name in new[] { "ENTENTE_WRITER", "ENTENTE_SECRET", "ENTENTE_ADDRESS", "ENTENTE_MAIL", "ENTENTE_MAIL_FROM", "ENTENTE_WORKERS", "OTEL_EXPORTER_OTLP_ENDPOINT" })
            message.ShouldContain("  " + name);
        message.ShouldContain("docs/operations.md");
    }

    [Fact]
    public void No_password_is_printed()
    {
        Read(("ENTENTE_MAIL", "smtp://user:hush@localhost")).ToString().ShouldNotContain("hush");
        Read().Logins.ToString().ShouldNotContain("hush");
        Should.Throw<SettingsRefused>(() => Read(("ENTENTE_MAIL", "smtp://user:hush@relay?tls=none"))).Message.ShouldNotContain("hush");
    }

    [Theory]
    [InlineData("Secrétariat <secretariat@example.org>", "Secrétariat", "secretariat@example.org")]
    [InlineData("secretariat@example.org", null, "secretariat@example.org")]
    public void The_sender_may_have_a_name(string setting, string? name, string address)
    {
        var from = Read(("ENTENTE_MAIL_FROM", setting)).MailFrom;
        (from.Name, from.Address).ShouldBe((name, address));
    }

    private static Settings Read(params (string Name, string? Value)[] changes)
    {
        var all = new Dictionary<string, string?>(Good);
        foreach (var (name, value) in changes)
            all[name] = value;
        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
