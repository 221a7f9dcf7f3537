using System.Text;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Mail;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Mail;

public sealed class OutboxTests(TestApp app) : IClassFixture<TestApp>
{
    private string Folder => app.Settings["ENTENTE_MAIL"];

    [Fact]
    public async Task A_mail_reaches_the_folder_once_and_stays_readable_in_the_outbox()
    {
        var id = await Send("amina@example.org", "en");
        await app.RunJobs();
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, $"{id}.eml"));
        text.ShouldContain("To: amina@example.org");
        (await app.Mails("amina@example.org")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            mail => mail.Sent.ShouldBeTrue(),
            mail => mail.Body.ShouldNotBeNullOrEmpty());
        (await app.RunJobs()).ShouldBe(0);
        Directory.GetFiles(Folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_of_a_transaction_that_is_rolled_back_never_was()
    {
        await Should.ThrowAsync<InvalidOperationException>(app.Services.GetRequiredService<Database>().Write(async connection =>
        {
            await app.Services.GetRequiredService<Outbox>().Send(connection, "never@example.org", "en", "mail.test");
            throw new InvalidOperationException();
        }));
        await app.RunJobs();
        (await app.Mails("never@example.org")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_is_written_in_the_language_of_its_reader()
    {
        await Send("maria@example.org", "es");
        await Send("omar@example.org", "ar");
        await Send("unknown@example.org", "xx");
        (await app.Mails("maria@example.org"))[0].Language.ShouldBe("es");
        (await app.Mails("omar@example.org"))[0].Language.ShouldBe("ar");
        (await app.Mails("unknown@example.org"))[0].Language.ShouldBe("en");
    }

    [Fact]
    public async Task A_second_try_after_the_folder_took_it_is_the_same_letter()
    {
        var id = await Send("twice@example.org", "en");
        await app.RunJobs();
        var first = await File.ReadAllBytesAsync(Path.Combine(Folder, $"{id}.eml"));
        await using (var connection = new NpgsqlConnection(app.Database.Owner))
        {
            await connection.ExecuteAsync("update mail.message set sent_at = null where id = @id", new { id });
            await connection.ExecuteAsync("update jobs.job set done_at = null, attempts = 1 where key = @key", new { key = id.ToString() });
        }
        (await app.RunJobs()).ShouldBe(1);
        (await File.ReadAllBytesAsync(Path.Combine(Folder, $"{id}.eml"))).ShouldBe(first);
    }

    [Theory]
    [InlineData("victim@example.org\r\nBcc: other@example.org")]
    [InlineData("one@example.org, two@example.org")]
    [InlineData("nobody@")]
    public async Task What_is_no_single_address_gets_no_mail_and_fails_for_good(string address)
    {
        var (bad, good) = (await Send(address, "en"), await Send("fine@example.org", "en"));
        await app.RunJobs();
        File.Exists(Path.Combine(Folder, $"{bad}.eml")).ShouldBeFalse();
        File.Exists(Path.Combine(Folder, $"{good}.eml")).ShouldBeTrue();
        await using var connection = new NpgsqlConnection(app.Database.Owner);
        (await connection.QuerySingleAsync<string>("select last_error from mail.message where id = @bad and failed_at is not null", new { bad })).ShouldContain("no e-mail address");
        (await connection.QuerySingleAsync<int>("select attempts from jobs.job where key = @key and dead_at is not null", new { key = bad.ToString() })).ShouldBe(1);
    }

    private Task<Guid> Send(string to, string language) =>
        app.Services.GetRequiredService<Database>().Write(connection =>
            app.Services.GetRequiredService<Outbox>().Send(connection, to, language, "mail.test", ("link", "https://localhost/x")));
}
