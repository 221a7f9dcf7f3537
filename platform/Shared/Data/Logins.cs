using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Entente.Shared.Data;

/// <summary>
/// Where the database is and as whom the application may enter. The owner migrates and publishes; the web
/// process is given the writer and the reader only.
/// </summary>
public sealed record Logins(string Writer, string Reader)
{
    private const string OfReader = "_reader";

    /// <summary>As the reader, for whoever reads under a grant: its policies let through what the grant opens as well. Null where it cannot be known.</summary>
    public string? Granted { get; init; }

    /// <summary>The web process is told of writer and reader; the third follows from the reader's name and the secret.</summary>
    public static Logins Of(string writer, string reader, InstallationSecret secret) =>
        new NpgsqlConnectionStringBuilder(reader).Username is { } name && name.EndsWith(OfReader, StringComparison.Ordinal)
            ? new Logins(writer, reader) { Granted = Login(reader, $"{name[..^OfReader.Length]}_granted", secret) } : new Logins(writer, reader);

    public NpgsqlDataSource Source(string login)
    {
        var builder = new NpgsqlDataSourceBuilder(login);
        builder.ConnectionStringBuilder.ApplicationName ??= "entente";
        return builder.Build();
    }

    /// <summary>For the door: see <see cref="Database.OpenPlain"/>.</summary>
    /// <param name="planOnce">Whatever the parameters, what was prepared is planned once: for what is always the same, however many rows there are.</param>
    public NpgsqlDataSource Plain(int connections, bool planOnce = false) => Source(new NpgsqlConnectionStringBuilder(Writer)
    {
        NoResetOnClose = true, MaxAutoPrepare = 500, AutoPrepareMinUsages = 1, MaxPoolSize = connections, ApplicationName = "entente door",
        Options = planOnce ? "-c plan_cache_mode=force_generic_plan" : null,
    }.ConnectionString);

    /// <summary>
    /// The names and passwords of writer and reader follow from the owner's name and the installation's
    /// secret, so that several nodes reach the same result without storing or sending them.
    /// </summary>
    public static Logins From(string owner, InstallationSecret secret)
    {
        var name = new NpgsqlConnectionStringBuilder(owner).Username
            ?? throw new ArgumentException("The owner's connection string names no user.", nameof(owner));
        NpgsqlConnectionStringBuilder Reading(string role) => new(Login(owner, role, secret)) { Options = WorkMemory };
        // Few have a grant at a time.
        var granted = Reading($"{name}_granted");
        granted.MaxPoolSize = 8;
        return new Logins(Login(owner, $"{name}_writer", secret), Reading($"{name}_reader").ConnectionString) { Granted = granted.ConnectionString };
    }

    // Past it a bitmap of rows turns coarse, and of each of its pages every row is asked for its readers again.
    private const string WorkMemory = "-c work_mem=64MB";

    public override string ToString() => "logins of writer and reader";

    private static string Login(string owner, string role, InstallationSecret secret) =>
        new NpgsqlConnectionStringBuilder(owner)
        {
            Username = role,
            Password = Convert.ToHexStringLower(secret.Derive($"database login {role}", 24)),
            // Both logins of a node together stay below what the private database allows; more would only queue there.
            MaxPoolSize = 40,
        }.ConnectionString;
}

/// <summary>The one secret of an installation, from which every key that nodes must share is derived.</summary>
public sealed class InstallationSecret
{
    public const int Shortest = 32;

    private readonly byte[] _root;

    public InstallationSecret(string text)
    {
        if (text.Length < Shortest)
            throw new ArgumentException($"The installation's secret must have at least {Shortest} characters.", nameof(text));
        _root = SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    public byte[] Derive(string purpose, int length) =>
        HKDF.Expand(HashAlgorithmName.SHA256, _root, length, Encoding.UTF8.GetBytes("entente " + purpose));
}
