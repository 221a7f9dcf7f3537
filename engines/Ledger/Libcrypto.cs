using System.Reflection;
using System.Runtime.InteropServices;

namespace Entente.Ledger;

/// <summary>The functions of OpenSSL's libcrypto that .NET does not offer, or offers at a greater price.</summary>
internal static partial class Libcrypto
{
    private const string Library = "libcrypto";

    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto.so.4", "libcrypto.so.1.1", "libcrypto.so", "libcrypto.3.dylib", "/opt/homebrew/lib/libcrypto.3.dylib", "/usr/local/lib/libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"];

    static Libcrypto()
    {
        NativeLibrary.SetDllImportResolver(typeof(Libcrypto).Assembly, Find);
        HasShortDigests = TryLoad(out var handle) && NativeLibrary.TryGetExport(handle, nameof(SHA256_Init), out _);
    }

    /// <summary>Whether the plain functions for SHA-256 are there; OpenSSL calls them old.</summary>
    public static bool HasShortDigests { get; }

    [LibraryImport(Library)]
    public static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    public static partial nint EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_get_raw_public_key(nint key, Span<byte> bytes, ref nuint length);

    [LibraryImport(Library)]
    public static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    public static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    public static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial int EVP_DigestSignInit(nint context, nint key, nint digest, nint engine, nint privateKey);

    [LibraryImport(Library)]
    public static partial int EVP_DigestSign(nint context, Span<byte> signature, ref nuint length, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library)]
    public static partial int EVP_DigestVerifyInit(nint context, nint key, nint digest, nint engine, nint publicKey);

    [LibraryImport(Library)]
    public static partial int EVP_DigestVerify(nint context, ReadOnlySpan<byte> signature, nuint length, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library)]
    public static partial void ERR_clear_error();

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int SHA256_Init(Span<byte> context);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int SHA256_Update(Span<byte> context, ReadOnlySpan<byte> bytes, nuint length);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int SHA256_Final(Span<byte> digest, Span<byte> context);

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        return TryLoad(out var handle) ? handle : throw new PlatformNotSupportedException("Ed25519 needs libcrypto of OpenSSL 3 (on Debian: apt-get install libssl3; on macOS: brew install openssl).");
    }

    private static bool TryLoad(out nint handle)
    {
        foreach (var name in Names)
            if (NativeLibrary.TryLoad(name, out handle))
                return true;
        handle = 0;
        return false;
    }
}
