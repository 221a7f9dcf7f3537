using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Shared.Mail;

/// <summary>Who gets a mail: a plain address and perhaps a name, neither of which can carry a second header or recipient.</summary>
public sealed partial record Recipient
{
    /// <exception cref="FormatException">When this is no single e-mail address.</exception>
    public Recipient(string address, string? name = null)
    {
        if (!IsAddress(address))
            throw new FormatException("is no e-mail address");
        Address = address;
        Name = string.IsNullOrWhiteSpace(name) ? null : OneLine(name);
    }

    public string Address { get; }

    public string? Name { get; }

    /// <summary>Whether mail can be sent there: one address without a name, comments or quoting.</summary>
    public static bool IsAddress(string text) => text.Length <= 254 && Shape().IsMatch(text) && Domain(text) is not null;

    /// <summary>Reads <c>Name &lt;address&gt;</c> or an address alone.</summary>
    public static Recipient Parse(string text) => Named().Match(text) is { Success: true } match
        ? new Recipient(match.Groups["address"].Value, match.Groups["name"].Value.Trim().Trim('"'))
        : new Recipient(text.Trim());

    /// <summary>The address as it goes over the wire: the domain in its ASCII form.</summary>
    internal string OnTheWire => Address[..(Address.LastIndexOf('@') + 1)] + Domain(Address);

    internal bool NeedsUtf8 => !System.Text.Ascii.IsValid(Address.AsSpan(0, Address.LastIndexOf('@')));

    /// <summary>Line breaks and other control characters end a header; in one they become spaces.</summary>
    internal static string OneLine(string text) => Breaks().Replace(text, " ").Trim();

    private static string? Domain(string address)
    {
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(address[(address.LastIndexOf('@') + 1)..]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[^\s@<>()\[\]\\,;:""\p{C}]{1,64}@[^\s@<>()\[\]\\,;:""\p{C}]+\z", RegexOptions.None, 5000)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?<name>[^<>]*)<(?<address>[^<>]+)>\s*\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Named();

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}]+", RegexOptions.None, 5000)]
    private static partial Regex Breaks();
}
