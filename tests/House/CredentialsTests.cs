using Entente.Client.Run;

namespace Entente.Tests.House;

public sealed class CredentialsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("Host=db;Username=entente;Password=hunter2")]
    [InlineData("Host=db;User ID=entente;pwd=hunter2")]
    [InlineData("Host=db;Username=entente;SSL Certificate=c.pem;SSL Password=hunter2")]
    [InlineData("postgres://entente:hunter2@db/entente")]
    public void A_database_with_its_password_on_the_command_line_is_refused_without_repeating_it(string login) =>
        Should.Throw<Refusal>(() => Credentials.Database(login, null, null)).Message.ShouldNotContain("hunter2");

    [Theory]
    [InlineData("smtp://post:hunter2@mail.example.org")]
    [InlineData("smtps://post:hun@ter2@mail.example.org:465")]
    public void A_mail_server_with_its_password_on_the_command_line_is_refused_without_repeating_it(string route)
    {
        var refusal = Should.Throw<Refusal>(() => Credentials.Mail(route, null, null)).Message;
        refusal.ShouldContain("ENTENTE_MAIL");
        refusal.ShouldContain("--mail-file");
        refusal.ShouldNotContain("ter2");
    }

    [Theory]
    [InlineData("smtp://relay.example.org:25")]
    [InlineData("smtp://post@relay.example.org:587")]
    [InlineData("/var/spool/entente")]
    [InlineData("a folder: mail@home")]
    public void A_mail_server_or_folder_without_a_password_may_stand_there(string route) =>
        Credentials.Mail(route, null, "smtp://other").ShouldBe(route);

    [Fact]
    public void An_option_without_a_password_goes_before_the_environment() =>
        Credentials.Database("Host=db;Username=entente;Passfile=/etc/entente/pgpass", null, "Host=other").ShouldStartWith("Host=db");

    [Fact]
    public void A_password_may_come_from_the_environment_or_from_a_file()
    {
        File.WriteAllText(_file, "Host=db;Password=hunter2\n");
        Credentials.Database(null, null, "Host=other;Password=p").ShouldBe("Host=other;Password=p");
        Credentials.Database(null, _file, "Host=other;Password=p").ShouldBe("Host=db;Password=hunter2");
        Credentials.Mail(null, null, null).ShouldBeNull();
    }

    [Fact]
    public void A_file_that_is_missing_or_empty_or_beside_its_option_is_refused()
    {
        Should.Throw<Refusal>(() => Credentials.Database(null, _file, "Host=other")).Message.ShouldContain("is empty");
        Should.Throw<Refusal>(() => Credentials.Database(null, _file + "x", "Host=other")).Message.ShouldContain("cannot be read");
        Should.Throw<Refusal>(() => Credentials.Mail("smtp://relay", _file, null)).Message.ShouldContain("not both");
    }

    public void Dispose() => File.Delete(_file);
}
