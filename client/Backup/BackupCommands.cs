using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Entente.Client.Run;
using Entente.Disclosure;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Client.Backup;

/// <summary><c>./entente backup FILE</c>, <c>./entente restore FILE</c> and <c>./entente drill FILE</c>.</summary>
public static class BackupCommands
{
    public static Command Backup()
    {
        var file = new Argument<string>("file") { Description = "Where the backup is written; a file that is there is not overwritten" };
        var body = new Option<string?>("--body") { Description = "Only this body's part, as it takes with it when it leaves" };
        var (data, database, keys) = (Data(), DatabaseFile(), WithKeys());
        var command = new Command("backup", "Write everything as of one moment into one file, while it runs: tables, attachments, ledger; not the keys") { file, body, data, database, keys };
        command.SetAction((parsed, stop) => Commands.Spoken(() => Backup(new Where(Database(parsed.GetValue(database)), parsed.GetValue(data)), parsed.GetValue(file)!, parsed.GetValue(body), parsed.GetValue(keys), Console.Out, stop)));
        return command;
    }

    public static Command Restore()
    {
        var file = new Argument<string>("file") { Description = "A backup" };
        var (data, database, keys) = (Data(), DatabaseFile(), WithKeys());
        var command = new Command("restore", "Make an empty database what a backup says, and compare it with its ledger") { file, data, database, keys };
        command.SetAction((parsed, stop) => Commands.Spoken(() => Restore(new Where(Database(parsed.GetValue(database)), parsed.GetValue(data)), parsed.GetValue(file)!, parsed.GetValue(keys), Console.Out, stop)));
        return command;
    }

    public static Command Drill()
    {
        var file = new Argument<string>("file") { Description = "A backup of this installation" };
        var (data, database) = (Data(), DatabaseFile());
        var command = new Command("drill", "Restore a backup into a database that is thrown away, compare it with its ledger, and write down that it was done") { file, data, database };
        command.SetAction((parsed, stop) => Commands.Spoken(() => Drill(new Where(Database(parsed.GetValue(database)), parsed.GetValue(data)), parsed.GetValue(file)!, Console.Out, stop)));
        return command;
    }

    internal static Option<string?> Data() => new("--data") { Description = "The data folder (default ./data)", DefaultValueFactory = _ => Commands.Setting("ENTENTE_FOLDER") };

    internal static Option<string?> DatabaseFile() => new("--database-file") { Description = "File that holds the owner's connection string of your own PostgreSQL; or ENTENTE_DATABASE" };

    internal static string? Database(string? file) => Credentials.Database(null, file, Commands.Setting("ENTENTE_DATABASE"));

    private static Option<string?> WithKeys() => new("--with-keys") { Description = "File with a passphrase, under which the secret and the keys go along" };

    /// <param name="passphrase">The file with the passphrase; null: without keys.</param>
    public static async Task<int> Backup(Where where, string file, string? body, string? passphrase, TextWriter console, CancellationToken cancel)
    {
        if (File.Exists(file))
            throw new Refusal($"{file} is there already, and is not overwritten.");
        var half = file + ".part";
        await using var entrance = await Entrance.Open(where.Database, where.Data, alone: false, cancel);
        var (at, clock) = (TimeProvider.System.GetUtcNow(), Stopwatch.StartNew());
        try
        {
            await using (var owner = new NpgsqlConnection(entrance.Login))
            await using (var to = new FileStream(half, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                await owner.OpenAsync(cancel);
                if (body is not null && !await Has(owner, body, cancel))
                    throw new Refusal($"There is no body {body} here.");
                await using (var pack = new PackWriter(to))
                    await new Export(owner, body, Files(entrance.Folder), console.WriteLine).Write(pack, passphrase is null ? null : KeysBox.Close(entrance.Folder, Root(entrance.Folder), KeysBox.Passphrase(passphrase)), at, cancel);
                to.Flush(flushToDisk: true);
            }
            File.Move(half, file);
        }
        catch (Exception problem) when (problem is IOException and not FileNotFoundException || problem is NpgsqlException)
        {
            throw new Refusal($"The backup was not written: {problem.Message}");
        }
        finally
        {
            File.Delete(half);
        }
        await KeptCopies.Add(entrance.Login, "backup", at, clock.Elapsed, body, console, cancel);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {new FileInfo(file).Length / 1024.0 / 1024.0:0.0} MB."));
        console.WriteLine(passphrase is null
            ? "The secret and the root key are NOT in it. Without the secret it cannot be started, and without the keys nothing confidential in it can be read: keep a copy of data/secret and data/keys elsewhere."
            : "The secret and the keys are in it, under the passphrase: whoever has both has everything.");
        return 0;
    }

    public static async Task<int> Restore(Where where, string file, string? passphrase, TextWriter console, CancellationToken cancel)
    {
        if (!File.Exists(file))
            throw new Refusal($"There is no file {file}.");
        await using var entrance = await Entrance.Open(where.Database, where.Data, alone: true, cancel);
        var root = Root(entrance.Folder);
        if (passphrase is not null)
            await TakeKeys(file, entrance.Folder, root, KeysBox.Passphrase(passphrase), cancel);
        var secret = Secret(entrance.Folder);
        await From(file, entrance.Login, secret, root, Files(entrance.Folder), console, cancel);
        await SayKeys(entrance.Login, root, console, cancel);
        console.WriteLine("Start it with ./entente run.");
        return 0;
    }

    /// <summary>Restores a backup into a database of its own, which is thrown away, with the secret and the keys of this installation, and writes down that it was done.</summary>
    public static async Task<int> Drill(Where where, string file, TextWriter console, CancellationToken cancel)
    {
        if (!File.Exists(file))
            throw new Refusal($"There is no file {file}.");
        await using var entrance = await Entrance.Open(where.Database, where.Data, alone: false, cancel);
        var (clock, folder) = (Stopwatch.StartNew(), Path.Combine(Path.GetTempPath(), $"entente-drill-{Guid.NewGuid():N}"));
        try
        {
            PackHead head;
            await using (var aside = await Entrance.Open(null, folder, alone: true, cancel))
                head = await From(file, aside.Login, Secret(entrance.Folder), Root(entrance.Folder), Path.Combine(folder, "files"), console, cancel);
            await KeptCopies.Add(entrance.Login, "drill", head.At, clock.Elapsed, head.Body, console, cancel);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The backup of {head.At:yyyy-MM-dd HH:mm:ss} UTC can be restored; it took {clock.Elapsed.TotalMinutes:0.0} minutes. What was restored is thrown away."));
            return 0;
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PackHead> From(string file, string login, InstallationSecret secret, RootKey root, string files, TextWriter console, CancellationToken cancel)
    {
        await using var from = File.OpenRead(file);
        try
        {
            return await new Restore(login, secret, root, files, TimeProvider.System, console.WriteLine).From(from, cancel);
        }
        catch (MigrationRefused refused)
        {
            throw new Refusal(refused.Message);
        }
        catch (NpgsqlException problem)
        {
            throw new Refusal($"The database does not do as asked: {problem.Message} Nothing was restored.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"A file cannot be read or written: {problem.Message} Nothing was restored.");
        }
    }

    // The secret is asked for before the first row: the keys come before all tables.
    private static async Task TakeKeys(string file, string folder, RootKey root, string passphrase, CancellationToken cancel)
    {
        await using var from = File.OpenRead(file);
        await using var pack = new PackReader(from);
        while (await pack.Next(cancel) is { } member && !pack.Name.StartsWith(PackNames.Tables, StringComparison.Ordinal))
            if (pack.Name == PackNames.Keys)
            {
                using var bytes = new MemoryStream();
                await member.CopyToAsync(bytes, cancel);
                KeysBox.Open(bytes.ToArray(), folder, root, passphrase);
                return;
            }
        throw new Refusal("There are no keys in this backup: it was made without --with-keys.");
    }

    private static async Task SayKeys(string login, RootKey root, TextWriter console, CancellationToken cancel)
    {
        await using var owner = new NpgsqlConnection(login);
        await owner.OpenAsync(cancel);
        try
        {
            await RootKeys.Check(owner, root, cancel);
        }
        catch (RootKeyRefused refused)
        {
            console.WriteLine($"{refused.Message.Replace(" Nothing was changed.", "", StringComparison.Ordinal)} Until then it does not start.");
        }
    }

    private static async Task<bool> Has(NpgsqlConnection owner, string body, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select exists (select from bodies.version where body = $1)", owner) { Parameters = { new() { Value = body } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    internal static RootKey Root(string folder) => RootKey.Of(Commands.Setting("ENTENTE_KEYS"), Path.Combine(folder, "keys"));

    private static string Files(string folder) => Commands.Setting("ENTENTE_FILES") ?? Path.Combine(folder, "files");

    private static InstallationSecret Secret(string folder) => Commands.Setting("ENTENTE_SECRET") is { } given ? new InstallationSecret(given)
        : File.Exists(Path.Combine(folder, "secret")) ? new InstallationSecret(File.ReadAllText(Path.Combine(folder, "secret")).Trim())
        : throw new Refusal($"The secret of the installation is not here. Put its file 'secret' into {folder} (or its text into ENTENTE_SECRET) first, or restore with --with-keys.");
}

/// <summary>Where a command works: a database that was given, or the private one of the data folder.</summary>
public sealed record Where(string? Database, string? Data)
{
    // It holds a password: nobody prints it by mistake.
    public override string ToString() => $"where {Data}";
}
