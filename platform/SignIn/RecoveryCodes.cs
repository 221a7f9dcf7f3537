using System.Security.Cryptography;
using System.Text;

namespace Entente.SignIn;

/// <summary>
/// Ten codes to print and keep, each good for one sign-in in place of the telephone. 80 random bits each, so a
/// plain hash is enough to store them.
/// </summary>
public static class RecoveryCodes
{
    public const int Count = 10;
    private const int Letters = 16;

    public static IReadOnlyList<string> Make() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Base32.Write(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant().Chunk(4).Select(group => new string(group))))];

    /// <summary>Hyphens, spaces and capitals do not matter. Null when it does not look like such a code.</summary>
    public static byte[]? Hash(string typed)
    {
        var letters = string.Concat(typed.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return letters.Length == Letters ? SHA256.HashData(Encoding.UTF8.GetBytes(letters)) : null;
    }
}
