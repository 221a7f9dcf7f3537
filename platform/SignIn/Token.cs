using System.Buffers.Text;
using System.Security.Cryptography;

namespace Entente.SignIn;

/// <summary>256 random bits given to a person; the database keeps only their hash, so that a copy of it opens no door.</summary>
public sealed record Token(string Text, byte[] Hash)
{
    private const int Length = 32;

    public static Token New()
    {
        var secret = RandomNumberGenerator.GetBytes(Length);
        return new Token(Base64Url.EncodeToString(secret), SHA256.HashData(secret));
    }

    /// <summary>The hash of what came back, or null when it never was one of ours.</summary>
    public static byte[]? HashOf(string? text)
    {
        Span<byte> secret = stackalloc byte[Length];
        return text is { Length: 43 } && Base64Url.TryDecodeFromChars(text, secret, out var written) && written == Length ? SHA256.HashData(secret) : null;
    }
}
