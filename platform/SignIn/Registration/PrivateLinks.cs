using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Entente.Shared.Data;

namespace Entente.SignIn.Registration;

/// <summary>
/// Addresses that only who was sent them can know: an id with a seal made from the installation's secret. Nothing is
/// kept, so that every later mail can carry the same link and a copy of the database holds none.
/// </summary>
public sealed class PrivateLinks(InstallationSecret secret)
{
    private const int SealLength = 16;
    private readonly byte[] _key = secret.Derive("private links", 32);

    public string Request(Guid id) => Sealed("request", id, issue: 0);

    public string Invitation(Guid id, int issue) => Sealed("invitation", id, issue);

    /// <summary>For whoever runs an installation first; the same at every start until somebody does.</summary>
    public string Administrator(Guid installation) => Sealed("administrator", installation, issue: 0);

    public bool IsAdministrator(string? text, Guid installation) => Same(text, Administrator(installation));

    /// <summary>The request of this link, or null when the link was never made here.</summary>
    public Guid? OfRequest(string? text) => IdOf(text) is { } id && Same(text, Request(id)) ? id : null;

    /// <summary>Which invitation it claims to be; whether it is, <see cref="Is"/> tells once its issue is known.</summary>
    public static Guid? IdOf(string? text)
    {
        Span<byte> bytes = stackalloc byte[16 + SealLength];
        return text is { Length: 43 } && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == bytes.Length ? new Guid(bytes[..16], bigEndian: true) : null;
    }

    public bool Is(string? text, Guid id, int issue) => Same(text, Invitation(id, issue));

    private static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(expected));

    private string Sealed(string what, Guid id, int issue)
    {
        var seal = HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{what}\0{id}\0{issue}"));
        return Base64Url.EncodeToString([.. id.ToByteArray(bigEndian: true), .. seal[..SealLength]]);
    }
}
