using System.Diagnostics;

namespace Entente.Client.Run;

/// <summary>
/// An unprivileged account of this machine. Started as root, neither the database nor the application stays root, and
/// they are two accounts: what breaks into the application gets neither at the database's files nor at the owner's secret.
/// </summary>
public sealed record User(string Name, int Id, int Group)
{
    public IReadOnlyList<string> SetprivArguments =>
        [$"--reuid={Id}", $"--regid={Group}", "--clear-groups", "--no-new-privs"];

    /// <summary>Null when this process is unprivileged already and may simply be itself.</summary>
    public static User? ForDatabase() =>
        Environment.IsPrivilegedProcess ? Choose("PostgreSQL", Named("ENTENTE_RUN_AS"), ["entente", "postgres", "nobody"], Accounts()) : null;

    /// <param name="database">The database's account, when the database is ours.</param>
    public static User? ForApplication(User? database) =>
        Environment.IsPrivilegedProcess
            ? Choose("The application", Named("ENTENTE_RUN_APPLICATION_AS"), ["entente-web", "www-data", "daemon", "nobody"], [.. Accounts().Where(user => user.Id != database?.Id)])
            : null;

    /// <summary>Whether this account may do with the file what <c>test</c> asks: <c>-r</c>, <c>-w</c> or <c>-x</c>.</summary>
    public bool Can(string what, string path)
    {
        using var test = Process.Start("setpriv", [.. SetprivArguments, "--", "test", what, path]);
        test.WaitForExit();
        return test.ExitCode == 0;
    }

    /// <summary>The account that was named, else the first of the usual ones that there is.</summary>
    public static User Choose(string program, (string Setting, string? Name) named, string[] usual, IReadOnlyList<User> accounts)
    {
        var candidates = named.Name is null ? usual : [named.Name];
        return candidates.Select(name => accounts.FirstOrDefault(user => user.Name == name)).FirstOrDefault(user => user is not null)
            ?? throw new Refusal($"{program} does not run as root, and there is no account {string.Join(" or ", candidates)} to run it as that is neither root nor in use for another part. Create one (useradd --system {usual[0]}), or name another in {named.Setting}.");
    }

    private static (string Setting, string? Name) Named(string setting) => (setting, Environment.GetEnvironmentVariable(setting) is { Length: > 0 } name ? name : null);

    private static List<User> Accounts() =>
        [.. File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(parts => parts.Length > 3)
            .Select(parts => new User(parts[0], int.Parse(parts[2], provider: null), int.Parse(parts[3], provider: null)))
            .Where(user => user.Id != 0)];
}
