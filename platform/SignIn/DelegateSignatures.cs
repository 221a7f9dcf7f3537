using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Bodies;
using Entente.Ledger;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Identity;

namespace Entente.SignIn;

/// <summary>
/// A delegate's passkey signs what is declared: the challenge is the commitment of the statement. Identity's handler draws its
/// challenges itself, so that the answer is judged here; the signature over it is checked by the engine, as every receipt's is.
/// </summary>
public sealed class DelegateSignatures(Database database, Site site, DoorLog log, TimeProvider time)
{
    private const int LongestAnswer = 64 * 1024;
    private const int Patience = 5 * 60 * 1000;

    /// <summary>Whether this person has a passkey that can sign: of the kind that anybody can check off-line.</summary>
    public async Task<bool> Can(Person person, CancellationToken cancel) => (await Of(person, cancel)).Count > 0;

    /// <summary>What the browser is asked, or null for somebody without such a passkey.</summary>
    public async Task<string?> Ask(Person person, ReadOnlyMemory<byte> commitment, CancellationToken cancel)
    {
        var passkeys = await Of(person, cancel);
        return passkeys.Count == 0 ? null : JsonSerializer.Serialize(new
        {
            challenge = Base64Url.EncodeToString(commitment.Span),
            rpId = site.Name,
            timeout = Patience,
            userVerification = "required",
            allowCredentials = passkeys.Select(passkey => new { type = "public-key", id = Base64Url.EncodeToString(passkey.CredentialId), transports = passkey.Transports ?? [] }),
        });
    }

    /// <summary>The signature of this person's passkey, made on this site; null, and a line in the log, for anything else. What it signs the door looks at.</summary>
    public async Task<Assertion?> Take(HttpContext context, Person person, string? answer)
    {
        var cancel = context.RequestAborted;
        if (answer is { Length: > 0 and <= LongestAnswer } && Read(answer) is { } said
            && (await Of(person, cancel)).FirstOrDefault(passkey => passkey.CredentialId.AsSpan().SequenceEqual(said.Credential.Span)) is { } passkey
            && PublicKey(passkey.PublicKey) is { } key && Here(said))
        {
            var used = new UserPasskeyInfo(passkey.CredentialId, passkey.PublicKey, passkey.CreatedAt, Counter(said), passkey.Transports, isUserVerified: true, passkey.IsBackupEligible, passkey.IsBackedUp, [], []) { Name = passkey.Name };
            if (await database.Write(connection => Passkeys.Used(connection, used, time.GetUtcNow()), cancel))
                return said with { PublicKey = key };
            await log.Write(context, Refused.PasskeyCopied, person.Id);
            return null;
        }
        await log.Write(context, Refused.PasskeyNotAccepted, person.Id);
        return null;
    }

    private async Task<IReadOnlyList<UserPasskeyInfo>> Of(Person person, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        return [.. (await Passkeys.Of(connection, person.Id)).Where(passkey => PublicKey(passkey.PublicKey) is not null)];
    }

    // Made for this site, on this site, by a person who was there and verified.
    private bool Here(Assertion said) =>
        said.Origin == site.Origin
        && said.AuthenticatorData.Length >= 37
        && said.AuthenticatorData.Span[..32].SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(site.Name)))
        && (said.AuthenticatorData.Span[32] & 0x05) == 0x05;

    private static uint Counter(Assertion said) => BinaryPrimitives.ReadUInt32BigEndian(said.AuthenticatorData.Span[33..37]);

    private static Assertion? Read(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var response = json.RootElement.GetProperty("response");
            return new Assertion(Bytes(json.RootElement, "rawId"), default, Bytes(response, "authenticatorData"), Bytes(response, "clientDataJSON"), Bytes(response, "signature"));
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonElement json, string name) => Base64Url.DecodeFromChars(json.GetProperty(name).GetString() ?? "");

    /// <summary>Of a COSE key the form that every library reads; null unless it is one of P-256 for ES256.</summary>
    internal static byte[]? PublicKey(byte[] cose)
    {
        try
        {
            var reader = new CborReader(cose, CborConformanceMode.Lax);
            var (kind, algorithm, curve) = (0, 0, 0);
            byte[]? x = null, y = null;
            for (var left = reader.ReadStartMap() ?? 0; left > 0; left--)
            {
                switch (reader.ReadInt32())
                {
                    case 1: kind = reader.ReadInt32(); break;
                    case 3: algorithm = reader.ReadInt32(); break;
                    case -1 when kind == 2: curve = reader.ReadInt32(); break;
                    case -2 when kind == 2: x = reader.ReadByteString(); break;
                    case -3 when kind == 2: y = reader.ReadByteString(); break;
                    default: reader.SkipValue(); break;
                }
            }
            if (kind != 2 || algorithm != -7 || curve != 1 || x is null || y is null)
                return null;
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException or CryptographicException or OverflowException)
        {
            return null;
        }
    }
}
