using System.Security.Cryptography;
using Entente.Disclosure;
using Entente.Shared.Data;

namespace Entente.Client.Run;

/// <summary>
/// The folder an installation keeps: its database, its secret, its mail. One running Entente per folder,
/// held by a lock that the system lets go when the process dies, however it dies.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>For folders that only this account looks into: mail holds links that open accounts.</summary>
    public const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The database's account passes through to its own folder and sees nothing else.
    private const UnixFileMode PassThrough = Mine | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string Postgres => System.IO.Path.Combine(Path, "postgres");

    public string Mail => System.IO.Path.Combine(Path, "mail");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public string LogKeysFile => System.IO.Path.Combine(Path, "keys", "log");

    private string Note => System.IO.Path.Combine(Path, "running");

    public static DataFolder Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path, PassThrough);
            var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(path, held);
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            var note = System.IO.Path.Combine(path, "running");
            var who = File.Exists(note) ? File.ReadAllText(note).Trim() : "another process";
            throw new Refusal($"Entente is already running on {path} ({who}). Use that one, stop it, or choose another folder with --data.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"The data folder {path} cannot be used: {error.Message} Choose another with --data.");
        }
    }

    /// <summary>The folder that takes the mail, open to the application's account and to nobody else.</summary>
    public void OpenMail(string? chosen, User? application) => Open("mail folder", chosen, Mail, application);

    /// <summary>The folder of attachments, likewise.</summary>
    public void OpenFiles(string? chosen, User? application) => Open("folder of attachments", string.IsNullOrWhiteSpace(chosen) ? null : chosen.Trim(), System.IO.Path.Combine(Path, "files"), application);

    /// <summary>The private keys of the log, for the application's account and nobody else; made at the first start and never again.</summary>
    /// <param name="name">Of the log, for ever.</param>
    public void OpenLogKeys(string name, User? application)
    {
        var folder = System.IO.Path.GetDirectoryName(LogKeysFile)!;
        Directory.CreateDirectory(folder, Mine);
        if (!File.Exists(LogKeysFile))
            WriteLogKeys([LogKeys.New(name)]);
        if (application is not null && !(Signals.Give(folder, application) && Signals.Give(LogKeysFile, application)))
            throw new Refusal($"The keys of the log in {LogKeysFile} cannot be given to {application.Name}, which the application runs as.");
    }

    public void WriteLogKeys(IEnumerable<LogKey> keys) => WriteOnlyForMe(LogKeysFile, LogKeys.Text(keys));

    /// <summary>The folder of the root key, likewise; not where a key service is attached.</summary>
    public void OpenKeys(RootKey root, User? application)
    {
        if (root is RootKeyFolder keys && application is not null && !Signals.GiveAll(keys.Folder, application))
            throw new Refusal($"The application runs as {application.Name}, which cannot read the keys in {keys.Folder}. Give the folder to that account (chown -R {application.Name} {keys.Folder}), or choose another in ENTENTE_KEYS.");
    }

    private static void Open(string what, string? chosen, string otherwise, User? application)
    {
        var folder = chosen ?? otherwise;
        var isNew = !Directory.Exists(folder);
        if (isNew)
            Directory.CreateDirectory(folder, Mine);
        if (application is null || application.Can("-w", folder))
            return;
        // What somebody chose may be anything, even /tmp: it is given away only when it was made here.
        if (chosen is null || isNew ? !Signals.GiveAll(folder, application) : true)
            throw new Refusal($"The application runs as {application.Name}, which cannot write to the {what} {folder}. Give it to that account (chown {application.Name} {folder}), or choose another.");
    }

    /// <summary>Whether the last steward of this folder ended without a chance to tidy up.</summary>
    public bool WasKilled => File.Exists(Note);

    public void SayRunning(string address) => File.WriteAllText(Note, $"process {Environment.ProcessId}, {address}\n");

    public InstallationSecret Secret() => new(SecretText());

    /// <summary>The installation's secret: from the environment, else from the folder, where the first start puts it.</summary>
    public string SecretText() =>
        Environment.GetEnvironmentVariable("ENTENTE_SECRET") is { Length: > 0 } given ? given : Kept("secret");

    /// <summary>
    /// What the private database's owner and superuser enter with. Apart from the installation's secret, because
    /// that one is given to the application, which must never be able to become the owner.
    /// </summary>
    public InstallationSecret OwnerSecret() => new(Kept("owner-secret"));

    private string Kept(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        if (!File.Exists(file))
            WriteOnlyForMe(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        return File.ReadAllText(file).Trim();
    }

    public void RefuseFullDisk()
    {
        const long Needed = 256L << 20;
        var free = new DriveInfo(Path).AvailableFreeSpace;
        if (free < Needed)
            throw new Refusal($"The disk that holds {Path} has {free >> 20} MB left; the database needs at least {Needed >> 20} MB to start safely. Nothing was changed: free some room and start again.");
    }

    public bool DiskIsFull() => new DriveInfo(Path).AvailableFreeSpace < 16L << 20;

    /// <summary>Nobody else may read it, not even in the moment between writing and closing.</summary>
    internal static void WriteOnlyForMe(string file, string text)
    {
        var half = file + ".new";
        File.Delete(half);
        using (var stream = new FileStream(half, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        File.Move(half, file, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(Note);
        _lock.Dispose();
    }
}
