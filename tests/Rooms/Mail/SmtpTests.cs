using System.Net;
using System.Net.Sockets;
using System.Text;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Mail;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Mail;

public sealed class SmtpTests(SmtpApp app) : IClassFixture<SmtpApp>
{
    [Fact]
    public async Task A_mail_reaches_the_server_and_its_text_leaves_the_outbox()
    {
        var id = await Send("amina@example.org");
        await app.RunJobs();
        var letter = app.Smtp.To("amina@example.org").ShouldHaveSingleItem();
        letter.ShouldContain($"Message-ID: <{id}@");
        letter.ShouldNotContain("\n..", Case.Sensitive);
        (await app.Mails("amina@example.org")).ShouldHaveSingleItem().Body.ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_says_later_is_asked_again()
    {
        app.Smtp.Answers["later@example.org"] = new(["451 greylisted", "250 ok"]);
        await Send("later@example.org");
        await app.RunJobs();
        app.Smtp.To("later@example.org").ShouldBeEmpty();
        (await LastError("later@example.org")).ShouldContain("greylisted");
        app.Clock.Advance(TimeSpan.FromSeconds(13));
        await app.RunJobs();
        app.Smtp.To("later@example.org").Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_shows_as_failed_without_the_address_and_can_be_sent_again()
    {
        app.Smtp.Answers["nobody@example.org"] = new(["550 no such user nobody@example.org here", "250 ok"]);
        var id = await Send("nobody@example.org");
        await app.RunJobs();
        (await LastError("nobody@example.org")).ShouldBe("The mail server said: 550 no such user (address) here");
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunJobs();
        app.Smtp.To("nobody@example.org").ShouldBeEmpty();
        (await app.Services.GetRequiredService<Database>().Write(connection => app.Services.GetRequiredService<Outbox>().SendAgain(connection, id))).ShouldBeTrue();
        await app.RunJobs();
        app.Smtp.To("nobody@example.org").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_lost_after_the_text_was_sent_leads_to_the_same_letter_again()
    {
        app.Smtp.HangUpAfterData.Add("twice@example.org");
        await Send("twice@example.org");
        await app.RunJobs();
        app.Smtp.HangUpAfterData.Clear();
        app.Clock.Advance(TimeSpan.FromSeconds(13));
        await app.RunJobs();
        var received = app.Smtp.To("twice@example.org");
        received.Count.ShouldBe(2);
        received[1].ShouldBe(received[0], "whoever got it twice must be able to see that it is one letter");
    }

    [Fact]
    public async Task A_server_elsewhere_that_offers_no_encryption_gets_nothing()
    {
        var route = (MailServer)MailRoute.Parse($"smtp://localhost:{app.Smtp.Port}") with { Tls = Tls.Required };
        var letter = new Letter(Guid.NewGuid(), new Recipient("a@example.org"), new Recipient("plain@example.org"), Entente.Shared.Localisation.Language.English, "x", "x", DateTimeOffset.UnixEpoch);
        (await Should.ThrowAsync<Exception>(route.Deliver(letter, CancellationToken.None))).Message.ShouldContain("STARTTLS");
        app.Smtp.To("plain@example.org").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_that_is_a_dot_does_not_end_the_letter()
    {
        var letter = new Letter(Guid.NewGuid(), new Recipient("a@example.org"), new Recipient("dot@example.org"), Entente.Shared.Localisation.Language.English, "x", "before\n.\n..\nafter", DateTimeOffset.UnixEpoch);
        await MailRoute.Parse($"smtp://localhost:{app.Smtp.Port}").Deliver(letter, CancellationToken.None);
        app.Smtp.To("dot@example.org").ShouldHaveSingleItem().ShouldContain("before\n.\n..\nafter\n");
    }

    [Theory]
    [InlineData("smtp://mail.example.org", "mail.example.org", 25, Tls.Required)]
    [InlineData("smtp://user:p%40ss@mail.example.org", "mail.example.org", 587, Tls.Required)]
    [InlineData("smtps://user:pass@mail.example.org", "mail.example.org", 465, Tls.FromTheStart)]
    [InlineData("smtp://relay:2525?tls=none", "relay", 2525, Tls.None)]
    [InlineData("smtp://127.0.0.1:1025", "127.0.0.1", 1025, Tls.None)]
    public void The_setting_names_the_server(string setting, string host, int port, Tls tls)
    {
        var server = MailRoute.Parse(setting).ShouldBeOfType<MailServer>();
        (server.Host, server.Port, server.Tls).ShouldBe((host, port, tls));
    }

    [Theory]
    [InlineData("http://mail.example.org")]
    [InlineData("smtp://user:secret@mail.example.org?tls=none")]
    [InlineData("smtp://mail.example.org?tsl=none")]
    [InlineData("smtp://")]
    public void A_setting_that_cannot_be_right_is_refused(string setting) =>
        Should.Throw<FormatException>(() => MailRoute.Parse(setting)).Message.ShouldNotContain("secret");

    private Task<Guid> Send(string to) =>
        app.Services.GetRequiredService<Database>().Write(connection => app.Services.GetRequiredService<Outbox>().Send(connection, to, "en", "mail.test"));

    private async Task<string> LastError(string to)
    {
        await using var connection = new NpgsqlConnection(app.Database.Owner);
        return await connection.QuerySingleAsync<string>("select last_error from mail.message where to_address = @to", new { to });
    }
}

public sealed class SmtpApp : TestApp
{
    public SmtpServer Smtp { get; } = new();

    public override ValueTask InitializeAsync()
    {
        Settings["ENTENTE_MAIL"] = $"smtp://user:password@127.0.0.1:{Smtp.Port}";
        return base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Smtp.Dispose();
    }
}
