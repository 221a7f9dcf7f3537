namespace Entente.Client.Run;

/// <summary>What the person asked for on the command line or in the environment.</summary>
/// <param name="Database">The owner's connection string of a database of one's own; null for the private one.</param>
/// <param name="Demonstration">Null: yes for a new private database, no for one that was given.</param>
/// <param name="Large">Demonstration data of real size instead of a small slice of it.</param>
/// <param name="HasLeft">The address of somebody who can no longer be reached and must not be waited for.</param>
public sealed record RunOptions(string? Database, int Port, string? Data, bool? Demonstration, bool Development, string? Mail, string? PublicAddress, string? HasLeft = null, bool Large = false)
{
    // localhost and not 127.0.0.1: passkeys belong to a name, and browsers refuse them for a bare address.
    public string Address => PublicAddress ?? $"http://localhost:{Port}";

    /// <summary>The mail server, or the whole path of the folder that takes the mail.</summary>
    public string MailRoute(DataFolder data) => Mail is null ? data.Mail : MailFolder is { } folder ? folder : Mail;

    /// <summary>The folder somebody chose for the mail; null when it goes to a server or where it usually does.</summary>
    public string? MailFolder => Mail is { } route && !route.Contains("://", StringComparison.Ordinal) ? Path.GetFullPath(route) : null;

    // It holds passwords: nobody prints it by mistake.
    public override string ToString() => $"options for {Address}";

    public bool WantsDemonstration => Demonstration ?? Database is null;
}
