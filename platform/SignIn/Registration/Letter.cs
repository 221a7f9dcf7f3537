using System.Security.Cryptography;

namespace Entente.SignIn.Registration;

/// <summary>The letter of a government, as it was scanned. Its type is what its content is, whatever it is called.</summary>
public sealed record Letter(string Reference, string FileName, string Type, byte[] Content)
{
    public const int Largest = 10 * 1024 * 1024;

    private const int LongestName = 200;

    public byte[] Sha256 { get; } = SHA256.HashData(Content);

    /// <summary>Null for anything but a PDF, a JPEG or a PNG.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : null;

    /// <summary>What the person called it, without folders and without letters that could mislead a file system or a header.</summary>
    public static string Tidy(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        name = new string([.. name.Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format)]).Trim();
        return name.Length == 0 ? "letter" : name.Length <= LongestName ? name : name[^LongestName..];
    }
}
