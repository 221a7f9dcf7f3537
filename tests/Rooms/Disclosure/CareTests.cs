using Entente.Disclosure;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Confidential;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>What the page of protection says of keys, grants, backups and drills is what there is.</summary>
public sealed class CareTests(SecretApp app) : IClassFixture<SecretApp>
{
    [Fact]
    public async Task The_page_says_how_many_keys_and_grants_there_are_and_nothing_of_whose()
    {
        using var anybody = app.Browser();
        (await anybody.Get("/protection")).Say("#keeping").ShouldContain("No key of a party was needed yet.");
        await app.Submit("Counted");
        await app.Submit("Counted too", "GHA");
        var page = await anybody.Get("/protection");
        page.Say("#keeping").ShouldContain("There are 2 keys of parties.");
        page.Say("#keeping").ShouldContain("for the application’s account alone");
        page.Say("#keeping").ShouldContain("The keys were never rotated");
        page.Say("#readers").ShouldContain("No such leave is in force at this moment.");
        page.Say("main").ShouldNotContain("Ghana");

        await using (var owner = new NpgsqlConnection(app.Database.Owner))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await RootKeys.Rotate(owner, app.Root, "a test", app.Clock.GetUtcNow());
        }
        (await anybody.Get("/protection")).Say("#keeping").ShouldContain("The keys were last rotated on");
        File.SetUnixFileMode(app.Root.File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        (await anybody.Get("/protection")).Say("#keeping").ShouldContain("which other accounts of the machine can read");
        File.SetUnixFileMode(app.Root.File, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // One that is in force, one that is over, one that nobody agreed to.
        await app.Execute("""
            alter table disclosure.access_grant disable trigger user;
            insert into disclosure.access_grant (id, body, party, definition, person, purpose, lasts, asked_at, begins_at, ends_at)
              select gen_random_uuid(), 'tuna', 'JPN', 'landings', @Clerk, 'To see what it says', interval '1 hour', @now, begins, begins + interval '1 hour'
              from unnest(array[@now - interval '10 minutes', @now - interval '2 hours', null]) begins;
            alter table disclosure.access_grant enable trigger user;
            """, new { app.Clerk, now = app.Clock.GetUtcNow() });
        (await anybody.Get("/protection")).Say("#readers").ShouldContain("1 such leave is in force at this moment.");
        await app.Execute("delete from disclosure.access_grant");
    }

    [Fact]
    public async Task A_backup_and_a_drill_grow_old()
    {
        using var anybody = app.Browser();
        var now = app.Clock.GetUtcNow();
        await app.Execute("insert into disclosure.kept_copy (what, at, as_of, seconds, body) values ('backup', @now, @now, 70, null), ('backup', @later, @later, 70, 'tuna'), ('drill', @now, @now, 170, null)", new { now, later = now.AddDays(30) });
        var fresh = await anybody.Get("/protection");
        fresh.Say("#proof").ShouldContain("It took 3 minutes.");
        fresh.Say("#proof").ShouldNotContain("In part");
        app.Clock.Advance(TimeSpan.FromDays(9));
        // The part of a body is no backup of the installation.
        (await anybody.Get("/protection")).Say("#proof").ShouldContain("In part");
        await app.Execute("delete from disclosure.kept_copy");
        (await anybody.Get("/protection")).Say("#proof").ShouldContain("No backup was ever recorded");
    }
}
