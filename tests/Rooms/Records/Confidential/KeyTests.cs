using System.Net;
using System.Security.Cryptography;
using Entente.Disclosure;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Confidential;

/// <summary>Keys are turned, destroyed, missing or wrong.</summary>
public sealed class KeyTests(SecretApp app) : IClassFixture<SecretApp>
{
    [Fact]
    public async Task What_was_written_before_a_rotation_is_read_after_it_and_what_comes_after_is_under_another_key()
    {
        var before = await app.Submit("Before");
        await With(owner => RootKeys.Rotate(owner, app.Root, "a test", app.Clock.GetUtcNow()));
        app.Services.GetRequiredService<PartyKeys>().Forget();
        var after = await app.Submit("After");
        using var clerk = app.As(app.Clerk);
        (await clerk.Get($"/bodies/tuna/landings/{before}")).Say("main").ShouldContain("Before");
        (await clerk.Get($"/bodies/tuna/landings/{after}")).Say("main").ShouldContain("After");
        (await app.Ask<long>("select count(distinct key) from records.segment where statement in (@before, @after)", new { before, after })).ShouldBe(2);
        (await app.Ask<string>("select string_agg(distinct root, ' ') from sealing.data_key where wrapped is not null")).ShouldBe(app.Root.Name);
        (await File.ReadAllLinesAsync(app.Root.File)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_destroyed_key_closed_says_when_it_was_erased_and_all_else_stays()
    {
        var (gone, stays) = (await app.Submit("Gone", "GHA"), await app.Submit("Stays"));
        var share = Directory.GetFiles(Path.Combine(app.Root.Folder, "parties"), $"tuna.{System.Buffers.Text.Base64Url.EncodeToString("GHA"u8)}.*").ShouldHaveSingleItem();
        await With(owner => RootKeys.Destroy(owner, app.Root, new KeyOwner("tuna", "GHA"), "a test", app.Clock.GetUtcNow()));
        app.Services.GetRequiredService<PartyKeys>().Forget();
        File.Exists(share).ShouldBeFalse();
        using var anybody = app.Browser();
        var page = await anybody.Get($"/bodies/tuna/landings/{gone}");
        page.Say("main").ShouldContain($"erased on {app.Clock.GetUtcNow():yyyy-MM-dd}");
        page.Say("main").ShouldContain("K. Sato");
        (await anybody.Get($"/bodies/tuna/landings/{stays}")).Say("main").ShouldContain("Stays");
        // Even with the row of a backup the key does not come back.
        await app.Execute("update sealing.data_key set wrapped = '\\x00', destroyed_at = null where party = 'GHA'");
        app.Services.GetRequiredService<PartyKeys>().Forget();
        (await anybody.Get($"/bodies/tuna/landings/{gone}")).Say("main").ShouldContain("erased on");
        // And the party declares on, under a new key.
        await app.Execute("update sealing.data_key set wrapped = null, destroyed_at = now() where party = 'GHA'");
        app.Services.GetRequiredService<PartyKeys>().Forget();
        (await anybody.Get($"/bodies/tuna/landings/{await app.Submit("Anew", "GHA")}")).Say("main").ShouldContain("Anew");
        (await app.Door.Do(new Take(gone, "tuna", "landings", "return", 1) { Reason = "Say it again." }, SecretApp.Secretariat)).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_starts_without_the_root_key_or_with_another_and_nothing_is_overwritten()
    {
        await app.Submit("There");
        var right = await File.ReadAllTextAsync(app.Root.File);
        try
        {
            File.Delete(app.Root.File);
            (await Should.ThrowAsync<RootKeyRefused>(() => With(owner => RootKeys.Begin(owner, app.Root, app.Clock.GetUtcNow())))).Message.ShouldContain("It is missing");
            File.Exists(app.Root.File).ShouldBeFalse();
            var wrong = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n";
            await File.WriteAllTextAsync(app.Root.File, wrong);
            (await Should.ThrowAsync<RootKeyRefused>(() => With(owner => RootKeys.Begin(owner, app.Root, app.Clock.GetUtcNow())))).Message.ShouldContain("The one that is there is");
            (await Should.ThrowAsync<RootKeyRefused>(() => With(owner => RootKeys.Rotate(owner, app.Root, "a test", app.Clock.GetUtcNow())))).Message.ShouldContain("Nothing was changed");
            (await File.ReadAllTextAsync(app.Root.File)).ShouldBe(wrong);
            await using var twin = app.Twin();
            (await Should.ThrowAsync<RootKeyRefused>(async () => { using var browser = twin.Browser(); await browser.Get("/"); })).Message.ShouldContain("Put the right one back");
        }
        finally
        {
            await File.WriteAllTextAsync(app.Root.File, right);
        }
    }

    [Fact]
    public void A_key_service_is_asked_by_a_program()
    {
        var folder = Directory.CreateTempSubdirectory("entente-service-");
        var program = Path.Combine(folder.FullName, "service");
        File.WriteAllText(program, $"""
            #!/bin/sh
            read said
            case $1 in
              name) echo vault-1;;
              wrap) echo "$said" | rev; touch "{folder.FullName}/$4";;
              unwrap) [ -e "{folder.FullName}/$4" ] || exit 3; [ "$5" = vault-1 ] || exit 1; echo "$said" | rev;;
              destroy) rm -f "{folder.FullName}"/*-*-*; echo "$4" > "{folder.FullName}/when";;
              destroyed) cat "{folder.FullName}/when" 2>/dev/null || true;;
            esac
            """);
        File.SetUnixFileMode(program, (UnixFileMode)0b111_000_000);
        var (root, owner, id, key) = (RootKey.Of($"command:{program}", ""), new KeyOwner("tuna", "JPN"), Guid.NewGuid(), "0123456789abcdef0123456789abcdefX"u8.ToArray());
        root.Name.ShouldBe("vault-1");
        root.DestroyedAt(owner).ShouldBeNull();
        var wrapped = root.Wrap(owner, id, key);
        root.Unwrap(owner, id, "vault-1", wrapped).ShouldBe(key);
        Should.Throw<RootKeyRefused>(() => root.Unwrap(owner, id, "vault-2", wrapped));
        root.Destroy(owner, app.Clock.GetUtcNow());
        root.Unwrap(owner, id, "vault-1", wrapped).ShouldBeNull();
        root.DestroyedAt(owner).ShouldBe(app.Clock.GetUtcNow());
        Should.Throw<RootKeyRefused>(() => new RootKeyProgram(program + "-gone").Name).Message.ShouldContain("cannot be started");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Large_files_of_rows_are_refused_where_they_would_lie_in_plain_words()
    {
        using var program = await Entente.Tests.Rooms.Records.Api.Programs.Program(app, "Loads", "JPN", Entente.Bodies.Right.Read, Entente.Bodies.Right.Enter, Entente.Bodies.Right.Submit);
        var statement = await app.Submit("Loaded");
        using var rows = new StringContent("vessel\nMaru\n", null, "text/csv");
        using var answer = await program.PutAsync($"/api/tuna/landings/{statement}/catches", rows);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("problems/confidential");
    }

    private async Task With(Func<NpgsqlConnection, Task> act)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        await owner.OpenAsync();
        await act(owner);
    }
}
