using Dapper;
using Entente.Client.Run;
using Entente.Disclosure;
using Entente.Records.Receipts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Confidential;

/// <summary>What the database's superuser does to confidential parts is named like everything else, as long as anybody can open them.</summary>
public sealed class WatchedTests(SecretApp app) : IClassFixture<SecretApp>
{
    [Fact]
    public async Task One_byte_of_an_encrypted_part_is_named_wherever_it_stands()
    {
        var statement = await app.Submit("Whole");
        (await Compare()).Found.ShouldBeEmpty();
        // In the nonce, in the text, in the tag; in what says that it is encrypted, and in what says under which key.
        foreach (var place in new[] { 0, 2, 5, 25, 40, -1 })
        {
            var at = place < 0 ? "octet_length(bytes) - 1" : $"{place}";
            await Spoilt(statement, "catches", $"set_byte(bytes, {at}, get_byte(bytes, {at}) # 1)", async () =>
            {
                var found = (await Compare()).Found.ShouldHaveSingleItem($"at {place}");
                (found.Code, found.Subject).ShouldBe(("kept-segment-changed", $"tuna/landings {statement} version 1, catches"));
            });
        }
        (await Compare()).Found.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_encrypted_part_of_another_statement_or_of_plain_words_in_its_place_is_named()
    {
        var (one, other) = (await app.Submit("One"), await app.Submit("Other"));
        await Spoilt(other, "people", $"(select g.bytes from records.segment g where g.statement = '{one}' and g.section = 'people')", async () =>
            (await Compare()).Found.ShouldHaveSingleItem().Subject.ShouldContain(other.ToString()));
        await Spoilt(other, "people", "convert_to('{}', 'UTF8')", async () =>
            (await Compare()).Found.ShouldHaveSingleItem().Code.ShouldBe("kept-segment-changed"));
    }

    [Fact]
    public async Task An_encrypted_answer_that_pages_show_is_compared_too()
    {
        var (one, other) = (await app.Submit("Here"), await app.Submit("There"));
        var was = await app.Ask<byte[]>("select buyer_sealed from tuna.landings_report where statement = @other", new { other });
        await app.Execute("update tuna.landings_report r set buyer_sealed = o.buyer_sealed from tuna.landings_report o where r.statement = @other and o.statement = @one", new { one, other });
        var found = (await Compare()).Found.ShouldHaveSingleItem();
        (found.Code, found.Subject).ShouldBe(("kept-row-changed", $"tuna/landings {other} version 1, its rows cannot be read"));
        await app.Execute("update tuna.landings_report set buyer_sealed = @was where statement = @other", new { was, other });
        (await Compare()).Found.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_destroyed_key_closed_is_said_to_be_unchecked_and_hides_nothing_else()
    {
        var (gone, stays) = (await app.Submit("Gone", "GHA"), await app.Submit("Stays"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var owner = new NpgsqlConnection(app.Database.Owner))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await RootKeys.Destroy(owner, app.Root, new KeyOwner("tuna", "GHA"), "a test", app.Clock.GetUtcNow());
        }
        Keys.Forget();
        var compared = await Compare();
        compared.Found.ShouldBeEmpty();
        compared.Erased.ShouldBe(await app.Ask<long>("select count(*) from records.segment where statement = @gone", new { gone }));
        await using (var said = new StringWriter())
        {
            (await AuditCommand.Run(app.Database.Logins, app.Root, Path.Combine(app.Folder.FullName, "seen"), app.Clock, said, TestContext.Current.CancellationToken)).ShouldBe(0, said.ToString());
            said.ToString().ShouldContain($"{compared.Erased} parts were not checked: key destroyed");
        }
        // Behind the destroyed key of another party nothing can be hidden, nor behind one that was gone when it was written.
        await Spoilt(stays, "people", $"(select g.bytes from records.segment g where g.statement = '{gone}' and g.section = 'people')", async () =>
            (await Compare()).Found.ShouldHaveSingleItem().Subject.ShouldContain(stays.ToString()));
        await app.Execute("update records.version set made_at = made_at + interval '2 minutes' where statement = @gone", new { gone });
        (await Compare()).Found.ShouldAllBe(found => found.Subject.Contains(gone.ToString()));
        (await Compare()).Found.ShouldNotBeEmpty();
        await app.Execute("update records.version set made_at = made_at - interval '2 minutes' where statement = @gone", new { gone });
    }

    [Fact]
    public async Task Where_the_keys_are_not_it_is_said_that_they_are_not()
    {
        await app.Submit("Elsewhere");
        await using var said = new StringWriter();
        var elsewhere = new RootKeyFolder(Path.Combine(app.Folder.FullName, "elsewhere"));
        try
        {
            (await AuditCommand.Run(app.Database.Logins, elsewhere, Path.Combine(app.Folder.FullName, "seen-elsewhere"), app.Clock, said, TestContext.Current.CancellationToken)).ShouldBe(0, said.ToString());
        }
        finally
        {
            // The last ring made for a database is the one that is met.
            _ = new PartyKeys(app.Database.Logins, app.Root, app.Clock);
        }
        said.ToString().ShouldContain("parts were not checked: the key is not here");
    }

    private PartyKeys Keys => app.Services.GetRequiredService<PartyKeys>();

    private Task<Compared> Compare() => app.Services.CreateScope().ServiceProvider.GetRequiredService<Monitoring>().Compare(0, TestContext.Current.CancellationToken);

    private async Task Spoilt(Guid statement, string section, string bytes, Func<Task> look)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        var kept = (await owner.QueryAsync<(int Aud, byte[] Bytes)>("select aud, bytes from records.segment where statement = @statement and section = @section order by aud", new { statement, section })).First();
        await owner.ExecuteAsync($"update records.segment set bytes = {bytes} where statement = @statement and section = @section and aud = @Aud", new { statement, section, kept.Aud });
        await look();
        await owner.ExecuteAsync("update records.segment set bytes = @Bytes where statement = @statement and section = @section and aud = @Aud", new { statement, section, kept.Aud, kept.Bytes });
    }
}
