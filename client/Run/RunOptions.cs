namespace Entente.Client.Run;

/// <summary>What the person asked for on the command line or in the environment.</summary>
/// <param name="Database">The owner's connection string of a database of one's own; null for the private one.</param>
/// <param name="Demonstration">Null: yes for a new private database, no for one that was given.</param>
/// <param name="HasLeft">The address of somebody who can no longer be reached and must not be waited for.</param>
public sealed record RunOptions(string? Database, int Port, string? Data, bool? Demonstration, bool Development, string? Mail, string? PublicAddress, string? HasLeft = null)
{
    // localhost and not 127.0.0.1: passkeys belong to a name, and browsers refuse them for a bare address.
    public string Address => PublicAddress ?? $"http://localhost:{Port}";

    public bool WantsDemonstration => Demonstration ?? Database is null;
}
