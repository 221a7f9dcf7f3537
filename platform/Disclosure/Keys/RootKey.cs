namespace Entente.Disclosure;

/// <summary>Whose data a key is for: a party of a body; the body itself where the party is blank.</summary>
public sealed record KeyOwner(string Body, string Party);

/// <summary>
/// What wraps the keys of parties, outside the database and its backups: a folder of files, or a program that speaks to a key
/// service. It has something of its own for each of their keys, so that those of one party can be destroyed alone.
/// </summary>
public abstract class RootKey
{
    /// <summary>The name of the key that wraps now; null where there is none yet.</summary>
    /// <exception cref="RootKeyRefused">It cannot be read.</exception>
    public abstract string? Name { get; }

    /// <summary>Whether it opens what the key of this name wrapped.</summary>
    public abstract bool Knows(string root);

    /// <exception cref="RootKeyRefused">There is none, or it cannot be reached.</exception>
    public abstract byte[] Wrap(KeyOwner owner, Guid id, ReadOnlySpan<byte> key);

    /// <summary>Null where what it has for this key was destroyed.</summary>
    /// <param name="root">The name of the key that wrapped.</param>
    /// <exception cref="RootKeyRefused">It is another key, or cannot be reached.</exception>
    public abstract byte[]? Unwrap(KeyOwner owner, Guid id, string root, ReadOnlySpan<byte> wrapped);

    /// <summary>Whatever was wrapped for this party until now can be opened by nobody any more.</summary>
    public abstract void Destroy(KeyOwner owner, DateTimeOffset at);

    /// <summary>When that happened last; null: it did not.</summary>
    public abstract DateTimeOffset? DestroyedAt(KeyOwner owner);

    /// <param name="setting">ENTENTE_KEYS: a folder, or <c>command:PROGRAM</c>.</param>
    /// <param name="otherwise">The folder where nothing is set.</param>
    public static RootKey Of(string? setting, string otherwise) =>
        setting?.Trim() is not { Length: > 0 } set ? new RootKeyFolder(otherwise)
        : set.StartsWith(Program, StringComparison.Ordinal) ? new RootKeyProgram(set[Program.Length..].Trim())
        : new RootKeyFolder(set);

    private const string Program = "command:";
}

/// <summary>The root key is not there, is another one, or cannot be reached; says what to do.</summary>
public sealed class RootKeyRefused(string message, Exception? inner = null) : Exception(message, inner);
