using System.Security.Cryptography;
using System.Text;
using Dapper;
using Entente.Client.Backup;
using Entente.Client.Run;
using Entente.Disclosure;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Confidential;

/// <summary>A backup is of one moment, holds everything but the keys, and comes back whole or not at all.</summary>
public sealed class BackupTests(SecretApp app) : IClassFixture<SecretApp>
{
    // What a node says of itself while it runs goes on while it is copied.
    private static readonly string[] Unlike = ["migrations.applied", "administration.node", "disclosure.run", "disclosure.reading_run", "disclosure.kept_copy"];

    [Fact]
    public async Task What_is_backed_up_while_people_write_comes_back_row_by_row_and_goes_on()
    {
        var statement = await app.Submit("XRESTORED");
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await app.Submit("Meanwhile");
        });
        var file = New("all");
        (await Run(file)).ShouldContain("are NOT in it");
        await stop.CancelAsync();
        await writing;
        Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).ShouldNotContain(await File.ReadAllTextAsync(app.Root.File));

        await using var there = await Empty();
        var said = await Restore(there, file);
        said.ShouldContain("are what was committed to");
        // Whole: every version has its leaf, its segments and its rows, however much was written meanwhile.
        await using (var owner = new NpgsqlConnection(there.Login))
        {
            (await owner.ExecuteScalarAsync<long>("select count(*) from records.version v where not exists (select from records.leaf l where l.statement = v.statement and l.version = v.number) or not exists (select from tuna.landings_report r where r.statement = v.statement)")).ShouldBe(0);
            (await owner.ExecuteScalarAsync<long>("select count(*) from records.statement")).ShouldBeGreaterThan(0);
        }
        await using var again = there.App(app);
        using var clerk = AsPerson.Browser(again, app.Clerk);
        (await clerk.Get($"/bodies/tuna/landings/{statement}")).Say("main").ShouldContain("XRESTORED");
        using var health = await clerk.Http.GetAsync("/health/ready");
        health.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_differs_once_nobody_writes()
    {
        await app.Submit("The same");
        var file = New("same");
        await Run(file);
        await using var there = await Empty();
        await Restore(there, file);
        (await Everything(there.Login)).ShouldBe(await Everything(app.Database.Owner));
        var (was, now) = ((await Shape(app.Database.Owner)).Split('\n'), (await Shape(there.Login)).Split('\n'));
        was.Except(now, StringComparer.Ordinal).ShouldBeEmpty();
        now.Except(was, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_is_not_empty_a_damaged_file_and_another_secret_are_refused()
    {
        await app.Submit("Kept whole");
        var file = New("refused");
        await Run(file);
        await using (var full = new Place(app.Database.Owner, app.Folder.FullName))
            (await Should.ThrowAsync<Refusal>(() => Restore(full, file))).Message.ShouldContain("not empty");
        var bytes = await File.ReadAllBytesAsync(file);
        foreach (var (damaged, word) in new[] { (bytes[..(bytes.Length * 2 / 3)], "damaged"), (Changed(bytes), "damaged"), ("no backup at all"u8.ToArray(), "damaged") })
        {
            await File.WriteAllBytesAsync(file + ".bad", damaged);
            await using var there = await Empty();
            (await Should.ThrowAsync<Refusal>(() => Restore(there, file + ".bad"))).Message.ShouldContain(word);
            // What was cut off is begun again, and comes whole.
            if (damaged.Length > 1000)
            {
                await Should.ThrowAsync<MigrationRefused>(() => Installation.Prepare(there.Login, TestCluster.Secret, demonstration: false, app.Clock));
                (await Restore(there, file)).ShouldContain("rows in");
            }
        }
        await using var other = await Empty("another secret, of at least thirty-two characters");
        (await Should.ThrowAsync<Refusal>(() => Restore(other, file))).Message.ShouldContain("another secret");
    }

    [Fact]
    public async Task A_drill_restores_beside_the_installation_leaves_nothing_and_is_told()
    {
        await app.Submit("Drilled");
        var file = New("drill");
        await Run(file);
        using var anybody = app.Browser();
        var before = await anybody.Get("/protection");
        before.Say("#proof").ShouldContain("Only the operator knows", Case.Insensitive, before.Say("#proof"));
        before.Say("#proof").ShouldContain("No restore drill was ever recorded");
        await using var said = new StringWriter();
        (await BackupCommands.Drill(new Where(app.Database.Owner, app.Folder.FullName), file, said, TestContext.Current.CancellationToken)).ShouldBe(0);
        said.ToString().ShouldContain("are what was committed to");
        said.ToString().ShouldNotContain("not checked: the key is not here");
        Directory.EnumerateDirectories(Path.GetTempPath(), "entente-drill-*").ShouldBeEmpty();
        (await anybody.Get("/protection")).Say("#proof").ShouldContain("was restored into a database of its own and agreed with what was committed to");

        // One that cannot be restored is no drill.
        await app.Execute("delete from disclosure.kept_copy where what = 'drill'");
        await File.WriteAllBytesAsync(file + ".bad", Changed(await File.ReadAllBytesAsync(file)));
        await Should.ThrowAsync<Refusal>(() => BackupCommands.Drill(new Where(app.Database.Owner, app.Folder.FullName), file + ".bad", said, TestContext.Current.CancellationToken));
        (await app.Ask<long>("select count(*) from disclosure.kept_copy where what = 'drill'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_restore_that_was_killed_is_named_at_the_start_and_done_again()
    {
        await app.Submit("Killed");
        var file = New("killed");
        await Run(file);
        await using var there = await Empty();
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "entente.dll"), "restore", file, "--data", there.Folder]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ENTENTE_DATABASE"] = there.Login;
        using (var restoring = System.Diagnostics.Process.Start(start)!)
        {
            // In the middle of the rows.
            while (await restoring.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("table ", StringComparison.Ordinal))
                continue;
            restoring.Kill();
            await restoring.WaitForExitAsync(TestContext.Current.CancellationToken);
            restoring.ExitCode.ShouldNotBe(0, await restoring.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        (await Should.ThrowAsync<MigrationRefused>(() => Installation.Prepare(there.Login, TestCluster.Secret, demonstration: false, app.Clock))).Message.ShouldContain("cut off");
        (await Restore(there, file)).ShouldContain("rows in");
        await Installation.Prepare(there.Login, TestCluster.Secret, demonstration: false, app.Clock);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_not_called_a_damaged_backup()
    {
        await app.Submit("Full");
        var file = New("full");
        await Run(file);
        await using var there = await Empty();
        // Where the attachments would be made is a file: no room for any of them.
        await File.WriteAllTextAsync(Path.Combine(there.Folder, "files"), "");
        if (await app.Ask<long>("select count(*) from records.file where attached_at is not null") > 0)
            (await Should.ThrowAsync<Refusal>(() => Restore(there, file))).Message.ShouldContain("cannot be read or written");
        foreach (var (state, ofTheFile) in new[] { ("53100", false), ("53200", false), ("57P01", false), ("58030", false), ("22P04", true), ("23505", true) })
            Client.Backup.Restore.IsOfTheFile(new PostgresException("said", "ERROR", "ERROR", state)).ShouldBe(ofTheFile, state);
        File.Delete(Path.Combine(there.Folder, "files"));
        (await Restore(there, file)).ShouldContain("rows in");
    }

    [Fact]
    public async Task What_was_changed_in_the_database_is_found_by_what_was_committed_to()
    {
        var statement = await app.Submit("Changed");
        await app.Execute("update records.version set commitment = sha256('x') where statement = @statement", new { statement });
        var file = New("changed");
        await Run(file);
        await using var there = await Empty();
        (await Should.ThrowAsync<Refusal>(() => Restore(there, file))).Message.ShouldContain($"version 1 of {statement}");
        await app.Execute("update records.version v set commitment = l.commitment from records.leaf l where l.statement = v.statement and l.version = v.number and v.statement = @statement", new { statement });
    }

    [Fact]
    public async Task What_is_encrypted_is_opened_and_compared_where_the_keys_are_and_named_where_they_are_not()
    {
        var (statement, gone) = (await app.Submit("Compared"), await app.Submit("Erased", "GHA"));
        var whole = New("encrypted");
        await Run(whole);
        await using (var without = await Empty())
            (await Restore(without, whole)).ShouldContain("segments were not checked: the key is not here");
        await using (var with = await WithKeys())
            (await Restore(with, whole)).ShouldNotContain("not checked");

        await app.Execute("update records.segment set bytes = set_byte(bytes, 60, get_byte(bytes, 60) # 1) where statement = @statement and section = 'people'", new { statement });
        var spoilt = New("spoilt");
        await Run(spoilt);
        await using (var with = await WithKeys())
            (await Should.ThrowAsync<Refusal>(() => Restore(with, spoilt))).Message.ShouldContain($"the segment people of {statement}");
        await app.Execute("update records.segment set bytes = set_byte(bytes, 60, get_byte(bytes, 60) # 1) where statement = @statement and section = 'people'", new { statement });

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var owner = new NpgsqlConnection(app.Database.Owner))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await RootKeys.Destroy(owner, app.Root, new KeyOwner("tuna", "GHA"), "a test", app.Clock.GetUtcNow());
        }
        app.Services.GetRequiredService<PartyKeys>().Forget();
        var many = await app.Ask<long>("select count(*) from records.segment where statement = @gone", new { gone });
        var after = New("after");
        await Run(after);
        // In the older backup as well, whose rows know nothing of the destruction: the folder of keys does.
        foreach (var file in new[] { after, whole })
            await using (var with = await WithKeys())
                (await Restore(with, file)).ShouldContain($"{many} segments were not checked: key destroyed");
    }

    private async Task<Place> WithKeys()
    {
        var there = await Empty();
        foreach (var file in Directory.EnumerateFiles(app.Root.Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(there.Folder, "keys", Path.GetRelativePath(app.Root.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return there;
    }

    [Fact]
    public async Task With_the_keys_under_a_passphrase_it_is_enough_by_itself()
    {
        var statement = await app.Submit("Alone");
        var (file, passphrase) = (New("keys"), New("passphrase"));
        await File.WriteAllTextAsync(passphrase, "correct horse battery staple");
        await Run(file, passphrase: passphrase);
        await using var there = await Empty(secret: null);
        (await Should.ThrowAsync<Refusal>(() => Restore(there, file))).Message.ShouldContain("The secret of the installation is not here");
        await File.WriteAllTextAsync(passphrase, "another horse, another staple");
        (await Should.ThrowAsync<Refusal>(() => Restore(there, file, passphrase))).Message.ShouldContain("do not open");
        await File.WriteAllTextAsync(passphrase, "correct horse battery staple");
        await Restore(there, file, passphrase);
        new RootKeyFolder(Path.Combine(there.Folder, "keys")).Name.ShouldBe(app.Root.Name);
        await using var again = there.App(app, keys: Path.Combine(there.Folder, "keys"));
        using var clerk = AsPerson.Browser(again, app.Clerk);
        (await clerk.Get($"/bodies/tuna/landings/{statement}")).Say("main").ShouldContain("Alone");
    }

    /// <summary>Kept from November 2026; whoever changes what a backup is keeps another beside it (ENTENTE_KEEP_BACKUP=FILE makes one).</summary>
    [Fact]
    public async Task A_backup_of_an_earlier_version_is_restored_by_this_one_with_what_is_confidential()
    {
        var passphrase = New("kept-passphrase");
        await File.WriteAllTextAsync(passphrase, "kept for versions to come");
        if (Environment.GetEnvironmentVariable("ENTENTE_KEEP_BACKUP") is { Length: > 0 } path)
        {
            await app.Submit("Kept since November");
            File.Delete(path);
            await Run(path, passphrase: passphrase);
        }
        var kept = Path.Combine(Client.Run.House.Find().Root, "tests", "Rooms", "Records", "Confidential", "backup-of-november-2026.entente");
        new FileInfo(kept).Length.ShouldBeLessThan(200_000);
        await using var there = await Empty(secret: null);
        var said = await Restore(there, kept, passphrase);
        said.ShouldContain("are what was committed to");
        said.ShouldContain("steps of this version were taken since");
        said.ShouldNotContain("not checked");
        await using var again = there.App(app, keys: Path.Combine(there.Folder, "keys"));
        Guid clerk, statement;
        await using (var owner = new NpgsqlConnection(there.Login))
        {
            clerk = await owner.ExecuteScalarAsync<Guid>("select id from bodies.person where name = 'Clerk of Japan'");
            statement = await owner.ExecuteScalarAsync<Guid>("select id from records.statement where body = 'tuna' and definition = 'landings' order by opened_at desc limit 1");
        }
        using var browser = AsPerson.Browser(again, clerk);
        (await browser.Get($"/bodies/tuna/landings/{statement}")).Say("main").ShouldContain("Kept since November");
    }

    [Fact]
    public async Task A_body_takes_its_part_and_nothing_of_others_with_it()
    {
        var statement = await app.Submit("Leaving");
        await app.Execute("insert into records.audience (body, members) values ('elsewhere', '{public}') on conflict do nothing");
        var file = New("part");
        await Run(file, body: "tuna");
        await using var there = await Empty();
        await Restore(there, file);
        await using var owner = new NpgsqlConnection(there.Login);
        (await owner.ExecuteScalarAsync<long>("select count(*) from records.version where statement = @statement", new { statement })).ShouldBe(1);
        (await owner.ExecuteScalarAsync<long>("select count(*) from records.audience where body <> 'tuna'")).ShouldBe(0);
        (await owner.ExecuteScalarAsync<long>("select count(*) from sign_in.account")).ShouldBe(0);
        (await owner.ExecuteScalarAsync<long>("select count(*) from bodies.person where id = @Clerk", new { app.Clerk })).ShouldBe(1);
        (await Should.ThrowAsync<Refusal>(() => Run(New("nobody"), body: "nobody"))).Message.ShouldContain("no body nobody");
    }

    private string New(string name) => Path.Combine(app.Folder.FullName, $"{name}-{Guid.NewGuid():N}.entente");

    private async Task<string> Run(string file, string? body = null, string? passphrase = null)
    {
        await File.WriteAllTextAsync(Path.Combine(app.Folder.FullName, "secret"), TestCluster.SecretText);
        await using var said = new StringWriter();
        (await BackupCommands.Backup(new Where(app.Database.Owner, app.Folder.FullName), file, body, passphrase, said, default)).ShouldBe(0);
        return said.ToString();
    }

    private static async Task<string> Restore(Place there, string file, string? passphrase = null)
    {
        await using var said = new StringWriter();
        (await BackupCommands.Restore(new Where(there.Login, there.Folder), file, passphrase, said, default)).ShouldBe(0);
        return said.ToString();
    }

    private static async Task<Place> Empty(string? secret = TestCluster.SecretText)
    {
        var folder = Directory.CreateTempSubdirectory("entente-restored-").FullName;
        if (secret is not null)
            await File.WriteAllTextAsync(Path.Combine(folder, "secret"), secret);
        return new Place(await (await TestCluster.Get()).EmptyDatabase(), folder) { IsOwn = true };
    }

    // One bit, in the middle of what is packed.
    private static byte[] Changed(byte[] bytes)
    {
        byte[] changed = [.. bytes];
        changed[changed.Length / 2] ^= 4;
        return changed;
    }

    private static async Task<string> Everything(string login)
    {
        await using var owner = new NpgsqlConnection(login);
        await owner.OpenAsync();
        var all = new StringBuilder();
        foreach (var table in await owner.QueryAsync<string>("select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%' order by 1"))
        {
            if (Unlike.Contains(table))
                continue;
            using var rows = await owner.BeginTextExportAsync($"copy (select t::text from {table} t order by 1) to stdout");
            all.AppendLine(table).AppendLine(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(await rows.ReadToEndAsync()))));
        }
        return all.ToString();
    }

    /// <summary>Columns, constraints, indexes, policies, triggers, views and rights.</summary>
    private static async Task<string> Shape(string login)
    {
        await using var owner = new NpgsqlConnection(login);
        return string.Join('\n', (await owner.QueryAsync<string>("""
            select said from (
              select format('%s %s %s %s %s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, col_description(c.oid, a.attnum)) as said, n.nspname
                from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where c.relkind in ('r', 'v')
              union all select format('%s %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)), n.nspname from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype <> 'n'
              union all select pg_get_indexdef(i.indexrelid) || coalesce(obj_description(i.indexrelid, 'pg_class'), ''), n.nspname from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
              union all select format('%s %s %s %s', p.polrelid::regclass, p.polname, pg_get_expr(p.polqual, p.polrelid), array(select r.rolname from pg_roles r where r.oid = any (p.polroles) order by 1)), n.nspname from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
              union all select pg_get_triggerdef(t.oid) || coalesce(obj_description(t.oid, 'pg_trigger'), '') || t.tgenabled::text, n.nspname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal
              union all select format('%s %s %s %s', c.oid::regclass, c.relrowsecurity, obj_description(c.oid, 'pg_class'), array(select unnest(c.relacl)::text order by 1)), n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v')
              union all select pg_get_viewdef(c.oid), n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v'
            ) everything where nspname not like 'pg\_%' and nspname <> 'information_schema' order by 1
            """)).SelectMany(said => said.Split('\n')).Select(line => line.Trim()).Order(StringComparer.Ordinal));
    }

    private sealed class Restored : TestApp
    {
        public Restored(TestDatabase database) => Database = database;
    }

    private sealed record Place(string Login, string Folder) : IAsyncDisposable
    {
        public bool IsOwn { get; init; }

        public Restored App(SecretApp like, string? keys = null)
        {
            var again = new Restored(new TestDatabase(Login, Logins.From(Login, TestCluster.Secret))) { Added = like.Added };
            again.Settings["ENTENTE_FOLDER"] = Folder;
            again.Settings["ENTENTE_KEYS"] = keys ?? like.Root.Folder;
            return again;
        }

        public ValueTask DisposeAsync()
        {
            NpgsqlConnection.ClearAllPools();
            if (IsOwn)
                Directory.Delete(Folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
