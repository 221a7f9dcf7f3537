using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Entente.Ledger;

/// <summary>
/// What a delegate's passkey made when it signed the commitment of a statement (WebAuthn). The log holds its digest, so that
/// it can neither be left out later nor put in.
/// </summary>
/// <param name="Credential">The passkey's id.</param>
/// <param name="PublicKey">Its public key (SubjectPublicKeyInfo): P-256.</param>
/// <param name="AuthenticatorData">What the authenticator said of itself.</param>
/// <param name="ClientData">What the browser said: the challenge is the commitment.</param>
/// <param name="Signature">Over both.</param>
public sealed record Assertion(ReadOnlyMemory<byte> Credential, ReadOnlyMemory<byte> PublicKey, ReadOnlyMemory<byte> AuthenticatorData, ReadOnlyMemory<byte> ClientData, ReadOnlyMemory<byte> Signature)
{
    private const int FlagsAt = 32;
    private const int PresentAndVerified = 0x01 | 0x04;
    private const int ShortestData = 37;

    /// <summary>What stands in the log for it.</summary>
    public Hash Digest
    {
        get
        {
            var text = new CanonicalText();
            text.BeginObject();
            foreach (var (name, bytes) in Parts())
                text.Text(name, Convert.ToBase64String(bytes.Span));
            text.EndObject();
            return Sha.Of([.. "entente assertion 1\n"u8, .. text.Written]);
        }
    }

    /// <summary>Whether the person was there and was verified, and the passkey signed this commitment and no other.</summary>
    public bool Signs(in Hash commitment) => Authenticated() && Challenge() is { } challenge && commitment.Bytes.SequenceEqual(challenge);

    /// <summary>Where the person was when signing, as the browser said: <c>https://entente.example</c>. Null if it did not say.</summary>
    public string? Origin => Client("origin");

    /// <summary>Reads the five members, as a receipt has them.</summary>
    /// <exception cref="LedgerFormatException">One is missing.</exception>
    public static Assertion Of(JsonElement json) => new(
        Members.Base64(json, "credential"), Members.Base64(json, "publicKey"), Members.Base64(json, "authenticatorData"),
        Members.Base64(json, "clientData"), Members.Base64(json, "signature"));

    /// <summary>The five members, as a receipt has them.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (part, value) in Parts())
                json.WriteBase64String(part, value.Span);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    internal void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        foreach (var (part, bytes) in Parts())
            json.WriteBase64String(part, bytes.Span);
        json.WriteEndObject();
    }

    // In the order of their names, which is also that of the digest.
    private (string Name, ReadOnlyMemory<byte> Bytes)[] Parts() =>
        [("authenticatorData", AuthenticatorData), ("clientData", ClientData), ("credential", Credential), ("publicKey", PublicKey), ("signature", Signature)];

    private bool Authenticated()
    {
        if (AuthenticatorData.Length < ShortestData || (AuthenticatorData.Span[FlagsAt] & PresentAndVerified) != PresentAndVerified || Client("type") != "webauthn.get")
            return false;
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(PublicKey.Span, out var read);
            byte[] signed = [.. AuthenticatorData.Span, .. SHA256.HashData(ClientData.Span)];
            return read == PublicKey.Length && key.KeySize == 256 && key.VerifyData(signed, Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false; // no key at all
        }
    }

    private byte[]? Challenge()
    {
        var bytes = new byte[Hash.Length];
        return Client("challenge") is { Length: 43 } text && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == Hash.Length ? bytes : null;
    }

    private string? Client(string name)
    {
        try
        {
            using var document = CanonicalJson.Read(ClientData);
            return Members.TextOrNone(document.RootElement, name);
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }
}
