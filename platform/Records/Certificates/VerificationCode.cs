using System.Security.Cryptography;

namespace Entente.Records.Certificates;

/// <summary>The code beside a certificate's number: sixty bits that nobody guesses, in letters and figures that nobody confuses (Crockford's alphabet).</summary>
public static class VerificationCode
{
    public const int Length = 12;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>In groups of four, as it stands on the document.</summary>
    public static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    /// <summary>However it was typed: small letters, with or without hyphens, O for zero, I and L for one. Null for what is no code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 100)
            return null;
        var code = new string([.. typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter })]);
        return code.Length == Length && code.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? code : null;
    }
}
