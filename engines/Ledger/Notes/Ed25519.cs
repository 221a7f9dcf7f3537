using System.Security.Cryptography;
using static Entente.Ledger.Libcrypto;

namespace Entente.Ledger;

/// <summary>
/// Ed25519 (RFC 8032) of libcrypto, which .NET itself uses here: the base library has no type for it yet. OpenSSL 1.1.1 or newer.
/// </summary>
public static class Ed25519
{
    /// <summary>How many bytes a private seed and a public key have.</summary>
    public const int KeyLength = 32;

    /// <summary>How many bytes a signature has.</summary>
    public const int SignatureLength = 64;

    private const int Kind = 1087; // NID_ED25519

    /// <summary>The public key that belongs to a seed.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        using var key = Private(seed);
        var bytes = new byte[KeyLength];
        nuint length = KeyLength;
        Succeed(EVP_PKEY_get_raw_public_key(key.Handle, bytes, ref length));
        return bytes;
    }

    /// <summary>Signs a message.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        using var key = Private(seed);
        using var context = Context.New();
        var signature = new byte[SignatureLength];
        nuint length = SignatureLength;
        Succeed(EVP_DigestSignInit(context.Handle, 0, 0, 0, key.Handle));
        Succeed(EVP_DigestSign(context.Handle, signature, ref length, message, (nuint)message.Length));
        return signature;
    }

    /// <summary>Whether the signature over the message is by the holder of the key. What is no key and no signature is false.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength)
            return false;
        using var key = new Key(EVP_PKEY_new_raw_public_key(Kind, 0, publicKey, KeyLength));
        using var context = Context.New();
        var valid = key.Handle != 0 && EVP_DigestVerifyInit(context.Handle, 0, 0, 0, key.Handle) == 1
            && EVP_DigestVerify(context.Handle, signature, SignatureLength, message, (nuint)message.Length) == 1;
        if (!valid)
            ERR_clear_error(); // so that nobody else on this thread finds our error
        return valid;
    }

    private static Key Private(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != KeyLength)
            throw new ArgumentException($"A seed has {KeyLength} bytes.", nameof(seed));
        var key = EVP_PKEY_new_raw_private_key(Kind, 0, seed, KeyLength);
        return key != 0 ? new Key(key) : throw new CryptographicException("libcrypto takes no such key.");
    }

    private static void Succeed(int result)
    {
        if (result == 1)
            return;
        ERR_clear_error();
        throw new CryptographicException("libcrypto failed at Ed25519.");
    }

    private readonly record struct Key(nint Handle) : IDisposable
    {
        public void Dispose() => EVP_PKEY_free(Handle);
    }

    private readonly record struct Context(nint Handle) : IDisposable
    {
        public static Context New() => EVP_MD_CTX_new() is not 0 and var handle ? new Context(handle) : throw new CryptographicException("libcrypto has no memory left.");

        public void Dispose() => EVP_MD_CTX_free(Handle);
    }
}
