using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Tests.Rooms.SignIn;

/// <summary>
/// An authenticator as WebAuthn describes it, with one ES256 passkey, that answers as told: honestly, or for another
/// site, with an old counter, without a person, with a broken signature.
/// </summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte BackupEligible = 0x08;
    private const byte BackedUp = 0x10;
    private const byte AttestedData = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private byte[] _userHandle = [];

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    public string Origin { get; set; } = "https://localhost";

    public string Site { get; set; } = "localhost";

    /// <summary>Null: it counts nothing, as synchronised passkeys do.</summary>
    public uint? Counter { get; set; }

    public bool Verifies { get; set; } = true;

    public bool Synchronised { get; set; }

    /// <summary>Its public key, as a site keeps it.</summary>
    public byte[] Cose => PublicKey();

    public string Create(JsonObject options)
    {
        _userHandle = Base64Url.DecodeFromChars((string)options["user"]!["id"]!);
        var client = ClientData("webauthn.create", options);
        var attestation = new CborWriter();
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString([.. Data(AttestedData), .. new byte[16], .. Length(Id), .. Id, .. PublicKey()]);
        attestation.WriteEndMap();
        return Answer(new JsonObject { ["clientDataJSON"] = Text(client), ["attestationObject"] = Text(attestation.Encode()), ["transports"] = new JsonArray("internal") });
    }

    public string Get(JsonObject options, bool breakSignature = false)
    {
        if (Counter is { } counter)
            Counter = counter + 1;
        var (client, data) = (ClientData("webauthn.get", options), Data());
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (breakSignature)
            signature[^1] ^= 1;
        return Answer(new JsonObject { ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = Text(_userHandle) });
    }

    private byte[] ClientData(string type, JsonObject options) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = (string)options["challenge"]!, origin = Origin, crossOrigin = false });

    private byte[] Data(byte more = 0)
    {
        var flags = (byte)(UserPresent | more | (Verifies ? UserVerified : 0) | (Synchronised ? BackupEligible | BackedUp : 0));
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Counter ?? 0);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Site)), flags, .. count];
    }

    // A COSE key: EC2, ES256, P-256.
    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var key = new CborWriter(CborConformanceMode.Ctap2Canonical);
        key.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            key.WriteInt32(label);
            key.WriteInt32(value);
        }
        key.WriteInt32(-2);
        key.WriteByteString(point.X!);
        key.WriteInt32(-3);
        key.WriteByteString(point.Y!);
        key.WriteEndMap();
        return key.Encode();
    }

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Text(Id),
        ["rawId"] = Text(Id),
        ["type"] = "public-key",
        ["response"] = response,
        ["clientExtensionResults"] = new JsonObject(),
    }.ToJsonString();

    private static byte[] Length(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length];

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose() => _key.Dispose();
}
