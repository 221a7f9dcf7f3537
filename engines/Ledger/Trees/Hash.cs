using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Entente.Ledger;

/// <summary>A SHA-256 digest as a value: 32 bytes, compared as bytes, written as base64.</summary>
/// <example><code>var hash = Hash.Of(SHA256.HashData(bytes));</code></example>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Hash : IEquatable<Hash>
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Length = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private Hash(ReadOnlySpan<ulong> words) => (_first, _second, _third, _fourth) = (words[0], words[1], words[2], words[3]);

    /// <summary>Its bytes, where they lie.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in this));

    /// <summary>The hash with these 32 bytes.</summary>
    public static Hash Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        Span<ulong> words = stackalloc ulong[4];
        bytes.CopyTo(MemoryMarshal.AsBytes(words));
        return new Hash(words);
    }

    /// <summary>Reads standard base64, in its one form.</summary>
    /// <exception cref="LedgerFormatException">It is no hash.</exception>
    public static Hash Parse(ReadOnlySpan<char> base64) => Strict.Hash(base64, "The hash");

    /// <summary>In lower-case hexadecimal.</summary>
    public string ToHex() => Convert.ToHexStringLower(Bytes);

    /// <summary>In base64.</summary>
    public override string ToString() => Convert.ToBase64String(Bytes);

    /// <inheritdoc/>
    public bool Equals(Hash other) => _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _first.GetHashCode();

    /// <summary>Whether all bytes are the same.</summary>
    public static bool operator ==(Hash one, Hash other) => one.Equals(other);

    /// <summary>Whether a byte differs.</summary>
    public static bool operator !=(Hash one, Hash other) => !one.Equals(other);
}
