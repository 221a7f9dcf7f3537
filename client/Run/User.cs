namespace Entente.Client.Run;

/// <summary>An unprivileged account of this machine: PostgreSQL refuses to run as root.</summary>
public sealed record User(string Name, int Id, int Group)
{
    public IReadOnlyList<string> SetprivArguments =>
        [$"--reuid={Id}", $"--regid={Group}", "--clear-groups"];

    /// <summary>Null when this process is unprivileged already and may simply be itself.</summary>
    public static User? ForDatabase()
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        var wanted = Environment.GetEnvironmentVariable("ENTENTE_RUN_AS");
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(parts => parts.Length > 3)
            .Select(parts => new User(parts[0], int.Parse(parts[2], provider: null), int.Parse(parts[3], provider: null)))
            .Where(user => user.Id != 0).ToList();
        var candidates = wanted is null ? ["entente", "postgres", "nobody"] : new[] { wanted };
        return candidates.Select(name => accounts.Find(user => user.Name == name)).FirstOrDefault(user => user is not null)
            ?? throw new Refusal($"PostgreSQL refuses to run as root, and there is no account {string.Join(" or ", candidates)} to run it as. Create one (useradd --system entente), or name another in ENTENTE_RUN_AS.");
    }
}
