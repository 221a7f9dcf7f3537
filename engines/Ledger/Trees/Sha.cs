using System.Security.Cryptography;

namespace Entente.Ledger;

/// <summary>SHA-256. A tree is made of millions of digests over 65 bytes, where the general interface costs more than the digest.</summary>
internal static class Sha
{
    private const int Short = 4096; // beyond, the collector should not wait for us
    private const int Context = 256; // SHA256_CTX has 112

    public static Hash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[Hash.Length];
        if (bytes.Length > Short || !Libcrypto.HasShortDigests || !TryShort(bytes, digest))
            SHA256.HashData(bytes, digest);
        return Hash.Of(digest);
    }

    private static bool TryShort(ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        Span<byte> context = stackalloc byte[Context];
        return Libcrypto.SHA256_Init(context) == 1 && Libcrypto.SHA256_Update(context, bytes, (nuint)bytes.Length) == 1 && Libcrypto.SHA256_Final(digest, context) == 1;
    }
}
