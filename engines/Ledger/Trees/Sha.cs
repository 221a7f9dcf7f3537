using System.Security.Cryptography;

namespace Entente.Ledger;

/// <summary>SHA-256 of something short.</summary>
internal static class Sha
{
    public static Hash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[Hash.Length];
        SHA256.HashData(bytes, digest);
        return Hash.Of(digest);
    }
}
