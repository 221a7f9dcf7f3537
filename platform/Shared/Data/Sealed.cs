using System.Security.Cryptography;
using System.Text;

namespace Entente.Shared.Data;

/// <summary>
/// Keeps a small secret in the database so that the database alone cannot read it: AES-256-GCM under a key
/// derived from the installation's secret, bound to what it belongs to. Moved to another owner it does not open.
/// </summary>
public sealed class Sealed(InstallationSecret secret, string purpose)
{
    private const byte Scheme = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _key = secret.Derive("sealed " + purpose, 32);

    public byte[] Close(ReadOnlySpan<byte> plain, string owner)
    {
        var box = new byte[1 + NonceLength + TagLength + plain.Length];
        box[0] = Scheme;
        var nonce = box.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, plain, box.AsSpan(1 + NonceLength + TagLength), box.AsSpan(1 + NonceLength, TagLength), Encoding.UTF8.GetBytes(owner));
        return box;
    }

    /// <exception cref="CryptographicException">It was changed, belongs to another owner or was closed with another secret.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string owner)
    {
        if (box.Length < 1 + NonceLength + TagLength || box[0] != Scheme)
            throw new CryptographicException("This was not closed by Entente.");
        var plain = new byte[box.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(box.Slice(1, NonceLength), box[(1 + NonceLength + TagLength)..], box.Slice(1 + NonceLength, TagLength), plain, Encoding.UTF8.GetBytes(owner));
        return plain;
    }
}
