using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Entente.Bodies;
using Entente.Shared.Data;

namespace Entente.Shared.Web;

/// <summary>
/// Says for whom a form was made. When its antiforgery token is refused, or the session that it belonged to is over,
/// this alone tells whose words it holds, so that nobody sends what somebody else typed at the same computer.
/// </summary>
public sealed class FormOwners(InstallationSecret secret)
{
    public const string Field = "_for";

    /// <summary>Holds the antiforgery token.</summary>
    public const string TokenField = "_form";

    private const int MarkLength = 12;
    private readonly byte[] _key = secret.Derive("form owners", 32);

    /// <param name="person">Null: the public.</param>
    public string Mark(Guid? person) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(person?.ToString() ?? "public")).AsSpan(0, MarkLength));

    public string Mark(HttpContext context) => Mark(context.Features.Get<Person>()?.Id);

    public bool IsOf(Guid? person, IFormCollection form) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Mark(person)), Encoding.UTF8.GetBytes(form[Field].ToString()));
}
