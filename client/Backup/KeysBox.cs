using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Client.Run;
using Entente.Disclosure;

namespace Entente.Client.Backup;

/// <summary>The secret and the keys of an installation under a passphrase, for whoever wants them beside the backup.</summary>
internal static class KeysBox
{
    private const int Rounds = 600_000;
    private const int Salt = 16;
    private const int Nonce = 12;
    private const int Tag = 16;

    /// <summary>Of the data folder: the secret, and the folder of keys where it is one.</summary>
    public static byte[] Close(string folder, RootKey root, string passphrase)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (File.Exists(Path.Combine(folder, "secret")))
            files["secret"] = File.ReadAllBytes(Path.Combine(folder, "secret"));
        if (root is RootKeyFolder keys && Directory.Exists(keys.Folder))
            foreach (var file in Directory.EnumerateFiles(keys.Folder, "*", SearchOption.AllDirectories))
                files["keys/" + Path.GetRelativePath(keys.Folder, file).Replace('\\', '/')] = File.ReadAllBytes(file);
        var plain = JsonSerializer.SerializeToUtf8Bytes(files);
        var box = new byte[Salt + Nonce + plain.Length + Tag];
        RandomNumberGenerator.Fill(box.AsSpan(0, Salt + Nonce));
        using var aes = new AesGcm(Key(passphrase, box.AsSpan(0, Salt)), Tag);
        aes.Encrypt(box.AsSpan(Salt, Nonce), plain, box.AsSpan(Salt + Nonce, plain.Length), box.AsSpan(Salt + Nonce + plain.Length));
        return box;
    }

    /// <summary>Puts what is missing into the data folder; what is there stays.</summary>
    /// <exception cref="Refusal">Another passphrase.</exception>
    public static void Open(byte[] box, string folder, RootKey root, string passphrase)
    {
        var plain = new byte[Math.Max(0, box.Length - Salt - Nonce - Tag)];
        try
        {
            using var aes = new AesGcm(Key(passphrase, box.AsSpan(0, Salt)), Tag);
            aes.Decrypt(box.AsSpan(Salt, Nonce), box.AsSpan(Salt + Nonce, plain.Length), box.AsSpan(^Tag), plain);
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new Refusal("The keys in the backup do not open with this passphrase. Nothing was restored.");
        }
        foreach (var (name, bytes) in JsonSerializer.Deserialize<Dictionary<string, byte[]>>(plain)!)
        {
            var path = name == "secret" ? Path.Combine(folder, name) : root is RootKeyFolder keys ? Path.Combine(keys.Folder, name["keys/".Length..]) : null;
            if (path is null || File.Exists(path))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, DataFolder.Mine);
            DataFolder.WriteOnlyForMe(path, Encoding.ASCII.GetString(bytes));
        }
    }

    public static string Passphrase(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim() is { Length: >= 12 } text ? text : throw new Refusal($"The passphrase in {file} has fewer than 12 characters.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"The file {file} of --with-keys cannot be read: {problem.Message}");
        }
    }

    private static byte[] Key(string passphrase, ReadOnlySpan<byte> salt) => Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Rounds, HashAlgorithmName.SHA256, 32);
}
