using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Entente.SignIn;

/// <summary>
/// Time-based one-time codes of RFC 6238, with the parameters every authenticator application understands:
/// HMAC-SHA1 (which RFC 6238 names; its weakness in signatures does not matter in an HMAC), 30 seconds, six digits.
/// </summary>
public static class OneTimeCodes
{
    public const int KeyLength = 20;
    public const int Digits = 6;
    private const int Period = 30;

    // One step either side: phones drift, and people type slowly.
    private const int Tolerance = 1;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Period;

    public static string At(ReadOnlySpan<byte> key, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as the applications implement it
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xF)..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>
    /// The step the code belongs to, when it is right and later than the last one accepted: a code read over
    /// somebody's shoulder opens nothing once it has been used. Null otherwise.
    /// </summary>
    public static long? Accept(ReadOnlySpan<byte> key, string typed, DateTimeOffset at, long lastAccepted)
    {
        var code = OnlyDigits(typed);
        long? accepted = null;
        // All steps are computed whatever matches, so that the time taken says nothing.
        for (var step = StepAt(at) - Tolerance; step <= StepAt(at) + Tolerance; step++)
            if (CryptographicOperations.FixedTimeEquals(Bytes(At(key, step)), Bytes(code)) && step > lastAccepted)
                accepted = step;
        return accepted;
    }

    /// <summary>What the authenticator application reads from the picture (Key URI format).</summary>
    public static string Uri(ReadOnlySpan<byte> key, string issuer, string account) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(account)}?secret={Base32.Write(key)}&issuer={System.Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={Period}";

    // "123 456", "١٢٣٤٥٦" and what a phone pastes around them.
    public static string OnlyDigits(string typed) =>
        string.Concat(typed.Where(char.IsDigit).Select(digit => CharUnicodeInfo.GetDecimalDigitValue(digit)).Where(digit => digit >= 0));

    private static byte[] Bytes(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
