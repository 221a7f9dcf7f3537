using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Disclosure;

/// <summary>
/// A folder with the root key in the file <c>root</c>, the one in use first and those before it below, and in <c>parties</c> a
/// file of chance for each key of a party: both together wrap it, so that without its file it never opens again.
/// Several nodes share it. Read each time: what was rotated by a command counts at once.
/// </summary>
public sealed class RootKeyFolder(string folder) : RootKey
{
    private const int Length = 32;
    private const int Nonce = 12;
    private const int Tag = 16;
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Folder { get; } = Path.GetFullPath(folder);

    public string File => Path.Combine(Folder, "root");

    public override string? Name => Keys() is [var first, ..] ? NameOf(first) : null;

    public override bool Knows(string root) => Keys().Exists(key => NameOf(key) == root);

    /// <summary>Makes a first root key, or puts a new one before those that are there.</summary>
    /// <returns>Its name.</returns>
    public string Add()
    {
        Directory.CreateDirectory(Parties, Mine | UnixFileMode.UserExecute);
        var key = RandomNumberGenerator.GetBytes(Length);
        Write(File, string.Concat(Keys().Prepend(key).Select(one => Convert.ToHexStringLower(one) + "\n")), replace: true);
        return NameOf(key);
    }

    /// <summary>Forgets the keys before the one in use, once nothing is wrapped by them.</summary>
    public void ForgetFormer() => Write(File, Convert.ToHexStringLower(Keys()[0]) + "\n", replace: true);

    public override byte[] Wrap(KeyOwner owner, Guid id, ReadOnlySpan<byte> key)
    {
        if (Keys() is not [var root, ..])
            throw Missing();
        var share = Share(owner, id, make: true)!;
        var wrapped = new byte[Nonce + key.Length + Tag];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, Nonce));
        using var aes = new AesGcm(KeyOf(root, share), Tag);
        aes.Encrypt(wrapped.AsSpan(0, Nonce), key, wrapped.AsSpan(Nonce, key.Length), wrapped.AsSpan(Nonce + key.Length), Belongs(owner, id));
        return wrapped;
    }

    public override byte[]? Unwrap(KeyOwner owner, Guid id, string root, ReadOnlySpan<byte> wrapped)
    {
        if (Keys().FirstOrDefault(key => NameOf(key) == root) is not { } found)
            throw Name is null ? Missing() : new RootKeyRefused($"What the database holds was encrypted under the root key {root}; the file {File} holds {Name}, another one. Put the right file back (from where you keep its copy); nothing was changed.");
        if (Share(owner, id, make: false) is not { } share)
            return null;
        var key = new byte[wrapped.Length - Nonce - Tag];
        using var aes = new AesGcm(KeyOf(found, share), Tag);
        aes.Decrypt(wrapped[..Nonce], wrapped[Nonce..^Tag], wrapped[^Tag..], key, Belongs(owner, id));
        return key;
    }

    public override void Destroy(KeyOwner owner, DateTimeOffset at)
    {
        Directory.CreateDirectory(Parties);
        foreach (var file in Directory.EnumerateFiles(Parties, $"{Prefix(owner)}*").Where(file => file != Tombstone(owner)).ToList())
        {
            // Written over in its place before it goes: as far as the disk goes along.
            using (var over = new FileStream(file, FileMode.Open, FileAccess.Write))
            {
                over.Write(new byte[over.Length]);
                over.Flush(flushToDisk: true);
            }
            System.IO.File.Delete(file);
        }
        Write(Tombstone(owner), at.ToString("O", CultureInfo.InvariantCulture), replace: true);
    }

    public override DateTimeOffset? DestroyedAt(KeyOwner owner) =>
        System.IO.File.Exists(Tombstone(owner)) ? DateTimeOffset.Parse(System.IO.File.ReadAllText(Tombstone(owner)), CultureInfo.InvariantCulture) : null;

    private string Parties => Path.Combine(Folder, "parties");

    private RootKeyRefused Missing() =>
        new($"The root key {File} is missing, and without it nothing confidential can be read or written. Put it back from where you keep its copy, or say where it is in ENTENTE_KEYS; nothing was changed.");

    private List<byte[]> Keys()
    {
        try
        {
            return System.IO.File.Exists(File) ? [.. System.IO.File.ReadAllLines(File).Where(line => line.Length > 0).Select(Read)] : [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RootKeyRefused($"The root key {File} cannot be read: {problem.Message} It must belong to the account that runs the application.", problem);
        }
    }

    private byte[] Read(string line)
    {
        try
        {
            return Convert.FromHexString(line.Trim()) is { Length: Length } key ? key : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new RootKeyRefused($"The file {File} holds no root key: each line is one, in {Length * 2} hexadecimal signs. Put the right file back; nothing was changed.");
        }
    }

    private byte[]? Share(KeyOwner owner, Guid id, bool make)
    {
        var file = Path.Combine(Parties, $"{Prefix(owner)}{id:N}");
        if (!System.IO.File.Exists(file))
        {
            if (!make)
                return null;
            Directory.CreateDirectory(Parties);
            Write(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length)), replace: false);
        }
        return Convert.FromHexString(System.IO.File.ReadAllText(file).Trim());
    }

    private static string Prefix(KeyOwner owner) => $"{owner.Body}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(owner.Party))}.";

    private string Tombstone(KeyOwner owner) => Path.Combine(Parties, $"{Prefix(owner)}destroyed");

    private static byte[] KeyOf(byte[] root, byte[] share) => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, Length, share, "entente wrapping 1"u8.ToArray());

    private static byte[] Belongs(KeyOwner owner, Guid id) => Encoding.UTF8.GetBytes($"{owner.Body}\n{owner.Party}\n{id}");

    private static string NameOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData([.. "entente root 1"u8, .. key]).AsSpan(0, 8));

    // Whole or not at all, and read by nobody else even while it is written.
    private static void Write(string file, string text, bool replace)
    {
        var half = $"{file}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(half, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Mine }))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            System.IO.File.Move(half, file, replace);
        }
        catch (IOException) when (!replace && System.IO.File.Exists(file))
        {
            System.IO.File.Delete(half);
        }
    }
}
